"""A row of a list that waits to be taken, when the person it is about is erased: emptied, not removed, so
that the other rows keep their places and the count of the file stays true."""

from __future__ import annotations

from collections.abc import Sequence

from ...models import ImportLine, LineKind
from ..traces import Kind, Traces

EMPTIED = "消去された人の行なので、中身を消しました。取り込みません。"
_OF_PERSON = ("person", "reaches", "notices")


def kinds_in(line: ImportLine, keys: Sequence[str], traces: Traces) -> frozenset[Kind]:
    """What a row says of the person; its cells about an organisation are the organisation's."""
    if line.target != "person" or line.problem == EMPTIED:
        return frozenset()
    said = [line.values[key] for key in _OF_PERSON if key in line.values]
    return traces.kinds([line.name, line.problem, said, _cells(line, keys, organisation=False)])


def emptied(line: ImportLine, keys: Sequence[str]) -> ImportLine:
    """The row without the person: what it says about an organisation stays, should it be read again."""
    line.values = {"cells": _cells(line, keys, organisation=True)}
    line.name, line.changes, line.conflicts = "", {}, []
    line.kind, line.problem = LineKind.BROKEN, EMPTIED
    line.target_id, line.chosen, line.taken = None, False, False
    return line


def _cells(line: ImportLine, keys: Sequence[str], *, organisation: bool) -> list[str]:
    """The cells of an organisation, or all others; the rest are empty."""
    cells = line.values.get("cells", ())
    belongs = [place < len(keys) and keys[place].startswith("organisation.") for place in range(len(cells))]
    return [cell if own is organisation else "" for cell, own in zip(cells, belongs, strict=True)]
