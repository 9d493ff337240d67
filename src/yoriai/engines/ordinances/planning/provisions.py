"""What changes inside a 条: 見出し, 項, 号, 細分."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.compare.words import NotQuotable, changes, edits
from yoriai.engines.ordinances.planning.acts import (
    Act,
    ChangeWords,
    GiveHeading,
    Group,
    PutAnew,
    PutIn,
    PutText,
    Renumber,
    TakeOut,
    block_of,
    unit_block,
)
from yoriai.engines.ordinances.planning.batching import Entry
from yoriai.engines.ordinances.planning.sentences import PutAnewWhole, heading_words, same, word_acts
from yoriai.engines.ordinances.planning.siblings import Row, rewrites, whole
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node

_UNIT = {Kind.PARAGRAPH: "項", Kind.ITEM: "号", Kind.SUB: "", Kind.ARTICLE: "条"}
Inner = Callable[[Node, Node], list[Act]]


def of(node: Node, kind: Kind) -> list[Node]:
    """The children of one kind."""
    return [child for child in node.children if child.kind is kind]


def plan_article(old: Node, new: Node, *, common: bool, passing: Container[int] = frozenset()) -> list[Act]:
    """Acts that make one 条 the other, but for its number; `common`: its 見出し covers the next 条 too.

    `passing` names 項 (by id) that come from another 条, or go to one.
    """
    if same(old, new):
        return []
    heading = plan_heading(old, new, common=common)
    try:
        acts = plan_paragraphs(old, new, passing)
    except PutAnewWhole:
        return [PutAnew([old], "", block_of([new]))]
    return [*heading, *acts]


def plan_heading(old: Node, new: Node, *, common: bool) -> list[Act]:
    """Acts for the 見出し of a 条 or of a 項 of 附則."""
    part = "前の見出し" if common else "見出し"
    if old.heading is None and new.heading is None:
        return []
    if new.heading is None:
        return [TakeOut([old], part)]
    if old.heading is None:
        return [GiveHeading(old, new.heading.text)]
    if bare(old.heading.text) == bare(new.heading.text):
        return []
    words = heading_words(old, new)
    if words is None or common:
        return [PutText(old, part, new.heading.text)]
    return list(words)


def plan_paragraphs(old: Node, new: Node, passing: Container[int] = frozenset()) -> list[Act]:
    """Acts for the 項 of a 条.

    Raises PutAnewWhole when nothing of the old 項 stays.
    """
    left, right = [
        [each for each in of(node, Kind.PARAGRAPH) if id(each) not in passing] for node in (old, new)
    ]
    if len(left) == 1 and len(right) == 1 and left[0].number == right[0].number:
        return plan_paragraph(left[0], right[0], old)
    row = _paragraph_entries(old, left, right)
    if not any(entry.kept and not whole(entry) for entry in row):
        raise PutAnewWhole
    return Row(row, _places(old, Kind.PARAGRAPH)).acts()


def plan_free_paragraphs(old: Node, new: Node) -> list[Group]:
    """Groups for the 項 of 附則, or of a 本則 without 条: one for each 項, or for each run of moves."""
    left, right = of(old, Kind.PARAGRAPH), of(new, Kind.PARAGRAPH)
    groups = Row(_paragraph_entries(old, left, right), _places(old, Kind.PARAGRAPH)).groups()
    if old.kind is Kind.SUPPLEMENT and len(left) == 1 and not left[0].mark and right and right[0].mark:
        acts = [act for group in groups for act in group.acts]
        words = [act for act in acts if isinstance(act, ChangeWords)]
        rest = [act for act in acts if not isinstance(act, ChangeWords)]
        return [Group([*words, Renumber(left[0], (1,)), *rest])]  # 「附則を附則第1項とし」
    return groups


def _paragraph_entries(parent: Node, left: Sequence[Node], right: Sequence[Node]) -> list[Entry]:
    return _pairs(left, right, lambda a, b: plan_one_paragraph(a, b, parent))


def plan_one_paragraph(old: Node, new: Node, parent: Node) -> list[Act]:
    """Acts for one of several 項; it is put anew when words do not do."""
    head = plan_heading(old, new, common=False)
    scope = old if parent.kind is not Kind.ARTICLE or len(of(parent, Kind.PARAGRAPH)) > 1 else parent
    try:
        return [*head, *plan_paragraph(old, new, scope)]
    except PutAnewWhole:
        return [PutAnew([old], "", unit_block(new))]


def plan_paragraph(old: Node, new: Node, scope: Node) -> list[Act]:
    """Acts for a 項 and its 号; `scope` is the 条 when it has one 項 only.

    Raises PutAnewWhole when the 項 has to be put anew.
    """
    lines = _line_acts(old, new, scope)
    items = plan_items(old, new)
    try:
        stem = word_acts(old, new, scope)
    except PutAnewWhole:
        if not of(old, Kind.ITEM) or not of(new, Kind.ITEM) or _all_items_anew(items):
            raise
        # it is put anew where it stands: with the number that it has before it moves
        block = [(old.indent + old.mark + old.gap if old.mark else "\u3000") + new.text + "\n"]
        stem = [PutAnew([old], "各号列記以外の部分", block)]
    return [*stem, *lines, *items]


def _all_items_anew(items: Sequence[Act]) -> bool:
    """Whether nothing of the list stays."""
    return any(isinstance(act, PutAnew) and act.part == "各号" for act in items)


def _line_acts(old: Node, new: Node, scope: Node) -> list[Act]:
    """Lines without a mark inside a provision: words only, when their number stays.

    Raises PutAnewWhole when lines come or go.
    """
    left, right = of(old, Kind.LINE), of(new, Kind.LINE)
    if [bare(each.text) for each in left] == [bare(each.text) for each in right]:
        return []
    if len(left) != len(right):
        raise PutAnewWhole
    everything = [each.text for each in scope.body() if each.text]
    acts: list[Act] = []
    for a, b in zip(left, right, strict=True):
        found = edits(a.text, b.text)
        if found:
            try:
                acts.append(ChangeWords(scope, "", changes(a.text, found, everything)))
            except NotQuotable:
                raise PutAnewWhole from None
    return acts


def plan_items(old: Node, new: Node) -> list[Act]:
    """Acts for the 号 of a 項."""
    left, right = of(old, Kind.ITEM), of(new, Kind.ITEM)
    if not left and right:
        return [PutIn(old, "end", "各号", 0, block_of(right))]
    if left and not right:
        return [TakeOut([old], "各号")]
    pairs = _pairs(left, right, plan_item)
    if len(left) > 1 and not any(entry.kept and not whole(entry) for entry in pairs):
        return [PutAnew([old], "各号", block_of(right))]
    return Row(pairs, _places(old, Kind.ITEM)).acts()


def plan_item(old: Node, new: Node) -> list[Act]:
    """Acts for a 号 or 細分 and what is below it."""
    try:
        words = word_acts(old, new, old)
        lines = _line_acts(old, new, old)
    except PutAnewWhole:
        return [PutAnew([old], "", block_of([new]))]
    left, right = of(old, Kind.SUB), of(new, Kind.SUB)
    if not left and right:
        return [*words, *lines, PutIn(old, "end", "", 0, block_of(right))]
    if left and not right:
        return [*words, *lines, TakeOut(left)]
    pairs = _pairs(left, right, plan_item)
    return [*words, *lines, *Row(pairs, _places(old, Kind.SUB)).acts()]


def _pairs(left: Sequence[Node], right: Sequence[Node], inner: Inner) -> list[Entry]:
    entries = rewrites(align(left, right))
    for entry in entries:
        if (
            entry.old is not None
            and entry.new is not None
            and not entry.inner
            and not same(entry.old, entry.new)
        ):
            entry.inner = inner(entry.old, entry.new)
    return entries


def _places(parent: Node, kind: Kind) -> Callable[[Sequence[Node], Entry | None, Entry | None], list[Act]]:
    """How new units come in: behind a neighbour, at the end, or as the first."""

    def place(new: Sequence[Node], before: Entry | None, after: Entry | None) -> list[Act]:
        block = block_of(new) if new[0].mark else unit_block(new[0]) + block_of(new[1:])
        unit, count = _UNIT[kind], len(new) if kind is not Kind.SUB else 0
        plain = len(new[0].number) == 1
        if (
            before is not None
            and before.old is not None
            and (after is not None or not plain or kind is Kind.SUB)
        ):
            return [PutIn(before.old, "after", unit, count, block)]
        if before is None:
            mark = new[0].mark
            return [PutIn(parent, "as", unit, count, block, new[0].number, mark if kind is Kind.SUB else "")]
        return [PutIn(parent, "end", unit, count, block)]

    return place
