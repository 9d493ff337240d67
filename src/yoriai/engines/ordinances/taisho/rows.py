"""Rows of the 新旧対照表: counterparts at the same height, unchanged 項 and 号 as （略）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yoriai.engines.ordinances.compare.words import edits
from yoriai.engines.ordinances.profile import Profile
from yoriai.engines.ordinances.taisho.crossing import Crossed, crossed, label
from yoriai.engines.ordinances.taisho.pairs import Pair, differs, pairs
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node

_INDENT = {Kind.HEADING: 1, Kind.ITEM: 1, Kind.SUB: 2, Kind.CONTAINER: 3, Kind.TITLE: 3}


@dataclass(frozen=True)
class Run:
    """Words of one look: underlined or not."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Side:
    """One line of one column: depth of indent (in characters) and words; no runs for an empty cell."""

    runs: tuple[Run, ...] = ()
    indent: int = 0

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Row:
    """Counterparts: the old line and the new line. `first` opens a 条, 別表 …"""

    old: Side
    new: Side
    first: bool = False


def table(old: Node, new: Node, profile: Profile, *, everything: bool = False) -> list[Row]:
    """The rows for the changed 条, 別表 …, or for all with `everything`.

    `new` is the tree that applying the amendment to `old` has made.
    """
    maker = _Maker(profile, everything, crossed(old, new))
    out: list[Row] = []
    for left, right in _units(old, new):
        if everything or differs(left, right):
            unit = maker.unit(left, right)
            out += [Row(row.old, row.new, at == 0) for at, row in enumerate(unit)]
    return out


def _units(old: Node, new: Node) -> list[Pair]:
    """題名, lines of 目次 and 前文, 章, 条, 項 of 附則, 別表: what is shown as one."""
    out: list[Pair] = []
    for kind in (Kind.TITLE, Kind.TOC, Kind.PREAMBLE, Kind.MAIN, Kind.SUPPLEMENT, Kind.APPENDIX):
        left = [child for child in old.children if child.kind is kind]
        right = [child for child in new.children if child.kind is kind]
        if kind in (Kind.TITLE, Kind.APPENDIX):
            out += pairs(left, right)
        else:
            if kind is Kind.SUPPLEMENT:
                left, right = left[:1], right[:1]
            out += pairs([c for n in left for c in n.children], [c for n in right for c in n.children])
    return out


class _Maker:
    def __init__(self, profile: Profile, everything: bool, over: Crossed) -> None:
        self.profile = profile
        self.everything = everything
        self.over = over

    def unit(self, old: Node | None, new: Node | None) -> list[Row]:
        """The rows of one unit with all below it."""
        if old is None or new is None:
            return self._one_sided(old or new, new is not None)
        rows = self._heading(old, new)
        rows += self._line(old, new)
        return rows + self._children(old, new)

    def _one_sided(self, node: Node | None, is_new: bool) -> list[Row]:
        """A unit that comes or goes; 項 that were in another 条 stand beside what they were."""
        assert node is not None
        units = node.children if node.kind is Kind.ARTICLE else [node]
        known = self.over.origin if is_new else self.over.left
        if not any(id(each) in known for each in units):
            return self._alone(node, is_new)
        rows = self._alone(node.heading, is_new) if node.heading is not None else []
        for each in units:
            if id(each) not in known:
                rows += self._alone(each, is_new)
            elif is_new:
                rows += self._crossed(each, label(node, each))
        return rows

    def _crossed(self, new: Node, now: str) -> list[Row]:
        """A 項 beside the one that it was, both numbers underlined."""
        old, before = self.over.origin[id(new)]
        a, b = runs(old.text, new.text)
        left = Side(_tidy([Run(before, True), Run("\u3000"), *a]))
        right = Side(_tidy([Run(now, True), Run("\u3000"), *b]))
        return [Row(left, right), *self._children(old, new)]

    def _alone(self, node: Node | None, is_new: bool) -> list[Row]:
        assert node is not None
        sides = _sides(node)
        word = {True: "（新設）", False: "（削る）"}[is_new] if self.profile.show_absent == "yes" else ""
        other = [Side((Run(word),)) if word and at == 0 else Side() for at in range(len(sides))]
        both = zip(other, sides, strict=True) if is_new else zip(sides, other, strict=True)
        return [Row(left, right) for left, right in both]

    def _heading(self, old: Node, new: Node) -> list[Row]:
        left, right = old.heading, new.heading
        if left is None and right is None:
            return []
        if left is None or right is None:
            side = _side(left or right, True)  # type: ignore[arg-type]
            return [Row(side, Side()) if right is None else Row(Side(), side)]
        return [Row(*_compared(left, right))]

    def _line(self, old: Node, new: Node) -> list[Row]:
        if old.kind is Kind.ARTICLE:
            return []  # its number stands on the line of its first 項
        return [Row(*_compared(old, new))] if old.mark or old.text or new.mark or new.text else []

    def _children(self, old: Node, new: Node) -> list[Row]:
        rows: list[Row] = []
        same: list[tuple[Node, Node]] = []
        for left, right in pairs(old.children, new.children):
            first = (
                old.kind is Kind.ARTICLE and left is not None and right is not None and not rows and not same
            )
            if (
                left is not None
                and right is not None
                and not differs(left, right)
                and not self.everything
                and not first
            ):
                same.append((left, right))
                continue
            rows += _left_out(same)
            same = []
            rows += self._first(old, new, left, right) if first and left and right else self.unit(left, right)
        return rows + _left_out(same)

    def _first(self, old: Node, new: Node, left: Node, right: Node) -> list[Row]:
        """The first 項 with the number of its 条 before it."""
        renumbered = old.number != new.number or old.upto != new.upto
        if not differs(left, right) and not self.everything and not renumbered and len(old.children) > 1:
            side = Side((Run(f"{old.mark}\u3000（略）"),))
            return [Row(side, side)]
        if not differs(left, right) and not self.everything:
            rest = Run("\u3000（略）")
            return [Row(Side((Run(old.mark, renumbered), rest)), Side((Run(new.mark, renumbered), rest)))]
        a, b = _compared(left, right)
        a = Side((Run(old.mark, renumbered), Run("\u3000"), *a.runs))
        b = Side((Run(new.mark, renumbered), Run("\u3000"), *b.runs))
        return [Row(a, b), *self._children(left, right)]


