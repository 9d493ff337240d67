"""The parts of an xlsx file: checked before they are unpacked, and read without any outside reference."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from .book import Unreadable

#: Most parts of a workbook, and most bytes that they may be unpacked.
MOST_PARTS = 500
MOST_UNPACKED = 80 * 1024 * 1024
_BROKEN = "xlsxファイルとして開けません。壊れているか、Excel以外の形式です。"
#: What unpacking raises for what is broken, locked, or packed in a way nobody uses.
_TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
Attributes = dict[str, str]


def archive_of(content: bytes) -> zipfile.ZipFile:
    """The zip behind a workbook. Raises Unreadable when it is broken or larger inside than it may be."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _TROUBLE as problem:
        raise Unreadable(_BROKEN) from problem
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise Unreadable("xlsxの中の部品が多すぎます。開かずに止めました。")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unreadable("xlsxの中身が大きすぎます。開かずに止めました。")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Unreadable("マクロの入ったファイルです。「Excelブック（.xlsx）」で保存しなおしてください。")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One part, or None when there is none. Raises Unreadable when it cannot be unpacked."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except _TROUBLE as problem:
        raise Unreadable(_BROKEN) from problem


def needed(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that every workbook has."""
    content = part(archive, name)
    if content is None:
        raise Unreadable(_BROKEN)
    return content


def walk(
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _name: None,
    text: Callable[[str], None] = lambda _text: None,
) -> None:
    """Go through XML by the local names of its elements. A document type is refused: entities grow."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as problem:
        raise Unreadable(_BROKEN) from problem


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_of_the_document_type: object) -> None:
    raise Unreadable(_BROKEN)


def attribute(attributes: Attributes, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def relations(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """id -> (kind, name of the part) of what the workbook refers to."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, target

    walk(needed(archive, "xl/_rels/workbook.xml.rels"), start)
    return found
