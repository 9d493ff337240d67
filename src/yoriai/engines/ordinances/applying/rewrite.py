"""Puts a provision anew: 「次のように改める」, and headings."""

from __future__ import annotations

from yoriai.engines.ordinances.applying import blocks
from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.applying.pieces import replace, sentence_span
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.applying.words import row_lines
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.operations import Place, Rewrite, RewriteText, SetHeading
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.lines import Line, container_mark, supplement_head
from yoriai.engines.ordinances.text.tree import Kind, Node


class Rewriter:
    """Replaces whole provisions by the block of the sentence."""

    def __init__(self, resolver: Resolver, house: House, dress: Dress, turn: int) -> None:
        self.resolver = resolver
        self.house = house
        self.dress = dress
        self.turn = turn

    def perform(self, operation: Rewrite | RewriteText | SetHeading, block: list[Line]) -> None:
        """Carry out one operation.

        Raises Unfit when the place is not there or the block is another provision.
        """
        match operation:
            case SetHeading(place, new):
                self._set_heading(self.resolver.one(place), new)
            case RewriteText(place, new):
                self._text(place, new)
            case _:
                if not blocks.filled(block):
                    raise self.resolver.fail(
                        "改める規定の文がありません", "この文の次の行から、新しい規定を書いてください"
                    )
                self._rewrite(operation.places, block)

    def _set_heading(self, node: Node, new: str) -> None:
        node.heading = Node(Kind.HEADING, text=self.house.dress_heading(self.dress(new)), end=self.house.eol)
        node.heading.indent = self.house.form(Kind.HEADING, "", "indent", "　")

    def _text(self, place: Place, new: str) -> None:
        node = self.resolver.one(place)
        words = self.dress(new)
        if place.part in ("見出し", "前の見出し"):
            if node.heading is None:
                raise self.resolver.fail(f"{node.mark}には見出しがありません")
            node, words = node.heading, self.house.dress_heading(words)
        elif node.kind is Kind.ARTICLE:
            node = self.resolver.stem(node)
        replace(node, 0, len(node.text), words, self.turn)

    def _rewrite(self, places: tuple[Place, ...], block: list[Line]) -> None:
        place = places[0]
        nodes = self.resolver.all_of(places)
        node = nodes[0]
        if place.part == "各号":
            self._items(self.resolver.stem(node), block)
        elif place.part in ("見出し", "前の見出し") or place.part.endswith("名"):
            self._text(place, _container_words(node, blocks.plain(block)))
        elif place.part:
            self._sentence(self.resolver.stem(node), place, block)
        elif node.kind is Kind.TITLE:
            replace(node, 0, len(node.text), self.dress(blocks.plain(block)), self.turn)
        elif node.kind in (Kind.TOC, Kind.PREAMBLE):
            self._lines(node, block)
        elif node.kind is Kind.APPENDIX:
            self._appendix(nodes, block)
        elif node.kind is Kind.LINE:
            self._rows(nodes, block)
        elif node.kind is Kind.SUPPLEMENT:
            self._supplement(node, block)
        else:
            self._provisions(nodes, block)

    def _sentence(self, stem: Node, place: Place, block: list[Line]) -> None:
        span = (
            (0, len(stem.text))
            if place.part == "各号列記以外の部分"
            else sentence_span(stem.text, place.part)
        )
        if span is None:
            raise self.resolver.fail(f"元の条例の「{say(place)}」が見つかりません")
        words = blocks.plain(block)
        if place.part == "各号列記以外の部分":
            words = self._without_mark(stem, words)
        replace(stem, *span, self.dress(words), self.turn)

    def _without_mark(self, stem: Node, words: str) -> str:
        """Papers set 各号列記以外の部分 with the number of its 条 or 項 in front, or without."""
        mark = stem.mark or self.resolver.parents[id(stem)].mark
        if mark and fold(words).startswith(fold(mark)):
            return words[len(mark) :].lstrip(" \u3000")
        return words

    def _lines(self, node: Node, block: list[Line]) -> None:
        kept = [child for child in node.children if not child.text]
        blank = kept[-1:] if node.children and not node.children[-1].text else []
        new = blocks.rows(block)
        for child in new:
            child.end, child.text = self.house.eol, self.dress(child.text)
        node.children = [*new, *blank]
        self.resolver.adopt(node)

    def _appendix(self, nodes: list[Node], block: list[Line]) -> None:
        new = blocks.appendices(block)
        root = self.resolver.root
        at = next(index for index, each in enumerate(root.children) if each is nodes[0])
        for fresh in new:
            for each in fresh.walk():
                each.end, each.text, each.line = self.house.eol, self.dress(each.text), 0
            fresh.mark = self.house.mark(fresh, fresh.number)
        new[0].before, new[0].indent, new[0].source = nodes[0].before, nodes[0].indent, nodes[0].source
        new[-1].tail = nodes[-1].tail
        root.children[at : at + len(nodes)] = new
        self.resolver.hang(root, new)

    def _rows(self, nodes: list[Node], block: list[Line]) -> None:
        parent = self.resolver.parents[id(nodes[0])]
        gone = {id(each) for node in nodes for each in row_lines(parent, node)}
        at = next(index for index, each in enumerate(parent.children) if each is nodes[0])
        new = blocks.rows(block)
        for child in new:
            child.end, child.text = self.house.eol, self.dress(child.text)
        rest = [child for child in parent.children[at:] if id(child) not in gone]
        parent.children = [*parent.children[:at], *new, *rest]
        self.resolver.hang(parent, new)

    def _supplement(self, node: Node, block: list[Line]) -> None:
        lines = [line for line in blocks.filled(block) if not supplement_head(line.text)]
        node.children = blocks.provisions(lines, iroha=None, inside_article=False)
        for child in node.children:
            blocks.settle(child, self.house, self.dress)
        self.resolver.adopt(node)

    def _items(self, stem: Node, block: list[Line]) -> None:
        new = blocks.provisions(block, iroha=None, inside_article=True)
        for node in new:
            if node.kind is not Kind.ITEM:
                raise self.resolver.fail(f"改める各号として「{(node.mark + node.text)[:20]}」は読めません")
            blocks.settle(node, self.house, self.dress)
        stem.children = new + [child for child in stem.children if child.kind is not Kind.ITEM]
        self.resolver.adopt(stem)

    def _provisions(self, nodes: list[Node], block: list[Line]) -> None:
        """Whole 章, 条, 項, 号 or 細分 for as many old ones; the numbers must agree."""
        old = nodes[0]
        parent = self.resolver.parents[id(old)]
        if old.kind is Kind.CONTAINER:
            nodes = [each for node in nodes for each in self.resolver.extent(node)]
        iroha = old.family == "iroha" if old.family in ("iroha", "kata") else None
        new = blocks.provisions(
            block, iroha=iroha, inside_article=old.kind not in (Kind.ARTICLE, Kind.CONTAINER)
        )
        self._agree(nodes, new)
        at = next(index for index, each in enumerate(parent.children) if each is old)
        for index, node in enumerate(new):
            blocks.settle(node, self.house, self.dress)
            self._take_place(node, nodes[index] if index < len(nodes) else None)
        gone = {id(node) for node in nodes}
        rest = [child for child in parent.children[at:] if id(child) not in gone]
        parent.children = [*parent.children[:at], *new, *rest]
        self.resolver.hang(parent, new)

    def _take_place(self, node: Node, old: Node | None) -> None:
        if old is None:
            return
        node.before = old.before
        node.tail = old.tail
        node.after = old.after if node.kind is not Kind.ARTICLE else []
        node.source = old.source
        if node.kind is Kind.PARAGRAPH and not (old.mark and node.mark):
            node.indent, node.mark, node.gap = old.indent, old.mark, old.gap
        if node.kind is Kind.SUB:
            node.family, node.mark = old.family, old.mark

    def _agree(self, nodes: list[Node], new: list[Node]) -> None:
        for node in new:
            if nodes[0].kind is Kind.PARAGRAPH and not node.mark and len(new) == 1:
                node.kind, node.number = Kind.PARAGRAPH, nodes[0].number
            if nodes[0].kind is Kind.SUB and node.kind is Kind.ITEM:
                node.kind = Kind.SUB
        wanted = [node.number for node in nodes if node.kind is nodes[0].kind]
        found = [number for node in new if node.kind is nodes[0].kind for number in _covered(node, wanted)]
        if found != wanted and nodes[0].kind is not Kind.CONTAINER:
            text = "、".join((node.mark or node.text[:10]) for node in new)
            raise self.resolver.fail(
                f"改める規定の番号と、新しい規定の番号（{text or 'なし'}）が合いません",
                "「次のように改める」の後には、同じ番号の規定を書いてください",
            )


def _covered(node: Node, wanted: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The numbers that a new provision takes: several for 「第5条から第8条まで　削除」."""
    if not node.upto:
        return [node.number]
    return [number for number in wanted if node.number <= number <= node.upto]


def _container_words(node: Node, words: str) -> str:
    """The name of a 章 without its number."""
    if node.kind is not Kind.CONTAINER:
        return words
    mark = container_mark(words)
    return mark.rest if mark is not None else words
