"""Removes and moves provisions."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.applying.blocks import dress_numbers
from yoriai.engines.ordinances.applying.house import House
from yoriai.engines.ordinances.applying.order import lines_once, put_in_order, settle, shifted
from yoriai.engines.ordinances.applying.pieces import replace, sentence_span
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.applying.words import row_lines
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.operations import Move, Place, Remove, Shift, Step, Unfit
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import (
    DIGITS,
    GOJUON,
    IROHA,
    LATIN,
    NUMBER,
    ROMAN,
    Number,
    read_number,
    write_number,
)
from yoriai.engines.ordinances.text.tree import Kind, Node

_ORDERS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("kata", "pkata"), tuple(GOJUON)),
    **dict.fromkeys(("iroha", "piroha"), tuple(IROHA)),
    **dict.fromkeys(("latin", "platin"), tuple(LATIN)),
    "proman": ROMAN,
}
_PARTS = (Kind.MAIN, Kind.SUPPLEMENT, Kind.DOCUMENT)
#: under what a provision hangs that is named by its own number alone
_HOLDERS = {
    "article": _PARTS,
    "paragraph": (Kind.ARTICLE, *_PARTS),
    "item": (Kind.PARAGRAPH, *_PARTS),
}
#: what a provision can become under another parent: kind of node, kind of step
_TRANSPLANTS = {
    ("article", "article"),
    ("article", "paragraph"),
    ("paragraph", "article"),
    ("paragraph", "paragraph"),
    ("item", "item"),
    ("item", "sub"),
    ("sub", "item"),
    ("sub", "sub"),
}


class Mover:
    """Takes provisions out, gives them new numbers, puts them where their number belongs."""

    def __init__(self, resolver: Resolver, house: House) -> None:
        self.resolver = resolver
        self.house = house

    def perform(self, operation: Remove | Move | Shift, turn: int) -> None:
        """Carry out one operation.

        Raises Unfit when the place is not there.
        """
        match operation:
            case Remove(places):
                for place in lines_once(self.resolver, places):
                    self._remove(place, turn)
            case Move(place, to):
                self._move(place, to, turn)
            case _:
                self._shift(operation, turn)

    def _shift(self, operation: Shift, turn: int) -> None:
        places = operation.places
        for node in [each for place in places for each in self.resolver.find(place)]:
            number = shifted(node.number, operation.by, len(places[0].steps[-1].number))
            self._renumber(node, number, turn)

    def _remove(self, place: Place, turn: int) -> None:
        nodes = self.resolver.find(place)
        if place.part in ("見出し", "前の見出し"):
            for node in nodes:
                self._remove_heading(node)
        elif place.part == "各号":
            stem = self.resolver.stem(nodes[0])
            stem.children = [child for child in stem.children if child.kind is not Kind.ITEM]
        elif place.part.endswith("名"):
            self._take(nodes[0])
        elif place.part:
            self._remove_sentence(nodes[0], place, turn)
        else:
            for node in nodes:
                for each in self._extent(node):
                    self._take(each)

    def _extent(self, node: Node) -> list[Node]:
        """A 章 goes with all under its title, a row with the lines that carry it on."""
        if node.kind is Kind.CONTAINER:
            return self.resolver.extent(node)
        if node.kind is Kind.LINE:
            return row_lines(self.resolver.parents[id(node)], node)
        return [node]

    def _remove_heading(self, node: Node) -> None:
        if node.heading is None:
            raise self.resolver.fail(f"{node.mark}には削る見出しがありません")
        node.heading = None

    def _remove_sentence(self, node: Node, place: Place, turn: int) -> None:
        stem = self.resolver.stem(node)
        span = sentence_span(stem.text, place.part)
        if span is None:
            raise self.resolver.fail(f"元の条例の「{say(place)}」が見つかりません")
        replace(stem, *span, "", turn)

    def _take(self, node: Node) -> None:
        parent = self.resolver.parents[id(node)]
        parent.children = [child for child in parent.children if child is not node]

    def _move(self, place: Place, to: Place, turn: int) -> None:
        nodes = self.resolver.find(place)
        if to.upto is not None:
            self._move_range(nodes, to)
            return
        node = nodes[0]
        parent = self._destination(node, to)
        step = to.steps[-1]
        if parent is node and step.kind == "paragraph":  # 「第5条を同条第2項とし」: its only 項
            node = next(child for child in node.children if child.kind is Kind.PARAGRAPH)
        if step.kind in ("container", "appendix") and step.name != node.family:
            raise self._cannot(place, to)
        kind = "remark" if node.kind is Kind.LINE else node.kind.value
        alike = step.kind == kind or (node.kind is Kind.ITEM and step.kind == "sub")  # 号 marked ア, イ
        if parent is not self.resolver.parents[id(node)] or not alike:
            lost = node.kind is Kind.ARTICLE and parent.kind is not Kind.ARTICLE and step.kind == "paragraph"
            if lost or (node.kind.value, step.kind) not in _TRANSPLANTS:
                raise self._cannot(place, to)
            node = self._transplant(node, parent, step)
        self._renumber(node, self._number(node, step), turn)

    def _cannot(self, place: Place, to: Place) -> Unfit:
        return self.resolver.fail(
            f"「{say(place)}」を「{say(to)}」とする移動は扱えません",
            "移す先を同じ種類の規定にするか、削って新しい規定として加えてください",
        )

    def _move_range(self, nodes: list[Node], to: Place) -> None:
        first = self._number(nodes[0], to.steps[-1])
        start = nodes[0].number[0]
        for offset, node in enumerate(nodes):
            beyond = node.number[0] - start if node.kind is Kind.ARTICLE else offset
            self._renumber(node, (first[0] + beyond, *first[1:]), 0)

    def _number(self, node: Node, step: Step) -> Number:
        if step.kind != "sub":
            return step.number
        name, *branches = fold(step.name).strip("()").replace(")", "").split("の")
        order = _ORDERS.get(node.family, ())
        if name in order:
            first = order.index(name) + 1
        elif not order and re.fullmatch(NUMBER, name):
            first = read_number(name)
        else:
            raise self.resolver.fail(
                f"「{step.name}」は、ここで使われている記号ではありません",
                "その号の細分に使われている記号で指してください",
            )
        return (first, *(read_number(each) for each in branches))

    def _destination(self, node: Node, to: Place) -> Node:
        """The parent under which the moved provision goes."""
        home = self.resolver.parents[id(node)]
        if len(to.steps) == 1:
            holders = _HOLDERS.get(to.steps[0].kind, (home.kind,))
            while home.kind not in holders:  # 「第2項を第3条の2とし」, 「イを第4号とし」
                home = self.resolver.parents[id(home)]
            return home
        named = dict(self.resolver.named)
        parent = self.resolver.one(Place(to.steps[:-1]))
        self.resolver.named = named
        if parent.kind is Kind.ARTICLE and to.steps[-1].kind in ("item", "sub"):
            return self.resolver.stem(parent)
        return parent

    def _transplant(self, node: Node, parent: Node, step: Step) -> Node:
        """Hang a provision under another one, as what it is there: 条 become 項, 項 become 条."""
        self._take(node)
        left = self.resolver.parents[id(node)]
        if left.kind is Kind.ARTICLE and not left.children:
            self._take(left)  # its last 項 has gone to another 条
        if node.kind is Kind.ARTICLE and step.kind == "paragraph":
            if len(node.children) != 1:
                raise self.resolver.fail(f"{node.mark}には項が複数あり、一つの項にできません")
            node = node.children[0]
        elif node.kind is Kind.PARAGRAPH and step.kind == "article":
            node = self._as_article(node)
        elif step.kind in ("item", "sub"):
            node.kind = Kind.ITEM if step.kind == "item" else Kind.SUB
            like = next((child for child in parent.children if child.mark), node)
            node.family, node.mark = like.family, like.mark
            node.indent, node.gap = like.indent, like.gap
        node.number = self._number(node, step)
        put_in_order(parent, node.kind, node)
        self.resolver.parents[id(node)] = parent
        self.resolver.adopt(node)
        return node

    def _as_article(self, paragraph: Node) -> Node:
        article = Node(Kind.ARTICLE, source=None, gap=self.house.form(Kind.ARTICLE, "", "gap", "　"))
        article.indent = self.house.form(Kind.ARTICLE, "", "indent", "")
        article.before = self.house.before(Kind.ARTICLE)
        paragraph.number = (1,)
        paragraph.indent = paragraph.mark = paragraph.gap = ""
        paragraph.before = []
        article.children.append(paragraph)
        return article

    def _renumber(self, node: Node, number: Number, turn: int) -> None:
        self.resolver.started.setdefault(id(node), node.number)
        if node.kind is Kind.LINE:
            self._renumber_note(node, number, turn)
        elif node.kind is Kind.PARAGRAPH:
            self._renumber_paragraph(node, number)
        else:
            if node.upto:
                node.upto = (node.upto[0] + number[0] - node.number[0], *node.upto[1:])
            node.number = number
            node.mark = (
                dress_numbers(node, self.house) if node.upto else self.house.mark(node, number, node.mark)
            )
        self.resolver._remember(node)

    @staticmethod
    def _renumber_note(node: Node, number: Number, turn: int) -> None:
        match = re.match(DIGITS, node.text)
        assert match is not None
        style = "half" if match[0].isascii() else "full"
        replace(node, 0, match.end(), write_number(number[0], style), turn)

    def _renumber_paragraph(self, node: Node, number: Number) -> None:
        parent = self.resolver.parents[id(node)]
        later = [child for child in parent.children if child.kind is Kind.PARAGRAPH and child.number > (1,)]
        like = next((child for child in later if child is not node), None)
        node.number = number
        if parent.kind is Kind.ARTICLE and number == (1,) and not parent.end:
            node.indent = node.mark = node.gap = ""
            return
        shown = bool(node.mark) or (bool(like.mark) if like is not None else self.house.numbered_paragraphs())
        if not shown:
            node.indent, node.mark, node.gap = self.house.plain_indent(), "", ""
            return
        node.indent = like.indent if like is not None else self.house.form(Kind.PARAGRAPH, "", "indent", "")
        node.mark = self.house.mark(node, number)
        node.gap = self.house.form(Kind.PARAGRAPH, "", "gap", "　")

    def settle_order(self) -> None:
        """Put what this sentence has moved where its number belongs among its siblings."""
        moved = self.resolver.started
        parents = {id(parent): parent for parent in (self.resolver.parents[key] for key in sorted(moved))}
        for parent in parents.values():
            kinds = {child.kind for child in parent.children if id(child) in moved}
            for kind in sorted(kinds):
                if kind in (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM, Kind.SUB):
                    settle(parent, kind, moved)
