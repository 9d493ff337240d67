"""Other ordinances and rules of the town that cite what an amendment moves or takes away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yoriai.engines.ordinances.checks.finding import Finding, place_of
from yoriai.engines.ordinances.hane.find import Search
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.profile import learn
from yoriai.engines.ordinances.text.fold import bare, fold
from yoriai.engines.ordinances.text.lines import branch
from yoriai.engines.ordinances.text.numerals import NUMBER, read_number
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Kind, Node, part

_B = rf"(?:の{NUMBER})*"
_CITED = rf"第(?P<a>{NUMBER})条(?P<ab>{_B})(?:第(?P<p>{NUMBER})項)?(?:第(?P<i>{NUMBER})号(?P<ib>{_B}))?"
_REFERENCE = re.compile(_CITED)
_NEXT = re.compile(rf"(?:の規定)?(?:、|及び|並びに|又は|若しくは|から){_CITED}")
#: behind the title: the number of the ordinance, and the short name under which it is cited from then on
_BEHIND = r"(?:\([^()]*\))?"
_SHORT = re.compile(r"以下(?:単に)?「([^「」]+)」という")


@dataclass(frozen=True)
class Citation:
    """Words of another ordinance that mean a provision of ours."""

    node: Node
    words: str
    target: Node | None


def citing(other: Node, base: Node) -> list[Citation]:
    """Where another ordinance cites provisions of `base`, by its title or by the short name it gave it."""
    title = part(base, Kind.TITLE)
    if title is None or bare(title.text) == bare(_title(other)):
        return []
    index, names = Index(base), [re.escape(fold(title.text))]
    found: list[Citation] = []
    for node in other.walk():
        words = fold(node.text)
        for match in re.finditer(rf"(?:{'|'.join(names)})({_BEHIND})", words):
            names += [re.escape(short) for short in _SHORT.findall(match[1])]
        whole = rf"(?<![一-龥々ァ-ヴー])(?:{'|'.join(sorted(names, key=len, reverse=True))}){_BEHIND}"
        for match in re.finditer(whole, words):
            found += _listed(node, words, match.end(), index)
    return found


def _title(root: Node) -> str:
    title = part(root, Kind.TITLE)
    return title.text if title is not None else ""


def _listed(node: Node, words: str, at: int, index: Index) -> Iterator[Citation]:
    """第3条第2項 behind the name, and what follows it in a list."""
    match = _REFERENCE.match(words, at)
    while match is not None:
        start = words.index("第", match.start())
        yield Citation(node, node.text[start : match.end()], _target(match, index))
        match = _NEXT.match(words, match.end())


def _target(match: re.Match[str], index: Index) -> Node | None:
    """The 条, 項 or 号 cited, when it is there."""
    article = index.articles.get(branch(match["a"], match["ab"] or ""))
    rows = index.paragraphs(article)
    if match["p"]:
        rows = [each for each in rows if each.number == (read_number(match["p"]),)]
    if not match["i"]:
        return (rows[0] if rows else None) if match["p"] else article
    number = branch(match["i"], match["ib"] or "")
    items = [child for row in rows for child in row.children if child.kind is Kind.ITEM]
    return next((child for child in items if child.number == number), None)


def check_outside(base: Node, outcome: Node, text: str) -> list[Finding]:
    """Findings in another ordinance or rule (`text`), whose lines they name.

    `outcome` is the tree that applying the amendment to `base` has made; with `base` itself, only what
    was never there is found.
    """
    other = parse(text)
    parents = Index(other).parents
    moved = Search(base, outcome, learn(base))
    said = [(each.node, _sentence(each, moved)) for each in citing(other, base)]
    said += _renamed(base, outcome, other)
    return [
        Finding(node.line, place_of(node, parents), sentence, "他の条例")
        for node, sentence in said
        if sentence
    ]


def _sentence(citation: Citation, moved: Search) -> str:
    if citation.target is None:
        return f"「{citation.words}」に当たる規定が、引いている条例にありません。"
    now = moved.now(citation.target)
    if now == "":
        return f"引いている「{citation.words}」が、改正でなくなります。ここも改める要があります。"
    if now is not None and _plain(now) != _plain(citation.words):
        return f"引いている「{citation.words}」が「{now}」に移ります。ここも改める要があります。"
    return ""


def _plain(words: str) -> str:
    return re.sub(NUMBER, lambda number: str(read_number(number[0])), words)


def _renamed(base: Node, outcome: Node, other: Node) -> Iterator[tuple[Node, str]]:
    before, now = _title(base), _title(outcome)
    if not before or bare(before) == bare(now):
        return
    for node in other.walk():
        if fold(before) in fold(node.text):
            yield node, f"「{before}」の題名が「{now}」に変わります。ここも改める要があります。"
