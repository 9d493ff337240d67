"""The portal's file as it lies on disk: a zip with one CSV, or the CSV; its physical lines and its records.

A cell may hold line breaks, and a broken row may lack a quotation mark: records are put together so that
every record is named by the physical line on which it begins, and one broken row costs no other.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

#: A file that unpacks to more than this is refused before it is unpacked.
LARGEST = 400 * 1024 * 1024
#: Larger uploads are refused; the nationwide zip has some 10 MB.
LARGEST_UPLOAD = 100 * 1024 * 1024
#: Text packs to a tenth or so; what packs far better is no table.
_STEEPEST = 200
#: A row with more physical lines than this lacks a quotation mark.
_MOST_LINES = 300
#: Characters that no register can keep, and bytes that are no text (surrogateescape).
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\udc80-\udcff]")


class BadFile(ValueError):
    """The file as a whole cannot be read; the message says what, where and what to do, in Japanese."""


@dataclass(slots=True)
class Record:
    """The cells of one row, and the physical line on which it begins."""

    line: int
    cells: list[str]


def open_table(file: BinaryIO) -> tuple[IO[bytes], int]:
    """The CSV inside an upload, and how many bytes it has unpacked. Raises BadFile."""
    file.seek(0)
    start = file.read(4)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise BadFile("ファイルが空です。ポータルから落としたままのファイルを選んでください。")
    if start != b"PK\x03\x04":
        if b"\x00" in start or start[:2] in {b"PK", b"\xd0\xcf"}:
            raise BadFile(
                "zipファイルとしてもCSVとしても開けません。ポータルから落としたままのファイルを選んでください。"
            )
        return file, size
    return _inside(file)


def _inside(file: BinaryIO) -> tuple[IO[bytes], int]:
    try:
        archive = zipfile.ZipFile(file)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        tables = [entry for entry in entries if entry.filename.lower().endswith(".csv")]
        if len(tables) != 1:
            raise BadFile(
                f"zipの中のCSVが{len(tables)}個です。CSVが1個だけ入ったzipか、CSVそのものを選んでください。"
            )
        [table] = tables
        if table.file_size > LARGEST or table.file_size > _STEEPEST * table.compress_size + 65_536:
            raise BadFile(
                f"zipの中のCSVが大きすぎます（{LARGEST // 1024**2}MBまで）。開かずに止めました。"
                "ポータルから落としたままのファイルを選んでください。"
            )
        return io.BufferedReader(archive.open(table), 1 << 20), table.file_size  # type: ignore[type-var]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as broken:
        raise BadFile(
            "zipファイルとして開けません。壊れているか、パスワードが付いています。"
            "ポータルから落としなおしてください。"
        ) from broken


def physical_lines(table: IO[bytes]) -> Iterator[bytes]:
    """The lines of the table. Raises BadFile where a zip is broken inside."""
    try:
        # not `yield from`: that would close the upload together with the generator
        for line in table:  # noqa: UP028
            yield line
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as broken:
        raise BadFile("zipの中のCSVが途中で壊れています。ポータルから落としなおしてください。") from broken


def encoding_of(first: bytes) -> str:
    """CP932, as the portal writes; UTF-8 when somebody saved it so. Raises BadFile for anything else."""
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile("1行目: 文字コードがUTF-16です。シフトJIS（CP932）かUTF-8で保存しなおしてください。")
    for encoding in ("cp932", "utf-8-sig"):
        try:
            text = first.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "法人名" in text or first.isascii():
            return encoding
    raise BadFile(
        "1行目: 見出しを文字として読めません。シフトJIS（CP932）のCSVを、"
        "ポータルから落としたまま選んでください。"
    )


def records(lines: Iterable[bytes]) -> Iterator[Record]:
    """Every record of the table, the header first. What cannot be read as text keeps surrogates."""
    source = iter(lines)
    first = next(source, b"")
    encoding = encoding_of(first)
    waiting = deque([_text(first, encoding)])
    number = width = 0
    while text := _next(waiting, source, encoding):
        number += 1
        if not text.strip():
            continue
        parts = [text]
        if text.count('"') % 2:
            parts = _mended([text, *_rest(waiting, source, encoding)], width, waiting)
        cells = _cells("".join(parts))
        width = width or len(cells)
        yield Record(number, cells)
        number += len(parts) - 1


def _text(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode(encoding, "surrogateescape")


def _next(waiting: deque[str], source: Iterator[bytes], encoding: str) -> str:
    return waiting.popleft() if waiting else _text(next(source, b""), encoding)


def _rest(waiting: deque[str], source: Iterator[bytes], encoding: str) -> Iterator[str]:
    """The lines up to the one that closes an open quotation mark."""
    for _ in range(_MOST_LINES):
        text = _next(waiting, source, encoding)
        if not text:
            return
        yield text
        if text.count('"') % 2:
            return


def _mended(parts: list[str], width: int, waiting: deque[str]) -> list[str]:
    """The lines of one record; when a quotation mark is missing, the lines it would swallow are put back.

    A swallowed row shows itself: a line behind the first that is by itself as wide as a row.
    """
    whole = len(_cells("".join(parts))) == width
    closed = sum(part.count('"') for part in parts) % 2 == 0
    swallowed = any(len(_cells(part)) == width for part in parts[1:])
    if not width or whole or (closed and not swallowed):
        return parts
    waiting.extendleft(reversed(parts[1:]))
    return parts[:1]


def _cells(text: str) -> list[str]:
    try:
        return next(csv.reader([text]), [])
    except csv.Error:
        return []
