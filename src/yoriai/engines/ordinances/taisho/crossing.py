"""項 that have come from another 条: shown beside what they were, wherever that stood."""

from __future__ import annotations

from dataclasses import dataclass, field

from yoriai.engines.ordinances.text.tree import Kind, Node


@dataclass
class Crossed:
    """New 項 (by id) with the old one that each of them was and its number; old 項 that have left."""

    origin: dict[int, tuple[Node, str]] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)


def crossed(old: Node, new: Node) -> Crossed:
    """What stands in another 条 of `new` than it stood in before."""
    homes = _homes(old)
    found = Crossed()
    for article, paragraph in _homes(new).values():
        home = homes.get(id(paragraph.source))
        if home is None or home[0] is article.source or paragraph.source is None:
            continue
        found.origin[id(paragraph)] = (paragraph.source, label(home[0], paragraph.source))
        found.left.add(id(paragraph.source))
    return found


def _homes(root: Node) -> dict[int, tuple[Node, Node]]:
    articles = [node for node in root.walk() if node.kind is Kind.ARTICLE]
    return {
        id(child): (article, child)
        for article in articles
        for child in article.children
        if child.kind is Kind.PARAGRAPH
    }


def label(article: Node, paragraph: Node) -> str:
    """The number before a 項: its own, or that of its 条 on whose line it stands."""
    return paragraph.mark or article.mark
