"""Where moved provisions stand among their siblings, and how far numbers move."""

from __future__ import annotations

from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.operations import Place
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Kind, Node


def lines_once(resolver: Resolver, places: tuple[Place, ...]) -> list[Place]:
    """The places to take out, 「第5条及び第6条　削除」 once where both numbers are named."""
    out: list[Place] = []
    seen: set[int] = set()
    named = dict(resolver.named)
    for place in places:
        nodes = resolver.find(place)
        dead = [node for node in nodes if node.upto]
        if not dead or id(dead[0]) not in seen:
            out.append(place)
        seen |= {id(node) for node in dead}
    resolver.named = named
    return out


def settle(parent: Node, kind: Kind, moved: dict[int, Number]) -> None:
    """Put the moved units of one kind where their numbers belong."""
    units = [child for child in parent.children if child.kind is kind]
    for node in [each for each in units if id(each) in moved]:
        units = [child for child in parent.children if child.kind is kind]
        at = next(index for index, each in enumerate(units) if each is node)
        before, after = units[:at], units[at + 1 :]
        if all(each.number <= node.number for each in before) and all(
            each.number >= node.number for each in after
        ):
            continue
        if any(id(each) not in moved for each in units if (each in after) != (each.number >= node.number)):
            put_in_order(parent, kind, node)
    # 条 that were out of order before stay so: only those that moved change places
    free = {id(child) for child in units if kind is not Kind.ARTICLE or id(child) in moved}
    ordered = iter(sorted((c for c in parent.children if id(c) in free), key=lambda each: each.number))
    parent.children = [next(ordered) if id(child) in free else child for child in parent.children]


def put_in_order(parent: Node, kind: Kind, node: Node) -> None:
    """Put a unit behind the last one of its kind with a smaller number."""
    rest = [child for child in parent.children if child is not node]
    at = 0
    for index, child in enumerate(rest):
        if child.kind is kind and child.number < node.number:
            at = index + 1
    parent.children = [*rest[:at], node, *rest[at:]]


def shifted(number: Number, by: int, length: int) -> Number:
    """第5条の2 by one 条 is 第6条の2; 第3条の2 in a range of branch numbers is 第3条の3."""
    if length == 1:
        return (number[0] + by, *number[1:])
    return (*number[:-1], number[-1] + by)
