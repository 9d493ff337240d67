"""Bytes of a file -> text and back, without losing one: UTF-8 (with or without BOM) or CP932."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Source:
    """How a text was stored; `odd` keeps CP932 characters that the file spells in a second way."""

    encoding: str = "utf-8"
    odd: dict[str, bytes] = field(default_factory=dict)

    def encode(self, text: str) -> bytes:
        """The bytes of a text in the form of the file.

        Raises UnicodeEncodeError when CP932 has no such character.
        """
        if not self.odd:
            return text.encode(self.encoding)
        return b"".join(self.odd.get(mark) or mark.encode(self.encoding) for mark in text)


class NotText(ValueError):
    """Bytes that are neither UTF-8 nor CP932: the line (from 1) where that shows."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def decode(data: bytes) -> tuple[str, Source]:
    """The text in the bytes, and how to get the same bytes back.

    Raises NotText when they are neither UTF-8 nor CP932, or spell one character in two ways.
    """
    try:
        return data.decode("utf-8"), Source()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as problem:
        raise NotText(data.count(b"\n", 0, problem.start) + 1) from problem
    source = Source("cp932", _odd(data, text))
    if source.encode(text) != data:
        raise NotText(1)
    return text, source


def _odd(data: bytes, text: str) -> dict[str, bytes]:
    """Characters that CP932 can spell in two ways (such as ∵ or 﨑), as this file spells them."""
    odd: dict[str, bytes] = {}
    at = 0
    for mark in text:
        usual = mark.encode("cp932")
        found = data[at : at + len(usual)]
        if found != usual:
            odd.setdefault(mark, found)
        at += len(usual)
    return odd
