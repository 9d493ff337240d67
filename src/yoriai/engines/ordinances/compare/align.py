"""Which unit of the old text is which of the new one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Node

#: a unit that keeps its number is the same unit from here on; one that moves must be more alike
_SAME_NUMBER = 0.3
_MOVED = 0.5
#: a 条 of which this share is still there goes on, however much has come to it
_HELD = 0.85
#: above this many pairs only likely ones are compared
_MANY = 6000


@dataclass
class Unit:
    """A unit with what is needed to compare it."""

    node: Node
    text: str
    heading: str
    _pairs: Counter[str] | None = field(default=None, repr=False)

    @property
    def pairs(self) -> Counter[str]:
        """Pairs of neighbouring characters, counted."""
        if self._pairs is None:
            self._pairs = Counter(self.text[at : at + 2] for at in range(max(len(self.text) - 1, 1)))
        return self._pairs


def unit(node: Node) -> Unit:
    """What a node says below its number."""
    text = "".join(bare(each.text) if each is node else bare(each.mark + each.text) for each in node.body())
    return Unit(node, text, bare(node.heading.text) if node.heading is not None else "")


def likeness(left: Unit, right: Unit) -> float:
    """Shared pairs of characters, from 0 (nothing) to 1 (the same words); Dice's coefficient."""
    if left.text == right.text:
        return 1.0
    a, b = left.pairs, right.pairs
    if len(a) > len(b):
        a, b = b, a
    shared = sum(min(count, b[pair]) for pair, count in a.items() if pair in b)
    return 2 * shared / max(sum(a.values()) + sum(b.values()), 1)


def _held(left: Unit, right: Unit) -> float:
    """A 条 that gains or loses long 項 stays itself: how much of the shorter one the longer one holds."""
    shared = sum((left.pairs & right.pairs).values())
    held = shared / max(min(left.pairs.total(), right.pairs.total()), 1)
    return held if held >= _HELD else 0.0


def align(old: Sequence[Node], new: Sequence[Node]) -> list[tuple[Node | None, Node | None]]:
    """Old and new units in one order: (old, new) kept, (old, None) removed, (None, new) added."""
    left, right = [unit(node) for node in old], [unit(node) for node in new]
    out: list[tuple[Node | None, Node | None]] = []
    i = j = 0
    for at, to in [*_anchors(left, right), (len(left), len(right))]:
        out += _gap(left[i:at], right[j:to])
        if at < len(left):
            out.append((left[at].node, right[to].node))
        i, j = at + 1, to + 1
    return out


def _anchors(left: Sequence[Unit], right: Sequence[Unit]) -> list[tuple[int, int]]:
    """Units that are word for word the same and stand in the same order."""
    where: dict[tuple[str, str], list[int]] = {}
    for index, each in enumerate(right):
        where.setdefault((each.heading, each.text), []).append(index)
    counts = Counter((each.heading, each.text) for each in left)
    pairs = []
    for index, each in enumerate(left):
        key = (each.heading, each.text)
        if counts[key] == 1 and len(where.get(key, ())) == 1:
            pairs.append((index, where[key][0]))
    return _increasing(pairs)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for at, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        back.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            ends.append(at)
        else:
            tops[pile], ends[pile] = value, at
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _gap(left: Sequence[Unit], right: Sequence[Unit]) -> list[tuple[Node | None, Node | None]]:
    """Best pairing of what lies between two anchors, in order (dynamic programming)."""
    if not left or not right:
        return [(each.node, None) for each in left] + [(None, each.node) for each in right]
    many = len(left) * len(right) > _MANY
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    value = [[_worth(a, b, many=many) for b in right] for a in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + value[i][j])
    return _walk(left, right, best, value)


def _walk(
    left: Sequence[Unit],
    right: Sequence[Unit],
    best: Sequence[Sequence[float]],
    value: Sequence[Sequence[float]],
) -> list[tuple[Node | None, Node | None]]:
    out: list[tuple[Node | None, Node | None]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if value[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + value[i][j]:
            out.append((left[i].node, right[j].node))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            out.append((left[i].node, None))
            i += 1
        else:
            out.append((None, right[j].node))
            j += 1
    out += [(each.node, None) for each in left[i:]]
    out += [(None, each.node) for each in right[j:]]
    return out


def _worth(left: Unit, right: Unit, *, many: bool) -> float:
    """How much it speaks for two units being one; 0 when they are not."""
    same_number = left.node.number == right.node.number and left.node.upto == right.node.upto
    same_heading = bool(left.heading) and left.heading == right.heading
    if many and not (same_number or same_heading):
        return 0.0
    if "削除" in (left.text, right.text):
        return 0.6 + 0.45 * same_number if left.text == right.text else 0.0
    alike = likeness(left, right)
    if same_heading:
        alike = min(alike + 0.2, 1.0)
    if alike < 1 and (same_heading or (same_number and not (left.heading and right.heading))):
        alike = max(alike, _held(left, right))
    if alike < (_SAME_NUMBER if same_number else _MOVED):
        return 0.0
    return alike + 0.05 * same_number
