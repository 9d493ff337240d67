"""Numbers and widths of characters, read anew for the second applier."""

from __future__ import annotations

import re

_KAN = "〇一二三四五六七八九"
_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"\u3000": " ", "，": "、", ",": "、"}
    | dict.fromkeys("―－‐–—─−‑", "-")
)

#: ① to ㊿, which stand in three places of Unicode
CIRCLES = "".join(
    chr(first + at) for first, count in ((0x2460, 20), (0x3251, 15), (0x32B1, 15)) for at in range(count)
)

Numbers = tuple[int, ...]


def plain(text: str) -> str:
    """Widths, commas and dashes made equal; same length."""
    return text.translate(_PLAIN)


def number(text: str) -> int:
    """The value of an Arabic or Chinese number."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for mark in text:
        if mark in _KAN:
            digit = digit * 10 + _KAN.index(mark)
        else:
            total += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[mark]
            digit = 0
    return total + digit


def numbers(mark: str) -> Numbers:
    """`第3条の2` -> (3, 2); `⑵` -> (2,)."""
    if mark[:1] and "⑴" <= mark[0] <= "⒇":
        return (ord(mark[0]) - ord("⑴") + 1, *(number(each) for each in re.findall(_NUM, mark[1:])))
    if mark[:1] and mark[0] in CIRCLES:
        return (CIRCLES.index(mark[0]) + 1,)
    return tuple(number(each) for each in re.findall(_NUM, mark))
