"""Polis files as somebody hands them over: several files, or one zip, looked at before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from .polis_format import FILES, PolisProblem

#: Most that is taken, unpacked: a conversation of two million votes has some 110 MB.
LARGEST = 200 * 1024 * 1024
#: Text packs to a tenth or so; what packs far better is no CSV of votes.
_STEEPEST = 100
_MOST_ENTRIES = 100


def polis_files(uploads: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The Polis files among (name, bytes), zips unpacked; other files are left aside.

    Raises PolisProblem for a zip that is broken, locked or far larger inside than outside, for a file
    that comes twice, and when nothing of Polis's is there.
    """
    found: dict[str, bytes] = {}
    for name, content in uploads:
        for inner, data in _opened(name, content):
            plain = inner.replace("\\", "/").rsplit("/", 1)[-1].lower()
            if plain not in FILES:
                continue
            if plain in found:
                raise PolisProblem(
                    plain, "同じ名前のファイルが二つあります。一つの対話の場のファイルだけを選んでください。"
                )
            found[plain] = data
    if not found:
        raise PolisProblem(
            "ファイル", f"Polisのファイルがありません。{'、'.join(FILES)} のどれかを選んでください。"
        )
    return found


def _opened(name: str, content: bytes) -> list[tuple[str, bytes]]:
    if not content.startswith(b"PK\x03\x04"):
        return [(name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(name, entries, len(content))
            # zipfile reads no more than the sizes that were checked, and refuses an entry that lies
            return [(entry.filename, archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise PolisProblem(
            name, "zipファイルを開けません。壊れているか、パスワードが付いています。"
        ) from problem


def _check(name: str, entries: list[zipfile.ZipInfo], outside: int) -> None:
    inside = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES:
        raise PolisProblem(
            name, f"zipの中にファイルが{len(entries)}個あります。Polisの5つのファイルだけを入れてください。"
        )
    if inside > LARGEST or inside > _STEEPEST * outside + 65_536:
        raise PolisProblem(name, "zipの中身が大きすぎます。開かずに止めました。")
