"""Rows of a 別表: the first cell names the row."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.text.fold import bare, fold
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Node

_CELL = re.compile(r"\t|[|｜│┃]|  +|\u3000+")
_FRAME = re.compile(r"^[─━┌┐└┘├┤┬┴┼│┃|+\-\s]*$")
_REMARK = re.compile(r"^([0-9０-９]{1,2})(?:[ \u3000]|$)")


def cells(text: str) -> list[str]:
    """The cells of a row, without frame and blanks around them."""
    inner = text.strip("│┃|｜")
    return [cell.strip(" \u3000") for cell in _CELL.split(inner)] if inner else []


def first_cell(text: str) -> str:
    """The folded name of a row; empty for a frame line and for text that is no row."""
    if _FRAME.match(text):
        return ""
    found = [cell for cell in cells(text) if cell]
    return bare(found[0]) if len(found) > 1 else ""


def is_remark_head(text: str) -> bool:
    """Whether the line is the word 備考 (or 備考 with its only note)."""
    return bare(text).startswith("備考")


def remark_number(node: Node) -> Number:
    """The number of a note under 備考."""
    match = _REMARK.match(node.text)
    return (int(fold(match[1])),) if match else ()
