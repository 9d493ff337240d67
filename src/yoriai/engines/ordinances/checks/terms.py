"""Defined terms, 附則, full stops and mixed marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node, parts

_DEFINED = re.compile(r"以下(?:[^「」。()]{0,20}において)?(?:単に)?「([^「」]+)」という")
_SCOPED = re.compile(r"以下[^「」。()]{1,20}において")


def definitions(root: Node, index: Index) -> Iterator[Finding]:
    """A term defined twice, used before it is defined, or never used."""
    texts = [
        node
        for part in root.children
        if part.kind in (Kind.MAIN, Kind.APPENDIX)
        for node in part.body()
        if node.text
    ]
    seen: dict[str, Node] = {}
    for at, node in enumerate(texts):
        for match in _DEFINED.finditer(fold(node.text)):
            term = match[1]
            place = place_of(node, index.parents)
            scoped = bool(_SCOPED.match(match[0]))
            if term in seen and not scoped:
                yield Finding(
                    node.line,
                    place,
                    f"「{term}」は{place_of(seen[term], index.parents)}でも定義しています。",
                    "定義",
                )
                continue
            if not scoped:
                seen[term] = node
            rest = fold(node.text)[match.end() :] + "".join(fold(each.text) for each in texts[at + 1 :])
            if term not in rest:
                yield Finding(
                    node.line, place, f"「{term}」を定義していますが、その後で使っていません。", "定義"
                )


def supplement(root: Node, _index: Index) -> Iterator[Finding]:
    """附則 without a 施行期日; 適用 without 施行."""
    found = parts(root, Kind.SUPPLEMENT)
    if not found:
        return
    first = found[0]
    text = "".join(fold(node.text) for node in first.body())
    if "施行する" not in text and "施行し" not in text and "施行日" not in text and "実施" not in text:
        what = (
            "適用の日だけがあり、施行期日がありません。"
            if "適用する" in text
            else "施行期日の定めがありません。"
        )
        yield Finding(first.line, "附則", what, "附則")


def full_stops(root: Node, index: Index) -> Iterator[Finding]:
    """A 項 has to end in 。"""
    for node in root.walk():
        words = node.text.rstrip(")）")
        lists = any(child.kind in (Kind.ITEM, Kind.LINE) for child in node.children)
        if node.kind is Kind.PARAGRAPH and words and not words.endswith(("。", "削除")) and not lists:
            yield Finding(node.line, place_of(node, index.parents), "文の終わりに句点がありません。", "句点")


def mixture(root: Node, index: Index) -> Iterator[Finding]:
    """Both commas, or both spellings of 附則, in one text."""
    texts = [node for node in root.walk() if node.text]
    narrow = sum(node.text.count("、") for node in texts)
    wide = sum(node.text.count("，") for node in texts)
    if narrow and wide:
        odd = "，" if wide <= narrow else "、"
        node = next(each for each in texts if odd in each.text)
        yield Finding(
            node.line,
            place_of(node, index.parents),
            f"読点に「、」と「，」が混ざっています（「{odd}」）。",
            "表記",
        )
    heads = {fold(node.text)[:1]: node for node in parts(root, Kind.SUPPLEMENT)}
    if len(heads) > 1:
        yield Finding(heads["付"].line, "附則", "「附則」と「付則」が混ざっています。", "表記")
