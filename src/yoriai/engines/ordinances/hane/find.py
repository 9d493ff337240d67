"""Finds references that an amendment leaves pointing at the wrong provision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.amend import Amendment
from yoriai.engines.ordinances.applying.resolve import Resolver
from yoriai.engines.ordinances.compare.words import Edit, NotQuotable, changes, edits
from yoriai.engines.ordinances.hane.advice import advise
from yoriai.engines.ordinances.hane.references import Index, Reference, references
from yoriai.engines.ordinances.kaime.naming import say
from yoriai.engines.ordinances.kaime.paths import Namer
from yoriai.engines.ordinances.kaime.render import render
from yoriai.engines.ordinances.operations import Words
from yoriai.engines.ordinances.profile import Profile, learn
from yoriai.engines.ordinances.text.numerals import NUMBER, Number, write_number
from yoriai.engines.ordinances.text.tree import Kind, Node


@dataclass(frozen=True)
class Finding:
    """A reference to mend: where, what it says, what it should say (empty when its target goes)."""

    place: str
    reference: str
    mended: str
    sentence: str
    reason: str
    line: int

    def as_dict(self) -> dict[str, object]:
        """For diff.json."""
        return {
            "place": self.place,
            "reference": self.reference,
            "mended": self.mended,
            "sentence": self.sentence,
            "reason": self.reason,
            "line": self.line,
        }


@dataclass
class Proposals:
    """What to mend, and advice on the way to amend."""

    findings: list[Finding] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


def hane(old: Node, new: Node, amendment: Amendment) -> Proposals:
    """ハネ of an amendment from one edition to the other, and advice."""
    if amendment.whole:
        return Proposals([], advise(old, new, amendment, 0))
    found = find_hane(old, amendment.outcome, amendment.profile)
    return Proposals(found, advise(old, amendment.outcome, amendment, len(found)))


def find_hane(old: Node, outcome: Node, profile: Profile | None = None) -> list[Finding]:
    """References of the old text that stay as they are while their target moves or goes.

    `outcome` is the tree that applying the amendment to `old` has made.
    """
    return Search(old, outcome, profile or learn(old)).run()


class Search:
    """What has become of the provisions of `old` in `outcome`."""

    def __init__(self, old: Node, outcome: Node, profile: Profile) -> None:
        self.old, self.outcome, self.profile = old, outcome, profile
        self.image = {id(node.source): node for node in outcome.walk() if node.source is not None}
        self._inside_rewritten(outcome)
        self.old_index, self.new_index = Index(old), Index(outcome)
        self._merged()
        self.after = {(id(each.node), each.low): each for each in references(outcome)}
        self.resolver = Resolver(old)

    def _inside_rewritten(self, outcome: Node) -> None:
        """Parts of a provision put anew: those of the same number count as the same."""
        for node in outcome.walk():
            if node.source is None:
                continue
            for child in node.children:
                twin = next((each for each in node.source.children if _twin(each, child)), None)
                if child.source is None and twin is not None:
                    self.image.setdefault(id(twin), child)

    def _merged(self) -> None:
        """A 条 of one 項 that has become a 項 of another 条 is that 項 now."""
        for article in self.old_index.order:
            inside = self.old_index.paragraphs(article)
            if len(inside) == 1 and id(inside[0]) in self.image:
                self.image.setdefault(id(article), self.image[id(inside[0])])

    def run(self) -> list[Finding]:
        """All findings in the order of the old text."""
        found = []
        for reference in references(self.old):
            finding = self._look(reference)
            if finding is not None:
                found.append(finding)
        return found

    def now(self, target: Node) -> str | None:
        """The full name of an old provision in the outcome; empty when it is gone, None when it stays."""
        image = self.image.get(id(target))
        if image is None:
            return ""
        before, after = self._full(target, self.old_index), self._full(image, self.new_index)
        return after if before != after else None

    def _full(self, node: Node, index: Index) -> str:
        """第3条第2項第1号; the only 項 of a 条 is not named."""
        numbers = _numbers(node, index)
        if len(index.paragraphs(index.above(node, Kind.ARTICLE))) == 1:
            numbers.pop("項", None)
        return "".join(_named(unit, number, self.profile.numerals) for unit, number in numbers.items())

    def _look(self, reference: Reference) -> Finding | None:
        holder = self.image.get(id(reference.node))
        if reference.foreign or not reference.targets or holder is None or not holder.source:
            return None
        at = _kept_at(reference, holder)
        if at is None:
            return None
        now = self.after.get((id(holder), at))
        wanted = [self.image.get(id(target)) for target in reference.targets]
        gone = [t for t, image in zip(reference.targets, wanted, strict=True) if image is None]
        images = [image for image in wanted if image is not None]
        if now is not None and not gone and list(now.targets) == images:
            return None
        if gone and now is not None and _put_anew(gone, now):
            return None
        return self._finding(reference, images, gone, holder)

    def _finding(
        self, reference: Reference, images: list[Node], gone: list[Node], holder: Node
    ) -> Finding | None:
        mended = "" if gone or not images else self._mended(reference, images, holder)
        if mended == reference.text:  # two provisions of one number: that is another finding
            return None
        place, sentence = self._sentence(reference, mended)
        if gone:
            reason = f"「{reference.text}」の指す規定がなくなります。引用を改めるか、削ってください。"
        else:
            reason = f"「{reference.text}」の指す規定が移ります。「{mended}」に改めます。"
        return Finding(place, reference.text, mended, sentence, reason, reference.node.line)

    def _sentence(self, reference: Reference, mended: str) -> tuple[str, str]:
        """The 改正規定 that mends the reference, in the numbers of the old text."""
        node = reference.node
        self.resolver.begin(0)
        namer = Namer(self.resolver)
        scope = self._scope(node)
        place = namer.place(scope)
        name = say(place, self.profile.numerals, self.profile.supplement)
        if not mended:
            return name, ""
        edit = Edit(reference.low, reference.high, mended)
        everything = [each.text for each in scope.body() if each.text]
        try:
            found = changes(node.text, [edit], everything)
        except NotQuotable:
            return name, ""
        return name, render((Words((place,), tuple(found)),), self.profile)

    def _scope(self, node: Node) -> Node:
        if node.kind is Kind.LINE:
            return self.resolver.parents[id(node)]
        return node

    def _mended(self, reference: Reference, images: list[Node], holder: Node) -> str:
        """The reference with the numbers that its targets have now."""
        target = images[-1] if len(images) == 1 else images[0]
        text = reference.text
        if re.match("[前次]", text):
            return self._absolute(images, holder, text)
        numbers = _numbers(target, self.new_index)
        if self._crossed(target):
            return self._full(target, self.new_index)
        out = text
        for unit in ("条", "項", "号"):
            if unit in numbers:
                out = _put_number(out, unit, numbers[unit], self.profile.numerals)
        if target.kind is Kind.APPENDIX:
            out = _put_appendix(out, target.number, self.profile.numerals)
        return out

    def _crossed(self, target: Node) -> bool:
        """Whether the target stands in another 条 than before: then it is named anew in full."""
        article = self.new_index.above(target, Kind.ARTICLE)
        paragraph = self.new_index.above(target, Kind.PARAGRAPH)
        if article is None or paragraph is None or paragraph.source is None:
            return False
        return self.old_index.above(paragraph.source, Kind.ARTICLE) is not article.source

    def _absolute(self, images: list[Node], holder: Node, text: str) -> str:
        """前項 -> 第3項 (or 第5条第3項 when it is in another 条 now); several as 「第2項及び第3項」."""
        style = self.profile.numerals
        here = self.new_index.above(holder, Kind.ARTICLE)
        names = []
        for target in images:
            numbers = _numbers(target, self.new_index)
            if target.kind is not Kind.ARTICLE and self.new_index.above(target, Kind.ARTICLE) is here:
                numbers.pop("条", None)
                if self.new_index.above(target, Kind.PARAGRAPH) is self.new_index.above(
                    holder, Kind.PARAGRAPH
                ):
                    numbers.pop("項", None) if target.kind is Kind.ITEM else None
            names.append("".join(_named(unit, numbers[unit], style) for unit in "条項号" if unit in numbers))
        tail = re.sub(r"^[前次](?:各|[0-9０-９〇一二三四五六七八九十]+)?[条項号]", "", text)
        if tail == "各項":
            article = self.new_index.above(images[0], Kind.ARTICLE)
            return _named("条", article.number, style) + tail if article is not None else text
        if tail:
            return names[0] if len(names) == 1 else text
        return (
            names[0]
            if len(names) == 1
            else f"{names[0]}及び{names[-1]}"
            if len(names) == 2
            else f"{names[0]}から{names[-1]}まで"
        )


def _numbers(target: Node, index: Index) -> dict[str, Number]:
    """The numbers of a provision and of what it stands in, from 条 down."""
    units = {Kind.ARTICLE: "条", Kind.PARAGRAPH: "項", Kind.ITEM: "号"}
    found: dict[str, Number] = {}
    each: Node | None = target
    while each is not None:
        if each.kind in units:
            found.setdefault(units[each.kind], each.number)
        each = index.parents.get(id(each))
    return {unit: found[unit] for unit in units.values() if unit in found}


def _twin(old: Node, new: Node) -> bool:
    return old.kind is new.kind and old.number == new.number and old.family == new.family


def _kept_at(reference: Reference, holder: Node) -> int | None:
    """Where the words of the reference stand in the new text, if they were not touched."""
    shift = 0
    for edit in edits(reference.node.text, holder.text):
        if edit.low < reference.high and edit.high > reference.low:
            return None
        if edit.high <= reference.low:
            shift += len(edit.new) - (edit.high - edit.low)
    return reference.low + shift


def _put_anew(gone: Sequence[Node], now: Reference) -> bool:
    """The old target went and a new one of the same number took its place: the drafter meant it so."""
    return len(gone) == len(now.targets) and all(
        old.number == new.number and new.source is None for old, new in zip(gone, now.targets, strict=True)
    )


def _put_number(text: str, unit: str, number: Number, house: str) -> str:
    """The text with the number before the unit changed, in the digits it was written with."""
    pattern = re.compile(rf"第({NUMBER}){unit}((?:の{NUMBER})*)")

    def put(old: re.Match[str]) -> str:
        tail = "".join("の" + _like(old[1], value, house) for value in number[1:])
        return f"第{_like(old[1], number[0], house)}{unit}{tail}"

    return pattern.sub(put, text, count=1)


def _put_appendix(text: str, number: Number, house: str) -> str:
    """別表第1 -> 別表第2, 別表 -> 別表第1 and back, 第1号様式 -> 第2号様式."""
    old = re.search(rf"第?({NUMBER})(号?)(?:の{NUMBER})*", text)
    head, tail = (text[: old.start()], text[old.end() :]) if old is not None else (text, "")
    if not number:
        return head or tail  # 第1号様式 -> 様式
    unit = old[2] if old is not None else "号" * text.endswith("様式")
    digits = [
        _like(old[1], value, house) if old is not None else write_number(value, house) for value in number
    ]
    return f"{head}第{digits[0]}{unit}{''.join('の' + each for each in digits[1:])}{tail}"


def _like(old: str, value: int, house: str) -> str:
    """A number in the digits of the old one; the house tells whether ten is wide where nine is."""
    if not old.isdecimal():
        return write_number(value, "kanji")
    if old.isascii():
        return str(value)
    return write_number(value, "full" if len(old) > 1 or house == "full" else "one-full")


def _named(unit: str, number: Number, style: str) -> str:
    tail = "".join("の" + write_number(value, style) for value in number[1:])
    return f"第{write_number(number[0], style)}{unit}{tail}"
