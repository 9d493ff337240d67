"""What changes in 別表 and 様式: words, rows of a table, the whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.compare.words import NotQuotable, changes, edits
from yoriai.engines.ordinances.planning.acts import Act, ChangeWords, Group, PutAnew, PutIn, TakeOut, block_of
from yoriai.engines.ordinances.planning.batching import Entry
from yoriai.engines.ordinances.planning.siblings import Row, rewrites
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.rows import first_cell, is_remark_head, remark_number
from yoriai.engines.ordinances.text.tree import Node


def plan_appendices(
    old: Sequence[Node], new: Sequence[Node], supplement: Node | None, anew: frozenset[int]
) -> list[Group]:
    """Groups for all 別表 and 様式, family by family."""
    groups: list[Group] = []
    last = supplement  # what a first 別表 or 様式 comes behind
    families = list(dict.fromkeys(node.family for node in [*new, *old]))
    for family in families:
        left = [node for node in old if node.family == family]
        right = [node for node in new if node.family == family]
        entries = rewrites([each for pair in _pairs(left, right) for each in _called_alike(*pair)])
        for entry in entries:
            if entry.old is not None and entry.new is not None and not entry.inner:
                entry.inner = plan_appendix(entry.old, entry.new, anew)
        found = Row(entries, partial(_place, anchor=last)).groups()
        # what comes behind the 別表 that were there comes before a new last 別表 does
        first = any(isinstance(act, PutIn) and act.anchor is last for group in found for act in group.acts)
        groups = [*found, *groups] if first else [*groups, *found]
        kept = [entry.old for entry in entries if entry.old is not None and entry.new is not None]
        last = kept[-1] if kept else last
    return groups


def _called_alike(old: Node | None, new: Node | None) -> list[tuple[Node | None, Node | None]]:
    """様式第1号 does not become 別記様式 by a new number: it goes, and the other comes."""
    lone = old is not None and new is not None and bool(old.number) != bool(new.number)
    if lone and old is not None and old.family == "様式":
        return [(old, None), (None, new)]
    return [(old, new)]


def _pairs(left: Sequence[Node], right: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    if [node.number for node in left] == [node.number for node in right]:
        return list(zip(left, right, strict=True))
    return align(left, right)


def _place(new: Sequence[Node], before: Entry | None, after: Entry | None, anchor: Node | None) -> list[Act]:
    unit = "様式" if new[0].family == "様式" else "表"
    block = block_of(new)
    if before is not None and before.old is not None:
        return [PutIn(before.old, "after", unit, len(new), block)]
    if after is not None and after.old is not None:
        return [PutIn(after.old, "before", unit, len(new), block)]
    assert anchor is not None
    return [
        PutIn(
            anchor,
            "after",
            unit if len(new) > 1 else new[0].family,
            0 if len(new) == 1 else len(new),
            block,
        )
    ]


def plan_appendix(old: Node, new: Node, anew: frozenset[int]) -> list[Act]:
    """Acts for one 別表: words and rows where they can be named, else the whole anew."""
    if _said(old) == _said(new):
        return []
    if id(old) in anew:
        return [PutAnew([old], "", block_of([new]))]
    try:
        head = _words(old, old.text, new.text, old)
        return [*head, *_rows(old, new)]
    except NotQuotable:
        return [PutAnew([old], "", block_of([new]))]


def _said(node: Node) -> list[str]:
    return [bare(each.text) for each in node.body()]


def _words(node: Node, old: str, new: str, scope: Node) -> list[Act]:
    found = edits(old, new)
    if not found:
        return []
    everything = [each.text for each in scope.body() if each.text]
    return [ChangeWords(node, "", changes(old, found, everything))]


def _rows(old: Node, new: Node) -> list[Act]:
    """Acts for the lines of a table.

    Raises NotQuotable when a row that changes has no name of its own.
    """
    left, right = old.children, new.children
    if len(left) == len(right) and not _rows_moved(left, right):
        return [act for a, b in zip(left, right, strict=True) for act in _row(old, a, b)]
    entries = _row_entries(left, right)
    acts: list[Act] = []
    for index, entry in enumerate(entries):
        acts += _row_act(old, entries, index, entry)
    return acts


def _rows_moved(left: Sequence[Node], right: Sequence[Node]) -> bool:
    """Whether rows of the same names stand in another order or have been exchanged."""
    a = [first_cell(row.text) for row in left]
    b = [first_cell(row.text) for row in right]
    return a != b and (set(a) & set(b)) != set(a) and sum(x != y for x, y in zip(a, b, strict=True)) > 2


def _row_entries(left: Sequence[Node], right: Sequence[Node]) -> list[Entry]:
    return [Entry(a, b) for a, b in align(left, right)]


def _row(table: Node, old: Node, new: Node) -> list[Act]:
    if bare(old.text) == bare(new.text):
        return []
    scope = _named_scope(table, old)
    found = edits(old.text, new.text)
    kept = len(old.text) - sum(edit.high - edit.low for edit in found)
    renamed = first_cell(old.text) != first_cell(new.text)
    if renamed and any(first_cell(each.text) == first_cell(new.text) for each in table.children):
        raise NotQuotable  # the new name is that of another row here
    if scope is old and (renamed or kept * 3 < len(old.text)):
        return [PutAnew([old], "", block_of([new]))]
    return _words(scope, old.text, new.text, scope)


def _named_scope(table: Node, row: Node) -> Node:
    """The row when its name is its own, a numbered note of 備考, else the whole table."""
    if _is_named(table, row) or _is_note(table, row):
        return row
    return table


def _is_named(table: Node, row: Node) -> bool:
    name = first_cell(row.text)
    if not name or "の" in name or any(mark in name for mark in "「」、。"):
        return False
    if name[0] == "中" and any(first_cell(each.text) == name[1:] for each in table.children):
        return False  # 「別表中会議室の項」 is that of 会議室
    below_remark = _after_remark(table, row)
    return not below_remark and sum(first_cell(each.text) == name for each in table.children) == 1


def _after_remark(table: Node, row: Node) -> bool:
    heads = [at for at, each in enumerate(table.children) if is_remark_head(each.text)]
    at = next(index for index, each in enumerate(table.children) if each is row)
    return bool(heads) and heads[0] < at


def _is_note(table: Node, row: Node) -> bool:
    number = remark_number(row)
    same = [each for each in table.children if remark_number(each) == number]
    return bool(number) and _after_remark(table, row) and len(same) == 1


def _row_act(table: Node, entries: list[Entry], index: int, entry: Entry) -> list[Act]:
    if entry.old is not None and entry.new is not None:
        return _row(table, entry.old, entry.new)
    if entry.old is not None:
        if not _is_named(table, entry.old):
            raise NotQuotable
        return [TakeOut([entry.old])]
    return _new_row(table, entries, index)


def _new_row(table: Node, entries: list[Entry], index: int) -> list[Act]:
    """New rows come behind the named row above; only the first of several in a row speaks."""
    if index and entries[index - 1].old is None:
        return []
    stop = index
    while stop < len(entries) and entries[stop].old is None:
        stop += 1
    block = block_of(each.new for each in entries[index:stop] if each.new is not None)
    before = entries[index - 1].old if index else None
    if before is not None and _is_named(table, before):
        return [PutIn(before, "after", "", 0, block)]
    if stop == len(entries) and not any(is_remark_head(each.text) for each in table.children):
        return [PutIn(table, "end", "", 0, block)]
    raise NotQuotable
