"""Old and new units side by side: by what the amendment did, not by comparing anew."""

from __future__ import annotations

from collections.abc import Sequence

from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node, canonical

Pair = tuple[Node | None, Node | None]


def pairs(old: Sequence[Node], new: Sequence[Node]) -> list[Pair]:
    """Units in the order of the new text, the removed ones where they stood."""
    known = {id(node) for node in old}
    partner = {id(node.source): node for node in new if node.source is not None and id(node.source) in known}
    lone_old = [node for node in old if id(node) not in partner]
    lone_new = [node for node in new if node.source is None or id(node.source) not in known]
    if lone_old and lone_new and len(lone_old) == len(old) and len(lone_new) == len(new):
        # a provision put anew: its parts are compared
        partner = {
            id(left): right for left, right in align(old, new) if left is not None and right is not None
        }
        taken = {id(node) for node in partner.values()}
        lone_old = [node for node in old if id(node) not in partner]
        lone_new = [node for node in new if id(node) not in taken]
    partner |= _same_number(lone_old, lone_new)
    return _merged(old, new, partner)


def _same_number(old: Sequence[Node], new: Sequence[Node]) -> dict[int, Node]:
    by_number = {(node.kind, node.family, node.number): node for node in old if node.number}
    found = {}
    for node in new:
        match = by_number.get((node.kind, node.family, node.number))
        if match is not None:
            found[id(match)] = node
    return found


def _merged(old: Sequence[Node], new: Sequence[Node], partner: dict[int, Node]) -> list[Pair]:
    origin = {id(node): source for source in old if (node := partner.get(id(source))) is not None}
    place = {id(node): at for at, node in enumerate(old)}
    out: list[Pair] = []
    done = 0
    for node in new:
        source = origin.get(id(node))
        if source is not None:
            at = place[id(source)]
            out += [(each, None) for each in old[done:at] if id(each) not in partner]
            done = max(done, at + 1)
        out.append((source, node))
    out += [(each, None) for each in old[done:] if id(each) not in partner]
    return out


def differs(old: Node | None, new: Node | None) -> bool:
    """Whether a pair is not word for word the same, number and heading included."""
    if old is None or new is None:
        return True
    if old.kind is Kind.LINE or old.kind is Kind.TITLE:
        return bare(old.text) != bare(new.text)
    return canonical(old) != canonical(new)
