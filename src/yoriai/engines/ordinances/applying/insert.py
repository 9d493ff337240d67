"""Puts new provisions, sentences, tables and rows where a sentence says."""

from __future__ import annotations

from yoriai.engines.ordinances.applying import blocks
from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.applying.pieces import replace, sentence_span
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.applying.words import row_lines
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.operations import Add
from yoriai.engines.ordinances.text.lines import LEVELS, Line
from yoriai.engines.ordinances.text.rows import is_remark_head
from yoriai.engines.ordinances.text.tree import Kind, Node

_KINDS = {"条": Kind.ARTICLE, "項": Kind.PARAGRAPH, "号": Kind.ITEM, "各号": Kind.ITEM}
_SENTENCES = ("ただし書", "後段", "前段")


class Inserter:
    """New provisions of one sentence."""

    def __init__(self, resolver: Resolver, house: House, dress: Dress, turn: int) -> None:
        self.resolver = resolver
        self.house = house
        self.dress = dress
        self.turn = turn

    def add(self, operation: Add, block: list[Line]) -> None:
        """Put the block where the operation says.

        Raises Unfit when the block is not what the sentence announces.
        """
        anchor = self.resolver.one(operation.place)
        if not blocks.filled(block):
            raise self.resolver.fail(
                "加える規定の文がありません", "この文の次の行から、加える規定を書いてください"
            )
        if operation.unit in _SENTENCES:
            self._sentence(anchor, operation.unit, block)
        elif operation.unit in ("前文", "目次"):
            self._front(operation.unit, block)
        elif operation.unit in ("表", "別表", "様式"):
            self._appendix(anchor, operation, block)
        elif anchor.kind is Kind.APPENDIX or anchor.kind is Kind.LINE:
            self._rows(anchor, operation, block)
        else:
            self._provisions(anchor, operation, block)

    def _sentence(self, anchor: Node, unit: str, block: list[Line]) -> None:
        stem = self.resolver.stem(anchor)
        words = self.dress(blocks.plain(block))
        at = len(stem.text)
        if unit == "前段":
            at = 0
        elif span := sentence_span(stem.text, "ただし書"):
            if unit == "ただし書":
                raise self.resolver.fail(
                    "加えるただし書が、もうあります", "今のただし書を削るか、次のように改める文にしてください"
                )
            at = span[0]
        replace(stem, at, at, words, self.turn)

    def _front(self, unit: str, block: list[Line]) -> None:
        node = Node(Kind.PREAMBLE if unit == "前文" else Kind.TOC)
        node.children = blocks.rows(block)
        for child in node.children:
            child.end = self.house.eol
            child.text = self.dress(child.text)
        kinds = [child.kind for child in self.resolver.root.children]
        at = kinds.index(Kind.MAIN)
        self.resolver.root.children.insert(at, node)
        self.resolver.hang(self.resolver.root, [node])

    def _appendix(self, anchor: Node, operation: Add, block: list[Line]) -> None:
        new = blocks.appendices(block)
        self._count(operation, len(new))
        root = self.resolver.root
        if anchor.kind is Kind.APPENDIX:
            at = next(index for index, each in enumerate(root.children) if each is anchor)
            at += operation.where != "before"
        else:
            found = (index for index, each in enumerate(root.children) if each.kind is Kind.APPENDIX)
            at = next(found, len(root.children))
        for node in new:
            self._settle_appendix(node)
        root.children[at:at] = new
        self.resolver.hang(root, new)

    def _settle_appendix(self, node: Node) -> None:
        for each in node.walk():
            each.end = self.house.eol
            each.text = self.dress(each.text)
            each.line = 0
        node.before = self.house.before(Kind.APPENDIX)
        node.indent = self.house.form(Kind.APPENDIX, node.family, "indent", node.indent)
        node.mark = self.house.mark(node, node.number)

    def _rows(self, anchor: Node, operation: Add, block: list[Line]) -> None:
        new = blocks.rows(block)
        for node in new:
            node.end, node.text = self.house.eol, self.dress(node.text)
        if anchor.kind is Kind.APPENDIX:
            parent = anchor
            at = next(
                (i for i, each in enumerate(parent.children) if is_remark_head(each.text)),
                len(parent.children),
            )
            if operation.unit == "備考":
                at = len(parent.children)
        else:
            parent = self.resolver.parents[id(anchor)]
            at = next(index for index, each in enumerate(parent.children) if each is anchor)
            at += self._row_height(parent, at) if operation.where == "after" else 0
            if is_remark_head(anchor.text):
                at = len(parent.children)
        parent.children[at:at] = new
        self.resolver.hang(parent, new)

    @staticmethod
    def _row_height(parent: Node, at: int) -> int:
        return len(row_lines(parent, parent.children[at]))

    def _provisions(self, anchor: Node, operation: Add, block: list[Line]) -> None:
        iroha = self._iroha(anchor)
        new = blocks.provisions(block, iroha=iroha, inside_article=operation.unit not in ("条", *LEVELS))
        parent, at = self._where(anchor, operation)
        self._suit(new, parent, operation)
        self._number_plain(new, anchor if anchor in parent.children else None, parent, operation)
        for node in new:
            blocks.settle(node, self.house, self.dress)
            self._first_paragraph(node, parent)
        parent.children[at:at] = new
        self.resolver.hang(parent, new)

    def _iroha(self, anchor: Node) -> bool | None:
        """Whether katakana marks run イロハ around the anchor; None when there are none."""
        parent = self.resolver.parents.get(id(anchor), anchor)
        families = {node.family for node in [*anchor.body(), *parent.children]} & {"kata", "iroha"}
        return "iroha" in families if len(families) == 1 else None

    def _suit(self, new: list[Node], parent: Node, operation: Add) -> None:
        """Kinds and count of the block must be those that the sentence announces."""
        wanted = _KINDS.get(operation.unit)
        if wanted is None and operation.unit[:1] in LEVELS and operation.unit:
            wanted = Kind.CONTAINER
        elif wanted is None:
            wanted = Kind.ITEM if parent.kind is Kind.PARAGRAPH else Kind.SUB
        for node in new:
            if wanted is Kind.SUB and node.kind is Kind.ITEM:
                _deepen(node, parent)
        units = [node for node in new if node.kind is wanted]
        stray = next((node for node in new if node.kind is not wanted and wanted is not Kind.CONTAINER), None)
        if stray is not None or not units:
            text = (stray or new[0]).mark + (stray or new[0]).text if new else ""
            raise self.resolver.fail(
                f"加える{operation.unit or '規定'}として「{text[:20]}」は読めません",
                "文が告げるとおりの条・項・号を、番号を付けて続けてください",
            )
        level = units[0].family if wanted is Kind.CONTAINER else None
        self._count(operation, sum(level is None or each.family == level for each in units))

    @staticmethod
    def _number_plain(new: list[Node], anchor: Node | None, parent: Node, operation: Add) -> None:
        """項 without numbers of their own count on from the one before."""
        if operation.where == "as" or any(node.mark for node in new):
            return
        row = [child for child in parent.children if child.kind is Kind.PARAGRAPH]
        last = max((child.number[0] for child in row), default=0)
        before = anchor.number[0] if anchor is not None and anchor.kind is Kind.PARAGRAPH else last
        for at, node in enumerate(each for each in new if each.kind is Kind.PARAGRAPH):
            node.number = (before + at + 1,)

    def _count(self, operation: Add, found: int) -> None:
        if operation.count and operation.count != found:
            raise self.resolver.fail(
                f"「次の{operation.count}{operation.unit}」とありますが、加える規定は{found}あります",
                "文の数と、加える規定の数を合わせてください",
            )

    def _first_paragraph(self, node: Node, parent: Node) -> None:
        """A new 第1項 stands on the line of its 条."""
        if (
            node.kind is Kind.PARAGRAPH
            and parent.kind is Kind.ARTICLE
            and node.number == (1,)
            and not parent.end
        ):
            node.indent = node.mark = node.gap = ""
            node.before = []

    def _where(self, anchor: Node, operation: Add) -> tuple[Node, int]:
        """The parent of the new provisions and their index in it."""
        if operation.where in ("after", "before"):
            return self._beside(anchor, operation.where)
        if anchor.kind is Kind.CONTAINER:
            return self._beside(anchor, "after")
        parent = self._holder(anchor, operation)
        if operation.where == "as" and operation.target is not None:
            return parent, self._index_for(parent, operation)
        return parent, len(parent.children)

    def _beside(self, anchor: Node, where: str) -> tuple[Node, int]:
        parent = self.resolver.parents[id(anchor)]
        at = next(index for index, each in enumerate(parent.children) if each is anchor)
        if where == "after":
            at += len(self.resolver.extent(anchor)) if anchor.kind is Kind.CONTAINER else 1
        return parent, at

    def _holder(self, anchor: Node, operation: Add) -> Node:
        wants_items = operation.unit in ("号", "各号") or (
            operation.target is not None and operation.target.steps[-1].kind == "item"
        )
        if anchor.kind is Kind.ARTICLE and (wants_items or not operation.unit):
            return self.resolver.stem(anchor)
        if anchor.kind in (Kind.MAIN, Kind.SUPPLEMENT) and wants_items:
            return self._lone_paragraph(anchor)
        return anchor

    def _lone_paragraph(self, part: Node) -> Node:
        """号 of a 本則 or 附則 without 条 belong to its only 項."""
        if [child.kind for child in part.children] != [Kind.PARAGRAPH]:
            raise self.resolver.fail(
                "号を加える項が分かりません", "「第3条に次の1号を加える。」のように、条や項まで指してください"
            )
        return part.children[0]

    def _index_for(self, parent: Node, operation: Add) -> int:
        assert operation.target is not None
        number = operation.target.steps[-1].number
        if not number:
            return 0
        at = 0
        for index, child in enumerate(parent.children):
            if child.number and child.number < number:
                at = index + 1
        if any(child.number == number and child.kind in _KINDS.values() for child in parent.children):
            raise self.resolver.fail(
                f"「{say(operation.target)}」は、もうあります", "先に今の規定を移してください"
            )
        return at


def _deepen(node: Node, parent: Node) -> None:
    """A mark read alone is a 号; under a 号 it is its 細分, of the family that is used there."""
    node.kind = Kind.SUB
    like = next((child for child in parent.children if child.kind is Kind.SUB), None)
    if like is not None:
        node.family = like.family
