"""The plan for a whole ordinance, part by part, in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from yoriai.engines.ordinances.compare.words import NotQuotable, changes, edits
from yoriai.engines.ordinances.planning.acts import (
    Act,
    ChangeWords,
    Group,
    PutAnew,
    PutIn,
    TakeOut,
    block_of,
)
from yoriai.engines.ordinances.planning.appendices import plan_appendices
from yoriai.engines.ordinances.planning.articles import ArticleRow
from yoriai.engines.ordinances.planning.provisions import of, plan_free_paragraphs
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node, canonical, part, parts, print_node


class NoPlan(Exception):
    """The two texts cannot be bridged by sentences: only 全部改正 is left."""


@dataclass
class DocumentPlan:
    """Groups in order, the 附則 that only the new text has, and what was left out with the reason."""

    groups: list[Group] = field(default_factory=list)
    own_supplement: list[Node] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def plan_document(
    old: Node, new: Node, anew: frozenset[int] = frozenset(), *, cross: bool = False
) -> DocumentPlan:
    """What amends `old` into `new`; `anew` names old 条 and 別表 (by id) to be put anew.

    With `cross`, 条 may become 項 of other 条 and the reverse; else they go here and come there.
    Raises NoPlan when 本則 changes from 条 to plain 項 or the like.
    """
    plan = DocumentPlan()
    plan.groups += _title(old, new)
    plan.groups += _lines(old, new, Kind.TOC)
    plan.groups += _lines(old, new, Kind.PREAMBLE)
    plan.groups += _body(part(old, Kind.MAIN), part(new, Kind.MAIN), anew, cross=cross)
    _supplements(old, new, plan, anew)
    supplement = part(old, Kind.SUPPLEMENT) or part(old, Kind.MAIN)
    left, right = parts(old, Kind.APPENDIX), parts(new, Kind.APPENDIX)
    plan.groups += plan_appendices(left, right, supplement, anew)
    _front(old, new, plan)
    return plan


def _title(old: Node, new: Node) -> list[Group]:
    a, b = part(old, Kind.TITLE), part(new, Kind.TITLE)
    if a is None or b is None:
        if a is not b:
            raise NoPlan
        return []
    if bare(a.text) == bare(b.text):
        return []
    return [Group([PutAnew([a], "", ["\u3000\u3000\u3000" + b.text + "\n"])])]


def _lines(old: Node, new: Node, kind: Kind) -> list[Group]:
    """目次 and 前文: words where lines stay, else the whole."""
    a, b = part(old, kind), part(new, kind)
    if a is None and b is None:
        return []
    if a is None or b is None:
        return _come_or_go(old, a, b)
    left, right = _texts(a), _texts(b)
    if [bare(each.text) for each in left] == [bare(each.text) for each in right]:
        return []
    if len(left) == len(right):
        try:
            return [Group(_line_words(a, left, right))]
        except NotQuotable:
            pass
    return [Group([PutAnew([a], "", block_of(right))])]


def _come_or_go(old: Node, a: Node | None, b: Node | None) -> list[Group]:
    if a is not None:
        return [Group([TakeOut([a])])]
    assert b is not None
    above = (part(old, Kind.TOC) if b.kind is Kind.PREAMBLE else None) or part(old, Kind.TITLE)
    if above is None:
        raise NoPlan
    unit = "前文" if b.kind is Kind.PREAMBLE else "目次"
    return [Group([PutIn(above, "after", unit, 0, block_of(_texts(b)))])]


def _texts(node: Node) -> list[Node]:
    return [child for child in node.children if child.text]


def _line_words(scope: Node, left: list[Node], right: list[Node]) -> list[Act]:
    everything = [each.text for each in left]
    acts: list[Act] = []
    for a, b in zip(left, right, strict=True):
        found = edits(a.text, b.text)
        if found:
            kept = len(a.text) - sum(edit.high - edit.low for edit in found)
            if kept * 4 < len(a.text):
                raise NotQuotable
            acts.append(ChangeWords(scope, "", changes(a.text, found, everything)))
    return acts


def _body(old: Node | None, new: Node | None, anew: frozenset[int], *, cross: bool = False) -> list[Group]:
    """本則 or 附則: its 条, or its 項."""
    if old is None or new is None:
        if old is not new:
            raise NoPlan
        return []
    if _below(old) == _below(new):
        return []
    by_article = bool(of(old, Kind.ARTICLE))
    if by_article != bool(of(new, Kind.ARTICLE)) or _stray(old) != _stray(new):
        raise NoPlan
    if by_article:
        return ArticleRow(old, new, anew, cross=cross).groups()
    return plan_free_paragraphs(old, new)


def _below(node: Node) -> list[object]:
    """What the provisions say; the line 附則 itself is no part of that."""
    return [canonical(child) for child in node.children]


def _stray(node: Node) -> list[str]:
    """Lines that belong to no provision."""
    kinds = (Kind.ARTICLE, Kind.PARAGRAPH, Kind.CONTAINER)
    return [bare(child.mark + child.text) for child in node.children if child.kind not in kinds]


def _supplements(old: Node, new: Node, plan: DocumentPlan, anew: frozenset[int]) -> None:
    """The first 附則 is the ordinance's own; later ones are those of amending ordinances."""
    left, right = parts(old, Kind.SUPPLEMENT), parts(new, Kind.SUPPLEMENT)
    if not left:
        if right:
            plan.own_supplement = right
        return
    if not right:
        plan.groups.append(Group([TakeOut([left[0]])]))
        return
    plan.groups += _body(left[0], right[0], anew)
    _later(left[1:], right[1:], plan)


def _later(left: list[Node], right: list[Node], plan: DocumentPlan) -> None:
    for a, b in zip(left, right, strict=False):
        if canonical(a) != canonical(b):
            plan.left_out.append(
                f"{a.line}行目の「{a.text.strip()}」の違いは、改め文に入れていません。"
                "改正条例の附則は、元の条例とは別の条例の一部だからです。"
            )
    if len(left) > len(right):
        plan.left_out.append(
            "旧の条文にある改正条例の附則が、新の条文にはありません。改め文には入れていません。"
        )
    plan.own_supplement = right[len(left) :]


def _front(old: Node, new: Node, plan: DocumentPlan) -> None:
    a = [bare(print_node(child)) for child in parts(old, Kind.FRONT)]
    b = [bare(print_node(child)) for child in parts(new, Kind.FRONT)]
    if "".join(a).strip() != "".join(b).strip():
        plan.left_out.append(
            "題名の前後（公布年月日・条例番号など）の違いは、改め文に入れていません。改正で変わる部分ではないからです。"
        )
