"""One canonical form for comparing; every character keeps its place, so positions stay valid."""

from __future__ import annotations

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE = {
    **_FULL,
    **{ord(mark): " " for mark in "\u3000\t\u00a0"},
    **{ord(mark): "、" for mark in ",，､"},
    **{ord(mark): "-" for mark in "―－‐–—─−‑"},
    **{ord(mark): "~" for mark in "～〜"},
    ord("｡"): "。",
    ord("｢"): "「",
    ord("｣"): "」",
}


def fold(text: str) -> str:
    """The text with width of letters, commas, dashes and spaces made equal; same length as before."""
    return text.translate(_TABLE)


def bare(text: str) -> str:
    """The folded text without any space: what two editions of one provision have in common."""
    return fold(text).replace(" ", "")
