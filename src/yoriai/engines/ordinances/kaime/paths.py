"""Finds the shortest right name for a node at this point of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from yoriai.engines.ordinances.applying.house import item_mark
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.operations import Place, Step
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.lines import LEVELS
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.rows import first_cell, is_remark_head, remark_number
from yoriai.engines.ordinances.text.tree import Kind, Node

_STEPS = {
    Kind.ARTICLE: "article",
    Kind.PARAGRAPH: "paragraph",
    Kind.ITEM: "item",
    Kind.SUB: "sub",
    Kind.APPENDIX: "appendix",
}
_WHOLE = {
    Kind.TITLE: "title",
    Kind.TOC: "toc",
    Kind.PREAMBLE: "preamble",
    Kind.MAIN: "main",
    Kind.SUPPLEMENT: "supplement",
}


class Namer:
    """Names of one sentence. `bare`: the place that 「…中」 has opened for the moves that follow."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.bare: Node | None = None

    def is_bare(self, node: Node) -> bool:
        """Whether the node is named by its own number alone."""
        if self.bare is None or (node.kind is Kind.PARAGRAPH and self._left_out(node)):
            return False
        return self._holder(node) is self.bare

    def _holder(self, node: Node) -> Node | None:
        parent = self.resolver.parents.get(id(node))
        if (
            parent is not None
            and parent.kind is Kind.PARAGRAPH
            and self._left_out(parent)
            and self.bare is not parent
        ):
            return self.resolver.parents[id(parent)]
        return parent

    def _left_out(self, paragraph: Node) -> bool:
        """The 項 of a 条 with one 項 is not named, nor an unnumbered one of 附則."""
        parent = self.resolver.parents[id(paragraph)]
        lone = sum(child.kind is Kind.PARAGRAPH for child in parent.children) == 1
        return lone and self.resolver.start_number(paragraph) == (1,)

    def place(self, node: Node, part: str = "") -> Place:
        """The place of a node."""
        if node.kind is Kind.PARAGRAPH and self.bare is None and (same := self._just_moved(node)):
            return Place((same,), None, part)
        if node.kind is Kind.PARAGRAPH and self._left_out(node):
            return self.place(self.resolver.parents[id(node)], part)
        if self.is_bare(node):
            return Place((self._just_moved(node) or self.own(node),), None, part)
        steps = self._steps(node)
        dead = Step("article", self.last_number(node)) if node.upto and not steps[-1].same else None
        return Place(steps, dead, part)

    def anchor(self, node: Node) -> Place:
        """What something comes behind: the last number of 「第5条及び第6条　削除」."""
        place = self.place(node)
        if place.upto is None:
            return place
        return Place((*place.steps[:-1], place.upto))

    def last_number(self, node: Node) -> Number:
        """The last number of 「第5条から第8条まで　削除」 when the sentence began; its number elsewhere."""
        start = self.resolver.start_number(node)
        return (node.upto[0] + start[0] - node.number[0],) if node.upto else start

    def _just_moved(self, node: Node) -> Step | None:
        """「同号」 for the unit that the clause before has moved: its old number is another's by now."""
        kind = _STEPS.get(node.kind, "")
        moved = id(node) in self.resolver.started and self.resolver.named.get(kind) is node
        return Step(kind, same=True) if moved and node.kind is not Kind.SUB else None

    def many(self, nodes: Sequence[Node], part: str) -> tuple[Place, ...]:
        """The places of units in a row: one, two with 及び, three or more as a range."""
        if len(nodes) == 1 or part:
            return (self.place(nodes[0], part),)
        if len(nodes) == 2 or not self._in_a_row(nodes):
            return tuple(self.place(node) for node in nodes)
        first = self.place(nodes[0])
        return (Place(first.steps, self.numbered(nodes[-1], self.last_number(nodes[-1]))),)

    def _in_a_row(self, nodes: Sequence[Node]) -> bool:
        """Whether nothing of their kind stands between the units."""
        row = [each for each in self.resolver.parents[id(nodes[0])].children if each.kind is nodes[0].kind]
        at = next(index for index, each in enumerate(row) if each is nodes[0])
        return all(left is right for left, right in zip(row[at : at + len(nodes)], nodes, strict=False))

    def parent_steps(self, node: Node) -> tuple[Step, ...]:
        """The name of what a moved unit stays under, for 「同条第5項とし」."""
        if self.is_bare(node):
            return ()
        parent = self.resolver.parents[id(node)]
        if parent.kind is Kind.PARAGRAPH and self._left_out(parent):
            parent = self.resolver.parents[id(parent)]
        if parent.kind is Kind.SUPPLEMENT:
            return (Step("supplement"),)
        if parent.kind in (Kind.DOCUMENT, Kind.MAIN):
            return self._outer(node)
        return self._steps(parent)

    def _outer(self, node: Node) -> tuple[Step, ...]:
        if node.kind is Kind.CONTAINER:
            return tuple(
                Step("container", same=True, name=step.name) for step in self._container_steps(node)[:-1]
            )
        return ()

    def own(self, node: Node) -> Step:
        """The node by its own number, as it was when the sentence began."""
        return self.numbered(node, self.resolver.start_number(node))

    def numbered(self, node: Node, number: Number) -> Step:
        """The step for a node with a number."""
        if node.kind is Kind.CONTAINER:
            return Step("container", number, node.family)
        if node.kind is Kind.APPENDIX:
            return Step("appendix", number, node.family)
        if node.kind is Kind.SUB or (node.kind is Kind.ITEM and not _counted(node)):
            style = "half" if node.mark.isascii() else "full"
            mark = node.mark if number == node.number else item_mark(node.family, number, node.mark, style)
            return Step("sub", name=fold(mark))
        return Step(_STEPS[node.kind], number)

    def _steps(self, node: Node) -> tuple[Step, ...]:
        named = self.resolver.named
        kind = _STEPS.get(node.kind)
        if kind is not None and named.get(kind) is node and node.kind is not Kind.SUB:
            return (Step(kind, same=True),)
        if node.kind in _WHOLE:
            return (Step(_WHOLE[node.kind]),)
        if node.kind is Kind.CONTAINER:
            return self._container_steps(node)
        if node.kind is Kind.LINE:
            return self._line_steps(node)
        return self._inner_steps(node)

    def _inner_steps(self, node: Node) -> tuple[Step, ...]:
        parent = self.resolver.parents[id(node)]
        if parent.kind is Kind.PARAGRAPH and self._left_out(parent):
            parent = self.resolver.parents[id(parent)]
        if parent.kind in (Kind.MAIN, Kind.DOCUMENT):
            return (self.own(node),)
        if parent.kind is Kind.SUPPLEMENT:
            return (Step("supplement"), self.own(node))
        return (*self._steps(parent), self.own(node))

    def _container_steps(self, node: Node) -> tuple[Step, ...]:
        """第2章第3節: every outer title, from the outermost; 編 is left out for 章, which run through."""
        siblings = self.resolver.parents[id(node)].children
        at = next(index for index, each in enumerate(siblings) if each is node)
        level = LEVELS.index(node.family)
        steps = [self.own(node)]
        for each in reversed(siblings[:at]):
            if each.kind is Kind.CONTAINER and 1 <= LEVELS.index(each.family) < level:
                level = LEVELS.index(each.family)
                steps.insert(0, self.own(each))
        return tuple(steps)

    def _line_steps(self, node: Node) -> tuple[Step, ...]:
        table = self.resolver.parents[id(node)]
        outer = self._steps(table)
        name = first_cell(node.text)
        at = next(index for index, each in enumerate(table.children) if each is node)
        heads = [index for index, each in enumerate(table.children) if is_remark_head(each.text)]
        if heads and heads[0] < at:
            return (*outer, Step("remark", remark_number(node)))
        return (*outer, Step("row", name=name))


def _counted(node: Node) -> bool:
    """Whether the mark is that of a 号, not of a 細分."""
    return node.family in ("paren", "kanji", "pkanji", "circled")
