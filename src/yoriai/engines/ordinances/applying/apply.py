"""Applies sentences of an 改め文 one by one to a copy of the base tree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from yoriai.engines.ordinances.applying import words
from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.applying.moves import Mover
from yoriai.engines.ordinances.applying.perform import perform
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.kaime.document import Kaime, RawSentence, read_kaime, section_for
from yoriai.engines.ordinances.kaime.grammar import prose, readings
from yoriai.engines.ordinances.operations import Operation, Unfit, Words
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.lines import Line
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Kind, Node, part, print_node

#: quotations with single brackets can be read in several ways; more than this many are not tried
_MOST_READINGS = 60


class Applier:
    """The base under amendment. After `run`, `root` is the new text, each node knowing its `source`."""

    def __init__(self, base: Node, kaime: Kaime) -> None:
        self.root = base.copy()
        self.house = House(base)
        title = part(base, Kind.TITLE)
        head = "".join(
            print_node(child) for child in base.children[:4] if child.kind in (Kind.FRONT, Kind.TITLE)
        )
        self.section = section_for(kaime, title.text if title is not None else "", head)
        sentences = self.section.sentences
        said = "".join(prose(sentence.text) for sentence in sentences)
        quoted = self.section.number + "".join(
            sentence.text + "".join(line.text for line in sentence.block) for sentence in sentences
        )
        self.dress = Dress(self.house, _unfolded_prose(sentences) or said, quoted)
        self.resolver = Resolver(self.root)
        self.turn = 0

    def run(self) -> Node:
        """Apply every sentence.

        Raises Unfit, naming the line of the 改め文, when one does not fit the base.
        """
        if self.section.whole is not None:
            return _whole_text(self.section.whole)
        for sentence in self.section.sentences:
            self.apply_sentence(sentence)
        finish(self.root, self.house)
        check_numbers(self.root)
        return self.root

    def apply_sentence(self, sentence: RawSentence) -> None:
        """Apply one sentence. Raises Unfit when it does not fit."""
        failure: Unfit | None = None
        for at, operations in enumerate(readings(sentence.text)):
            if at == _MOST_READINGS:
                break
            try:
                self._check(operations, sentence)
            except Unfit as problem:
                failure = failure or problem
                continue
            self._perform(operations, sentence)
            return
        raise failure or Unfit(f"「{sentence.text[:40]}」を改正規定として読めません", sentence.line)

    def _check(self, operations: Sequence[Operation], sentence: RawSentence) -> None:
        """Only words can be read in several ways, so only their presence decides between readings."""
        resolver = Resolver(self.root, self.resolver.parents)
        resolver.begin(sentence.line)
        for operation in operations:
            if isinstance(operation, Words) and len(operations) == 1:
                words.check(resolver, operation)

    def _perform(self, operations: Sequence[Operation], sentence: RawSentence) -> None:
        self.turn += 1
        self.resolver.begin(sentence.line)
        block: list[Line] = list(sentence.block)
        for operation in operations:
            perform(operation, block, self.resolver, self.house, self.dress, self.turn)
        Mover(self.resolver, self.house).settle_order()


def _unfolded_prose(sentences: Sequence[RawSentence]) -> str:
    """The drafter's own words, in the width they were written in."""
    out = []
    for sentence in sentences:
        depth = 0
        for mark in sentence.text:
            depth = max(depth + {"「": 1, "」": -1}.get(mark, 0), 0)
            if not depth:
                out.append(mark)
    return "".join(out)


def _whole_text(lines: Sequence[Line]) -> Node:
    return parse("".join(line.text + line.end for line in lines))


def finish(root: Node, house: House) -> None:
    """Every line but the last ends as lines end here; the last as the last line of the base did."""
    lines = [node for node in root.walk() if _prints_line(node)]
    for node in lines[:-1]:
        if not node.end:
            node.end = house.eol


def _prints_line(node: Node) -> bool:
    if node.kind is Kind.ARTICLE:
        return bool(node.end) or not node.children
    return bool(node.mark or node.text) and node.family != "inline"


def check_numbers(root: Node) -> None:
    """Numbers of 条, 項, 号 must run upwards without a double when all is done.

    Raises Unfit when they do not.
    """
    for node in root.walk():
        _check_first(node)
        for kind in (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM):
            units = [child for child in node.children if child.kind is kind]
            for left, right in pairwise(units):
                fresh = left.source is None or right.source is None
                moved = fresh or left.number != left.source.number or right.number != right.source.number  # type: ignore[union-attr]
                if moved and right.number <= (left.upto or left.number):
                    raise Unfit(
                        f"改正後の番号が「{left.mark or '第1項'}」「{right.mark}」の順になります",
                        0,
                        "改正後の条・項・号の番号は、重なりなく小さい順に並ぶはずです",
                    )


def _check_first(node: Node) -> None:
    """The 項 on the line of its 条 is the first: no other may be left there."""
    if node.kind is Kind.ARTICLE and not node.end and node.children and node.children[0].number > (1,):
        raise Unfit(
            f"改正後の{node.mark}に第1項がありません",
            0,
            "後の項を「第2項を第1項とする。」のように繰り上げてください",
        )


def apply_tracked(base: Node, text: str) -> Node:
    """The tree of the new text, each node with its `source` in the base and the pieces of its words.

    Raises Unfit where the 改め文 cannot be read or does not fit.
    """
    return Applier(base, read_kaime(text)).run()


def apply(old: str, kaime: str) -> str:
    """The text after the amendment (溶け込み), in the house form of the old text.

    Raises Unfit where the 改め文 cannot be read or does not fit the old text.
    """
    return printed(old, apply_tracked(parse(old), kaime))


def printed(old: str, outcome: Node) -> str:
    """The text of an amended tree, with BOM and last line end as in the old text."""
    new = print_node(outcome)
    if old.startswith("\ufeff") and not new.startswith("\ufeff"):
        new = "\ufeff" + new
    if not old.endswith(("\n", "\r")) and bare(old):
        new = new.rstrip("\r\n")
    return new
