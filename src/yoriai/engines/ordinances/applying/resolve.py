"""Finds the provisions that a place names, as the sentence stands: numbers are those at its start."""

from __future__ import annotations

from dataclasses import dataclass, field

from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.operations import Place, Step, Unfit
from yoriai.engines.ordinances.text.fold import bare, fold
from yoriai.engines.ordinances.text.lines import LEVELS
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.rows import first_cell, is_remark_head, remark_number
from yoriai.engines.ordinances.text.tree import Kind, Node

_PARTS = {
    "title": Kind.TITLE,
    "toc": Kind.TOC,
    "preamble": Kind.PREAMBLE,
    "main": Kind.MAIN,
    "supplement": Kind.SUPPLEMENT,
}
_CHAIN = {
    Kind.ARTICLE: "article",
    Kind.PARAGRAPH: "paragraph",
    Kind.ITEM: "item",
    Kind.SUB: "sub",
    Kind.APPENDIX: "appendix",
    Kind.CONTAINER: "container",
    Kind.SUPPLEMENT: "supplement",
}


@dataclass
class Resolver:
    """The base under amendment, and what the sentence has named so far."""

    root: Node
    parents: dict[int, Node] = field(default_factory=dict)
    named: dict[str, Node] = field(default_factory=dict)
    started: dict[int, Number] = field(default_factory=dict)  # numbers at the start of the sentence
    line: int = 0  # of the 改め文
    inside: Node | None = None  # what 「別表第1中」 has opened

    def __post_init__(self) -> None:
        if not self.parents:
            self.adopt(self.root)

    def hang(self, parent: Node, nodes: list[Node]) -> None:
        """Know the parent of new nodes, and of all below them."""
        for node in nodes:
            self.parents[id(node)] = parent
            self.adopt(node)

    def adopt(self, node: Node) -> None:
        """Know the parents of all below a node."""
        for child in node.children:
            self.parents[id(child)] = node
            self.adopt(child)

    def begin(self, line: int) -> None:
        """A new sentence: nothing is named yet."""
        self.named = {}
        self.started = {}
        self.inside = None
        self.line = line

    def fail(self, reason: str, expected: str = "") -> Unfit:
        """The error for this sentence."""
        return Unfit(reason, self.line, expected)

    def part(self, kind: Kind) -> Node:
        """The first part of the kind.

        Raises Unfit when the ordinance has none.
        """
        found = next((child for child in self.root.children if child.kind is kind), None)
        if found is None:
            names = {Kind.TOC: "目次", Kind.PREAMBLE: "前文", Kind.SUPPLEMENT: "附則", Kind.TITLE: "題名"}
            raise self.fail(f"元の条例に{names.get(kind, '本則')}がありません")
        return found

    def find(self, place: Place) -> list[Node]:
        """The nodes that a place names: one, or all of a range.

        Raises Unfit when there is none.
        """
        node = self._walk(place)
        self._remember(node)
        if place.upto is None:
            return [node]
        return self._range(node, place)

    def all_of(self, places: tuple[Place, ...]) -> list[Node]:
        """The nodes that places name, each once: 「第5条及び第6条　削除」 is one line."""
        found = [node for place in places for node in self.find(place)]
        return list({id(node): node for node in found}.values())

    def one(self, place: Place) -> Node:
        """The single node that a place names."""
        return self.find(place)[0]

    def _walk(self, place: Place) -> Node:
        node: Node | None = None
        for step in place.steps:
            node = self._step(node, step, place)
        assert node is not None
        return node

    def _remember(self, node: Node) -> None:
        chain: dict[str, Node] = {}
        each: Node | None = node
        while each is not None:
            if name := _CHAIN.get(each.kind):
                chain.setdefault(name, each)
            each = self.parents.get(id(each))
        if "article" not in chain and "article" in self.named and chain.keys() <= {"appendix", "container"}:
            chain["article"] = self.named["article"]
        self.named = chain

    def _range(self, node: Node, place: Place) -> list[Node]:
        assert place.upto is not None
        siblings = self._siblings(node)
        last = self._among(siblings, place.upto)
        if last is None:
            raise self.fail(f"元の条例に「{say(place)}」の終わりの番号がありません")
        low, high = _index(siblings, node), _index(siblings, last)
        if low > high:
            raise self.fail(f"「{say(place)}」の始めと終わりの番号が逆です")
        self._remember(last)
        return siblings[low : high + 1]

    def _siblings(self, node: Node) -> list[Node]:
        parent = self.parents[id(node)]
        same = [each for each in parent.children if each.kind is node.kind]
        return [each for each in same if each.family == node.family] if node.kind is Kind.CONTAINER else same

    def start_number(self, node: Node) -> Number:
        """The number of a node when the sentence began."""
        return self.started.get(id(node), node.number)

    def _among(self, nodes: list[Node], step: Step) -> Node | None:
        if step.kind == "row":
            name = bare(step.name)
            rows = {first_cell(node.text): node for node in reversed(nodes)}
            return rows.get(name) or rows.get("中" + name)  # 「別表中会議室の項」 may be that of 中会議室
        if step.kind == "sub":
            name = fold(step.name)
            return next((node for node in nodes if fold(node.mark) == name), None)
        if step.kind == "remark":
            return next((node for node in nodes if remark_number(node) == step.number), None)
        return self._by_number(nodes, step.number)

    def _by_number(self, nodes: list[Node], number: Number) -> Node | None:
        at_start = next((node for node in nodes if self.start_number(node) == number), None)
        now = at_start or next((node for node in nodes if node.number == number), None)
        return now or next((node for node in nodes if node.upto == number != ()), None)

    def _step(self, node: Node | None, step: Step, place: Place) -> Node:
        if step.same:
            return self._same(step, place)
        found = self._named_step(node, step)
        if found is None:
            raise self.fail(
                f"元の条例に「{say(place)}」がありません",
                "改正前の条例にある条・項・号を指してください",
            )
        return found

    def _same(self, step: Step, place: Place) -> Node:
        found = self.named.get(step.kind)
        if step.kind == "paragraph" and found is None and "article" in self.named:
            found = self._only_paragraph(self.named["article"])
        if found is None:
            raise self.fail(
                f"「{say(place)}」が何を指すか分かりません",
                "同じ文の中で先に条・項・号を名指ししてください",
            )
        return found

    def _named_step(self, node: Node | None, step: Step) -> Node | None:
        if step.kind in _PARTS:
            return self.part(_PARTS[step.kind])
        if step.kind == "container":
            return self._container(node, step)
        if step.kind == "appendix":
            nodes = [each for each in self.root.children if each.kind is Kind.APPENDIX]
            return self._by_number([each for each in nodes if each.family == step.name], step.number)
        if step.kind in ("row", "remark"):
            return self._in_table(node, step)
        return self._provision(node, step)

    def _container(self, node: Node | None, step: Step) -> Node | None:
        main = self.part(Kind.MAIN)
        nodes = main.children
        outer = node or self._outer(step)
        if outer is not None and outer.kind is Kind.CONTAINER:
            nodes = self.extent(outer)[1:]
        return self._by_number(
            [each for each in nodes if each.kind is Kind.CONTAINER and each.family == step.name], step.number
        )

    def _outer(self, step: Step) -> Node | None:
        """「第2章中第3節を…」: the 章 named before, when the level asked for is below it."""
        outer = self.named.get("container")
        if outer is not None and LEVELS.index(outer.family) < LEVELS.index(step.name):
            return outer
        return None

    def extent(self, container: Node) -> list[Node]:
        """The title of a 章 and everything under it."""
        siblings = self.parents[id(container)].children
        start = _index(siblings, container)
        level = LEVELS.index(container.family)
        stop = start + 1
        while stop < len(siblings):
            each = siblings[stop]
            if each.kind is Kind.CONTAINER and LEVELS.index(each.family) <= level:
                break
            stop += 1
        return siblings[start:stop]

    def _in_table(self, node: Node | None, step: Step) -> Node | None:
        table = node or self.named.get("appendix")
        if table is None:
            return None
        if step.kind == "remark" and not step.number:
            return next((each for each in table.children if is_remark_head(each.text)), None)
        return self._among(table.children, step)

    def _provision(self, node: Node | None, step: Step) -> Node | None:
        if step.kind == "article":
            if node is None and self.inside is not None and self.inside.kind is Kind.APPENDIX:
                return None  # 「別表第1中第2条を削る」 does not mean 第2条 of 本則
            held = self._held(node or self.part(Kind.MAIN))
            return self._by_number([each for each in held if each.kind is Kind.ARTICLE], step.number)
        if step.kind == "paragraph":
            return self._by_number(self._paragraphs(node), step.number)
        if step.kind == "item":
            return self._item(node, step)
        return self._sub(node, step)

    def _paragraphs(self, node: Node | None) -> list[Node]:
        holder = node or self.named.get("article") or self.named.get("supplement") or self.part(Kind.MAIN)
        return [each for each in self._held(holder) if each.kind is Kind.PARAGRAPH]

    def _held(self, holder: Node) -> list[Node]:
        """What stands under a place: 章 are title lines, and hold what follows them."""
        return self.extent(holder)[1:] if holder.kind is Kind.CONTAINER else holder.children

    def _item(self, node: Node | None, step: Step) -> Node | None:
        holder = node or self.named.get("paragraph") or self.named.get("article") or self.part(Kind.MAIN)
        holders = [holder] if holder.kind is Kind.PARAGRAPH else self._paragraphs(holder)
        with_items = [each for each in holders if any(child.kind is Kind.ITEM for child in each.children)]
        if len(with_items) != 1:
            return None
        return self._by_number(
            [each for each in with_items[0].children if each.kind is Kind.ITEM], step.number
        )

    def _sub(self, node: Node | None, step: Step) -> Node | None:
        if node is not None:
            return self._among(_below(node), step)
        for name in ("sub", "item", "paragraph", "article"):
            each = self.named.get(name)
            while each is not None and each.kind in (Kind.SUB, Kind.ITEM, Kind.PARAGRAPH, Kind.ARTICLE):
                if found := self._among(_below(each), step):
                    return found
                each = self.parents.get(id(each))
        return None

    def _only_paragraph(self, article: Node) -> Node | None:
        paragraphs = [each for each in article.children if each.kind is Kind.PARAGRAPH]
        return paragraphs[0] if len(paragraphs) == 1 else None

    def stem(self, node: Node) -> Node:
        """The node whose own text ただし書 and the like belong to: the only 項 of a 条.

        Raises Unfit when the 条 has several 項.
        """
        if node.kind is not Kind.ARTICLE:
            return node
        paragraph = self._only_paragraph(node)
        if paragraph is None:
            raise self.fail(f"{node.mark}には項が複数あります", "項の番号まで指してください")
        return paragraph


def _below(node: Node) -> list[Node]:
    if node.kind is Kind.ARTICLE:
        return [child for paragraph in node.children for child in paragraph.children]
    return [child for child in node.children if child.mark]


def _index(nodes: list[Node], node: Node) -> int:
    return next(index for index, each in enumerate(nodes) if each is node)