def _sides(node: Node) -> list[Side]:
    """All lines of a unit that comes or goes, underlined; a 条 has its number before its first 項."""
    out: list[Side] = []
    before = ""
    for each in node.walk():
        if each.kind is Kind.ARTICLE:
            before = each.mark + "\u3000"
            continue
        side = _side(each, True)
        if before and each.kind is Kind.PARAGRAPH:
            side = Side((Run((before + side.text).rstrip("\u3000"), True),), side.indent)
            before = ""
        if side.text:
            out.append(side)
    return out


def _side(node: Node, changed: bool) -> Side:
    words = node.mark + ("\u3000" if node.mark and node.text else "") + node.text
    return Side((Run(words, changed),), _INDENT.get(node.kind, 0))


def _compared(old: Node, new: Node) -> tuple[Side, Side]:
    """The two lines, what differs underlined on both."""
    a: list[Run] = []
    b: list[Run] = []
    if old.mark or new.mark:
        moved = bare(old.mark) != bare(new.mark)
        a += [Run(old.mark, moved), Run("\u3000" if old.text and old.mark else "")]
        b += [Run(new.mark, moved), Run("\u3000" if new.text and new.mark else "")]
    left, right = runs(old.text, new.text)
    indent = _INDENT.get(new.kind, 0)
    return Side(_tidy([*a, *left]), indent), Side(_tidy([*b, *right]), indent)


def runs(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Both texts cut where they differ."""
    a: list[Run] = []
    b: list[Run] = []
    at = to = 0
    for edit in edits(old, new):
        length = edit.low - at
        a += [Run(old[at : edit.low]), Run(old[edit.low : edit.high], True)]
        b += [Run(new[to : to + length]), Run(edit.new, True)]
        at, to = edit.high, to + length + len(edit.new)
    return [*a, Run(old[at:])], [*b, Run(new[to:])]


def _tidy(found: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(run for run in found if run.text)


def _left_out(same: Sequence[tuple[Node, Node]]) -> list[Row]:
    """Unchanged units: `２　（略）`, `２及び３　（略）`, three or more `２～５　（略）`."""
    if not same:
        return []
    marked = [pair for pair in same if pair[0].mark]
    if not marked:
        side = Side((Run("（略）"),))
        return [Row(side, side)]
    indent = _INDENT.get(marked[0][0].kind, 0)
    left = _range([old.mark for old, _ in marked])
    side = Side((Run(f"{left}\u3000（略）"),), indent)
    return [Row(side, side)]


def _range(marks: Sequence[str]) -> str:
    if len(marks) == 1:
        return marks[0]
    return f"{marks[0]}及び{marks[1]}" if len(marks) == 2 else f"{marks[0]}～{marks[-1]}"
