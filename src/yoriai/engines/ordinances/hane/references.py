"""References inside an ordinance: 第3条第2項, 前条, 前2項, 同条第6項, 別表第1 — found and followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import NUMBER, Number, read_number
from yoriai.engines.ordinances.text.tree import Kind, Node

_B = rf"(?:の{NUMBER})*"
#: 「別表第1の3の項」 is a row of 別表第1, not 別表第1の3
_APPENDIX_BRANCH = rf"(?:の{NUMBER}(?![0-9〇一二三四五六七八九十百]|の[項部欄]))*"
_REFERENCE = re.compile(
    rf"(?P<app>(?:別表|様式)(?!第?{NUMBER}[条項])(?:第?(?P<app_n>{NUMBER})号?(?P<app_b>{_APPENDIX_BRANCH}))?"
    rf"|第(?P<form_n>{NUMBER})号(?P<form_b>{_B})様式)"
    rf"|(?:第(?P<a>{NUMBER})条(?P<ab>{_B})|(?P<rel_a>前{NUMBER}?条|次条|同条(?!例)|本条(?!例)))?"
    rf"(?:第(?P<p>{NUMBER})項|(?P<rel_p>前{NUMBER}?項|次項|同項|各項))?"
    rf"(?:第(?P<i>{NUMBER})号(?!様式)(?P<ib>{_B})|(?P<rel_i>前各号|前{NUMBER}?号|次号|同号))?"
)
_START = re.compile("[第前次同本別様]")
#: what stands before the number of another law
_FOREIGN = re.compile(
    r"(?:法|令|規則|条例|規程|要綱|要領|憲法|条約|告示|協定|法律|附則|付則)(?:」という。)?$|(?:法|令|規則|条例)(?:\([^()]*\)|（[^（）]*）)$"
)
_PUBLISHED = re.compile("(?:法律|条例|規則|規程|政令|省令|府令|勅令|告示|訓令|公告|要綱|達) *$")
_OWN = re.compile(r"(?:この|本)(?:条例|規則|規程|要綱)(?:の)?$")
_CARRY = re.compile(
    r"^(?:の規定)?(?:、|及び|並びに|又は|若しくは|から|まで|まで、|まで及び|まで並びに|まで又は|の規定並びに|の規定及び)*$"
)


@dataclass(frozen=True)
class Reference:
    """Words of a reference in the text of a node, and the nodes it means (none: nothing is there)."""

    node: Node
    low: int
    high: int
    targets: tuple[Node, ...]
    foreign: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return self.node.text[self.low : self.high]


@dataclass
class Index:
    """Where the provisions of an ordinance are."""

    root: Node
    parents: dict[int, Node] = field(default_factory=dict)
    articles: dict[Number, Node] = field(default_factory=dict)
    order: list[Node] = field(default_factory=list)
    appendices: dict[tuple[str, Number], Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for child in self.root.children:
            if child.kind is Kind.APPENDIX:
                self.appendices.setdefault((child.family, child.number), child)
            if child.kind is Kind.MAIN:
                self.order = [each for each in child.children if each.kind is Kind.ARTICLE]
        for article in self.order:
            self.articles.setdefault(article.number, article)
        self._adopt(self.root)

    def _adopt(self, node: Node) -> None:
        for child in node.children:
            self.parents[id(child)] = node
            self._adopt(child)

    def above(self, node: Node, kind: Kind) -> Node | None:
        """The node itself or the nearest one above of that kind."""
        each: Node | None = node
        while each is not None and each.kind is not kind:
            each = self.parents.get(id(each))
        return each

    def paragraphs(self, node: Node | None) -> list[Node]:
        """The 項 under a 条 or part."""
        return [child for child in node.children if child.kind is Kind.PARAGRAPH] if node is not None else []


def references(root: Node) -> list[Reference]:
    """All references in 本則, 別表 and 様式, in the order of the text; those in 附則 are left out."""
    index = Index(root)
    found: list[Reference] = []
    for part in root.children:
        if part.kind in (Kind.MAIN, Kind.APPENDIX):
            for node in part.body():
                if node.text:
                    found += _Finder(index, node).run()
    return found


@dataclass
class _Said:
    """What the reference before in the same text meant, for 同条 and for lists."""

    article: Node | None = None
    paragraph: Node | None = None
    item: Node | None = None
    foreign: bool = False
    end: int = -1


class _Finder:
    """Reads the text of one node from left to right."""

    def __init__(self, index: Index, node: Node) -> None:
        self.index = index
        self.node = node
        self.text = fold(node.text)
        self.article = index.above(node, Kind.ARTICLE)
        self.paragraph = index.above(node, Kind.PARAGRAPH)
        self.item = index.above(node, Kind.ITEM)
        self.said = _Said()

    def run(self) -> list[Reference]:
        found = []
        at = 0
        while start := _START.search(self.text, at):
            match = _REFERENCE.match(self.text, start.start())
            if match is None or match.end() == match.start():
                at = start.end()
                continue
            at = match.end()
            if not (match["app"] and self._is_word(match)):
                found.append(self._reference(match))
        return found

    def _is_word(self, match: re.Match[str]) -> bool:
        """「様式は、市長が定める」; and editions leave the forms out: then none of them can be followed."""
        return "様式" in match["app"] and not any(
            family == "様式" and bool(number) == bool(_appendix_number(match))
            for family, number in self.index.appendices
        )

    def _reference(self, match: re.Match[str]) -> Reference:
        foreign = self._foreign(match)
        if foreign:
            self.said = _Said(foreign=True, end=match.end())
            return Reference(self.node, match.start(), match.end(), (), True)
        targets = self._follow(match)
        self.said.end = match.end()
        return Reference(self.node, match.start(), match.end(), tuple(targets))

    def _foreign(self, match: re.Match[str]) -> bool:
        before = self.text[max(match.start() - 60, 0) : match.start()]
        if (
            match["i"]
            and not (match["a"] or match["p"] or match["rel_a"] or match["rel_p"])
            and _PUBLISHED.search(before)
        ):
            return True  # the number of a law: 昭和27年法律第180号
        if match["app"]:
            return bool(_FOREIGN.search(before)) and not _OWN.search(before)
        if match["a"] is None and match["rel_a"] != "同条":
            carried = self.said.foreign and bool(_CARRY.match(self.text[self.said.end : match.start()]))
            return carried and match["rel_a"] is None and match["rel_p"] in (None, "同項")
        if match["rel_a"] == "同条" or (
            match["a"] and _CARRY.match(self.text[self.said.end : match.start()]) and self.said.end >= 0
        ):
            return self.said.foreign and not _OWN.search(before)
        return bool(_FOREIGN.search(before)) and not _OWN.search(before)

    def _follow(self, match: re.Match[str]) -> list[Node]:
        if match["app"]:
            family = marks.appendix_family(match["app"])
            found = self.index.appendices.get((family, _appendix_number(match)))
            return [found] if found is not None else []
        articles = self._articles(match)
        if len(articles) != 1:
            self.said = _Said()
            return articles
        article = articles[0]
        paragraphs = self._paragraphs(match, article)
        if paragraphs is None:
            return self._items(match, article, None) if match["i"] or match["rel_i"] else self._say(article)
        if match["i"] or match["rel_i"]:
            return self._items(match, article, paragraphs[0] if len(paragraphs) == 1 else None)
        self.said = _Said(article, paragraphs[0] if len(paragraphs) == 1 else None)
        return paragraphs

    def _say(self, article: Node) -> list[Node]:
        self.said = _Said(article)
        return [article]

    def _articles(self, match: re.Match[str]) -> list[Node]:
        """The 条 named, or the one that 第2項 alone stands in."""
        if match["a"]:
            found = self.index.articles.get(marks.branch(match["a"], match["ab"]))
            return [found] if found is not None else []
        relative = match["rel_a"]
        if relative is None:
            carried = self.said.article is not None and match["rel_p"] is None and match["rel_i"] is None
            listed = carried and _CARRY.match(self.text[self.said.end : match.start()])
            article = self.said.article if listed or match["rel_p"] == "同項" else self.article
            home = article or self.article or self.index.above(self.node, Kind.MAIN)
            return [home] if home is not None else []
        if relative in ("同条", "本条"):
            article = self.said.article if relative == "同条" else self.article
            return [article] if article is not None else []
        return self._near(self.index.order, self.article, relative)

    @staticmethod
    def _near(row: list[Node], here: Node | None, words: str) -> list[Node]:
        """前条, 前2条, 次条 in a row of units."""
        at = next((index for index, each in enumerate(row) if each is here), None)
        if at is None:
            return []
        if words[0] == "次":
            return row[at + 1 : at + 2]
        digits = words[1:-1]
        count = read_number(digits) if digits else 1
        return row[at - count : at] if at >= count else []

    def _paragraphs(self, match: re.Match[str], article: Node) -> list[Node] | None:
        """The 項 named; None when none is named."""
        row = self.index.paragraphs(article)
        if match["p"]:
            number = (read_number(match["p"]),)
            return [each for each in row if each.number == number]
        relative = match["rel_p"]
        if relative is None:
            return None
        if relative == "同項":
            return [self.said.paragraph] if self.said.paragraph is not None else []
        if relative == "各項":
            return row
        return self._near(row, self.paragraph, relative)

    def _items(self, match: re.Match[str], article: Node, paragraph: Node | None) -> list[Node]:
        if match["rel_i"] == "同号":
            return [self.said.item] if self.said.item is not None else []
        holder = paragraph
        if holder is None:
            listed = self.said.paragraph is not None and bool(
                _CARRY.match(self.text[self.said.end : match.start()])
            )
            holder = (
                self.said.paragraph
                if listed and not match["a"] and not match["rel_a"]
                else self._list_holder(match, article)
            )
        if holder is None:
            return []
        row = [each for each in holder.children if each.kind is Kind.ITEM]
        if match["rel_i"]:
            return self._near_items(row, match["rel_i"])
        number = marks.branch(match["i"], match["ib"])
        found = [each for each in row if each.number == number]
        self.said = _Said(article, holder, found[0] if found else None)
        return found

    def _near_items(self, row: list[Node], words: str) -> list[Node]:
        if words == "前各号":
            at = next((index for index, each in enumerate(row) if each is self.item), len(row))
            return row[:at]
        return self._near(row, self.item, words)

    def _list_holder(self, match: re.Match[str], article: Node) -> Node | None:
        """第3号 alone is in the same 項; 第5条第3号 in the 項 of that 条 that has a list."""
        if (
            match["a"] is None
            and match["rel_a"] is None
            and self.paragraph is not None
            and article is self.article
        ):
            return self.paragraph
        with_list = [
            p for p in self.index.paragraphs(article) if any(c.kind is Kind.ITEM for c in p.children)
        ]
        return with_list[0] if len(with_list) == 1 else None


def _appendix_number(match: re.Match[str]) -> Number:
    first = match["app_n"] or match["form_n"]
    return marks.branch(first, match["app_b"] or match["form_b"] or "") if first else ()
