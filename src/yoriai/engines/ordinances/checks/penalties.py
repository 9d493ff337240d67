"""罰則 against what they punish, and changes that ask for 経過措置."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.references import Index, references
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node

_PENALTY = re.compile("罰金|過料|拘禁刑|懲役|禁錮|拘留|科料")
#: from a reference, perhaps through others of its list, to 「の規定に違反」
_BREACH = re.compile(
    r"(?:[第前次同項条号の、0-9〇一二三四五六七八九十百]|及び|又は|若しくは|並びに|から|まで|本文|後段|前段|ただし書)*の規定に違反"
)
_BINDS = re.compile("ならない|ならず|できない|禁止|禁ずる|禁じ|ものとする|義務")


def unbound(root: Node, index: Index) -> Iterator[Finding]:
    """「第5条の規定に違反した者」: 第5条 has to forbid or to demand something (憲法31条)."""
    for reference in references(root):
        article = index.above(reference.node, Kind.ARTICLE)
        breach = _BREACH.match(fold(reference.node.text), reference.high)
        if article is None or breach is None or not reference.targets:
            continue
        if not _PENALTY.search(_words(article)):
            continue
        if not any(_BINDS.search(_words(target)) for target in reference.targets):
            words = f"「{reference.text}」の違反を罰していますが、そこには禁止も義務もありません。"
            yield Finding(reference.node.line, place_of(reference.node, index.parents), words, "罰則")


def _words(node: Node) -> str:
    return "".join(fold(each.text) for each in node.body())


_DIGITS = "[0-9〇一二三四五六七八九十百千万、,]+"
_AMOUNT = re.compile(rf"{_DIGITS}円")
_DEADLINE = re.compile(rf"(?<![年月]){_DIGITS}(?:日|週間|月|箇月|か月|年)(?=以内|前|を経過|を超え|間)")
_PERMISSION = re.compile("(?:許可|認可|承認|登録)を受け(?:なければ|ないで)|届け出なければ")
_CARE = re.compile("経過措置|従前の例|なお効力|施行の際|以後|以降|から適用|適用し|適用する|適用しない|みなす")


def transition(outcome: Node, supplement: str, line: int) -> Iterator[Finding]:
    """Amounts, deadlines or permissions change, and the 附則 of the draft says nothing on what is under way.

    `outcome` is the tree that applying the amendment has made; `supplement` the folded 附則 of the draft.
    """
    if not supplement or _CARE.search(supplement):
        return
    named = [
        name for name, differs in (("金額", _AMOUNT), ("期限や期間", _DEADLINE)) if _moved(outcome, differs)
    ]
    if _asks_more(outcome):
        named.append("許可や届出")
    if named:
        words = (
            f"{'、'.join(named)}が変わりますが、附則に経過措置がありません。要らないかを確かめてください。"
        )
        yield Finding(line, "附則", words, "経過措置")


def _moved(outcome: Node, pattern: re.Pattern[str]) -> bool:
    """Whether a provision that stays says another amount or time than before."""
    for node in outcome.walk():
        before = pattern.findall(fold(node.source.text)) if node.source is not None else []
        if before and before != pattern.findall(fold(node.text)):
            return True
    return False


def _asks_more(outcome: Node) -> bool:
    """Whether a permission is asked for that was not asked for before."""
    old = outcome.source
    return old is not None and len(_PERMISSION.findall(_words(outcome))) > len(
        _PERMISSION.findall(_words(old))
    )
