"""Advice on the way to amend: 全部改正, 枝番, 削除. Advice only: the drafter chooses."""

from __future__ import annotations

from yoriai.engines.ordinances.amend import Amendment
from yoriai.engines.ordinances.hane.references import references
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.tree import Kind, Node, canonical

#: 全部改正 is worth a thought when more than this share of the 条 is new, gone or has other words,
#: in an ordinance of at least _LARGE 条
_BROAD = 0.6
_LARGE = 8
#: 枝番 or 削除 when at least so many references have to follow
_MANY_FOLLOW = 3


def advise(old: Node, outcome: Node, amendment: Amendment, open_references: int) -> list[str]:
    """Sentences for the drafter."""
    out = []
    share = _changed_share(old, outcome)
    if not amendment.whole and share > _BROAD and len(_articles(old)) >= _LARGE:
        out.append(
            f"条の{round(share * 100)}％が変わります。一部改正でなく全部改正にすることも考えられます。"
        )
    out += _numbers(old, outcome, open_references)
    out += _second_paragraph(old, outcome)
    return out


def _articles(root: Node) -> list[Node]:
    return [
        each
        for part in root.children
        if part.kind is Kind.MAIN
        for each in part.children
        if each.kind is Kind.ARTICLE
    ]


def _changed_share(old: Node, outcome: Node) -> float:
    before, after = _articles(old), _articles(outcome)
    kept = [(node.source, node) for node in after if node.source is not None]
    same = sum(canonical(left)[2:] == canonical(right)[2:] for left, right in kept)
    return 1 - same / max(len(before), len(after), 1)


def _numbers(old: Node, outcome: Node, open_references: int) -> list[str]:
    """枝番 and 削除 keep the numbers that other provisions, and other ordinances, cite."""
    moved = {
        id(node.source)
        for node in _articles(outcome)
        if node.source is not None and node.number != node.source.number
    }
    if not moved:
        return []
    cited = sum(any(id(target) in moved for target in each.targets) for each in references(old))
    follow = max(cited, open_references)
    if follow < _MANY_FOLLOW:
        return []
    grows = len(_articles(outcome)) > len(_articles(old))
    way = "加える条を枝番（第○条の２）にすれば" if grows else "削る条を「第○条　削除」として残せば"
    return [
        f"番号の変わる条を引用する箇所が{follow}あります。{way}、ほかの条の番号は動きません。規則や他の条例からの引用も確かめてください。"
    ]


def _second_paragraph(old: Node, outcome: Node) -> list[str]:
    """A 条 of one 項 that gains a second: 「第○条」 elsewhere may now mean 第1項."""
    grown = {
        id(node.source): node
        for node in _articles(outcome)
        if node.source is not None and _count(node.source) == 1 and _count(node) > 1
    }
    cited = {
        id(t): t
        for each in references(old)
        for t in each.targets
        if id(t) in grown and bare(each.text).endswith("条")
    }
    return [
        f"{node.mark}は項が二つ以上になります。ほかの規定の「{node.mark}」が第１項だけを指すなら、「{node.mark}第１項」に改めてください。"
        for node in cited.values()
    ]


def _count(article: Node) -> int:
    return sum(child.kind is Kind.PARAGRAPH for child in article.children)
