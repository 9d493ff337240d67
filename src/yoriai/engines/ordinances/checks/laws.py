"""Laws as they are cited: 同法 needs a law before it, the number of a law stands where it is first named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.tree import Kind, Node

_SAME = re.compile("同(法|令|条例|規則)(?=第|施行|の|に|を|附則|別表)")
_NUMBERED = re.compile(
    r"\((?:明治|大正|昭和|平成|令和)[0-9元〇一二三四五六七八九十]+年[^()、。]{0,12}"
    r"(?:法律|政令|省令|条例|規則)第[0-9〇一二三四五六七八九十百]+号"
)
#: a law named in kanji alone, cited by 条; longer names have no sure beginning in the running text
_NAMED = re.compile(r"(?<![一-龥々])([一-龥々]{2,}法|[民刑商]法)(?=第[0-9〇一二三四五六七八九十百]+条)")
#: 「…に関する法律」: where such a name begins cannot be told, only whether it was introduced before
_LONG = re.compile(r"([一-龥々ぁ-んァ-ヴー・]{2,60}法律)(?=第[0-9〇一二三四五六七八九十百]+条)")
_GENERIC = ("等に関する法律", "に関する法律", "法律")
#: 憲法 carries no number; 改正法 and the like are named by what they do, 旧… by the law that they were
_NO_NUMBER = re.compile("憲法$|^(?:改正|整備|施行)法$|^[旧新]")


def _texts(root: Node) -> list[Node]:
    parts = (Kind.FRONT, Kind.PREAMBLE, Kind.MAIN, Kind.APPENDIX)
    return [node for each in root.children if each.kind in parts for node in each.body() if node.text]


def same_law(root: Node, index: Index) -> Iterator[Finding]:
    """「同法」 where no law has been named yet."""
    before = ""
    for node in _texts(root):
        text = fold(node.text)
        for match in _SAME.finditer(text):
            said = before + text[: match.start()]
            other = f"(?<!同)(?<!方)(?<!この)(?<!本){match[1]}(?!人|第[0-9〇一二三四五六七八九十百]+号)"
            if re.search(other, said) is None:
                words = f"「{match[0]}」より前に、それに当たる名前がありません。名前を書いてください。"
                yield Finding(node.line, place_of(node, index.parents), words, "法令")
        before += text


def law_numbers(root: Node, index: Index) -> Iterator[Finding]:
    """The number of a law: given where the law is first named, and only there."""
    texts = _texts(root)
    everything = "".join(fold(node.text) for node in texts)
    before = ""
    numbers: set[str] = set()
    asked: set[str] = set()
    for node in texts:
        text = fold(node.text)
        place = place_of(node, index.parents)
        for match in _NUMBERED.finditer(text):
            if match[0] in numbers:
                words = f"「{match[0][1:]}」は前にも書いてあります。番号は初めの引用にだけ付けます。"
                yield Finding(node.line, place, words, "法令")
            numbers.add(match[0])
        for match in _NAMED.finditer(text):
            name = match[1].removeprefix("当該")
            known = f"{name}(" in before + text[: match.start()] or f"「{name}」" in everything
            if not known and name not in asked and not _NO_NUMBER.search(name):
                asked.add(name)
                words = f"「{name}」を初めて引用する所に、法律番号（平成○年法律第○号）がありません。"
                yield Finding(node.line, place, words, "法令")
        for match in _LONG.finditer(text):
            if not _introduced(match[1], before + text[: match.start()] + match[1], everything):
                words = (
                    f"「{_shown(match[1])}」を初めて引用する所に、法律番号（平成○年法律第○号）がありません。"
                )
                yield Finding(node.line, place, words, "法令")
        before += text


def _introduced(name: str, said: str, everything: str) -> bool:
    """Whether a law whose name ends like this one has stood before with its number, or has a short name."""
    tail = next(each for each in _GENERIC if name.endswith(each))
    own = name.removesuffix(tail)[-2:] + tail
    return own == tail or "この法律" in own or f"{own}(" in said or f"「{own}」" in everything


def _shown(name: str) -> str:
    return name if len(name) <= 25 else "…" + name[-24:]
