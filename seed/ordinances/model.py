"""An ordinance as data, and how it is printed in the style of a town."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_KATA = "アイウエオカキクケコサシスセソタチツテト"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネ"
_REFERENCE = re.compile(r"\{(\d+)(?::(\d+))?(?::(\d+))?\}")


@dataclass
class Item:
    """A 号: words, and the words of its 細分."""

    key: int
    text: str
    subs: list[str] = field(default_factory=list)


@dataclass
class Paragraph:
    """A 項."""

    key: int
    text: str
    items: list[Item] = field(default_factory=list)


@dataclass
class Article:
    """A 条; `branch` makes it a 枝番 of the one before, `dead` a 削除, `title` opens a 章 above it.

    `noted`: it carries a history note.
    """

    key: int
    heading: str
    paragraphs: list[Paragraph]
    branch: bool = False
    dead: bool = False
    title: str = ""
    noted: bool = False


@dataclass
class Table:
    """A 別表 with rows and notes."""

    head: str
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)


@dataclass
class Ordinance:
    """The whole. References in texts are written {key}, {key:paragraph}, {key:paragraph:item}."""

    title: str
    year: int
    number: int
    articles: list[Article]
    supplement: list[tuple[str, str]]
    tables: list[Table] = field(default_factory=list)
    keys: int = 1000

    def fresh(self) -> int:
        """A key that was never used."""
        self.keys += 1
        return self.keys


@dataclass(frozen=True)
class Style:
    """How a town prints: see `render`."""

    name: str
    numerals: str = "half"  # half, full, one-full, kanji
    paren: str = "full"
    gap: str = "\u3000"
    heading_indent: str = "\u3000"
    item: str = "paren"  # paren, circled-paren, kanji
    item_indent: str = "\u3000"
    comma: str = "、"
    supplement: str = "附則"
    wide_head: bool = True
    blank: bool = False
    toc: bool = False
    notes: bool = False
    unnumbered: bool = False
    inline: bool = False
    circle: bool = False
    eol: str = "\n"
    bom: bool = False
    kata: str = "kata"


def number(value: int, style: Style) -> str:
    """A number in the numerals of the style."""
    if style.numerals == "kanji":
        return kanji(value)
    digits = str(value)
    wide = style.numerals == "full" or (style.numerals == "one-full" and len(digits) == 1)
    return digits.translate(_FULL) if wide else digits


def kanji(value: int) -> str:
    """123 -> 百二十三."""
    out = ""
    for mark, power in (("千", 1000), ("百", 100), ("十", 10)):
        count, value = divmod(value, power)
        if count:
            out += ("" if count == 1 else "〇一二三四五六七八九"[count]) + mark
    return out + ("〇一二三四五六七八九"[value] if value else "")


def numbers(articles: list[Article]) -> dict[int, tuple[int, ...]]:
    """Key of each 条 -> its number."""
    out: dict[int, tuple[int, ...]] = {}
    main = branch = 0
    for article in articles:
        if article.branch:
            branch = branch + 1 if branch else 2
        else:
            main, branch = main + 1, 0
        out[article.key] = (main, branch) if branch else (main,)
    return out


class Printer:
    """Prints one ordinance in one style."""

    def __init__(self, ordinance: Ordinance, style: Style) -> None:
        self.ordinance, self.style = ordinance, style
        self.numbers = numbers(ordinance.articles)
        self.by_key = {article.key: article for article in ordinance.articles}
        self.lines: list[str] = []

    def text(self) -> str:
        """The whole text."""
        style = self.style
        self._head()
        for article in self.ordinance.articles:
            self._article(article)
        self._supplement()
        for at, table in enumerate(self.ordinance.tables):
            self._table(at, table)
        body = style.eol.join(self.lines) + style.eol
        return ("\ufeff" if style.bom else "") + body

    def words(self, text: str, article: Article | None = None, paragraph: Paragraph | None = None) -> str:
        """References filled in, numbers and commas in the style."""
        text = _REFERENCE.sub(lambda match: self.reference(match, article, paragraph), text)
        text = re.sub(r"\d+", lambda run: number(int(run[0]), self.style), text)
        if self.style.paren == "half":
            text = text.replace("（", "(").replace("）", ")")
        return text.replace("、", self.style.comma)

    def reference(self, match: re.Match[str], article: Article | None, paragraph: Paragraph | None) -> str:
        """第3条第2項 for {key:paragraph}; 第2項 alone inside the same 条."""
        target = self.by_key.get(int(match[1]))
        if target is None:
            return "この条例"
        out = "" if target is article and match[2] else self._article_name(target)
        if match[2]:
            at = next((i for i, p in enumerate(target.paragraphs) if p.key == int(match[2])), None)
            if at is None:
                return self._article_name(target)
            if len(target.paragraphs) > 1 and not (target is article and target.paragraphs[at] is paragraph):
                out += f"第{at + 1}項"
        return out or self._article_name(target)

    def _article_name(self, article: Article) -> str:
        first, *branch = self.numbers[article.key]
        return f"第{first}条" + "".join(f"の{value}" for value in branch)

    def _chapters(self) -> list[tuple[str, list[Article]]]:
        out: list[tuple[str, list[Article]]] = []
        for article in self.ordinance.articles:
            if article.title:
                out.append((article.title, []))
            if out:
                out[-1][1].append(article)
        return out

    def _head(self) -> None:
        style, ordinance = self.style, self.ordinance
        self.lines.append(("○" if style.circle else "") + ordinance.title)
        self.lines.append(self.words(f"平成{ordinance.year}年3月25日"))
        self.lines.append(self.words(f"条例第{ordinance.number}号"))
        chapters = self._chapters()
        if style.toc and chapters:
            self.lines.append("目次")
            for at, (title, articles) in enumerate(chapters, 1):
                self.lines.append(self.words(f"　第{at}章　{title}（{self._span(articles)}）"))
            self.lines.append("　附則")

    def _span(self, articles: list[Article]) -> str:
        first, last = self._article_name(articles[0]), self._article_name(articles[-1])
        return first if first == last else f"{first}―{last}"

    def _article(self, article: Article) -> None:
        style = self.style
        if article.title:
            at = [a.key for _, group in self._chapters() for a in group[:1]].index(article.key) + 1
            self.lines.append("\u3000\u3000\u3000" + self.words(f"第{at}章　{article.title}"))
        name = self.words(self._article_name(article))
        if style.blank:
            self.lines.append("")
        if article.dead:
            self.lines.append(f"{name}{style.gap}削除")
            self._note(article)
            return
        heading = self.words(f"（{article.heading}）")
        if not style.inline and article.heading:
            self.lines.append(style.heading_indent + heading)
        prefix = f"{name}{heading}" if style.inline and article.heading else name
        for at, paragraph in enumerate(article.paragraphs):
            self._paragraph(article, paragraph, prefix if at == 0 else "", at + 1)
        self._note(article)

    def _note(self, article: Article) -> None:
        if self.style.notes and article.noted:
            self.lines.append(f"（平{20 + article.key % 10}条例{article.key}・一部改正）")

    def _paragraph(self, article: Article, paragraph: Paragraph, prefix: str, at: int) -> None:
        style = self.style
        words = self.words(paragraph.text, article, paragraph)
        if prefix:
            self.lines.append(f"{prefix}{style.gap}{words}")
        elif style.unnumbered:
            self.lines.append("\u3000" + words)
        else:
            plain = style if style.numerals != "kanji" else Style("", "full")
            self.lines.append(f"{number(at, plain)}{style.gap}{words}")
        for index, item in enumerate(paragraph.items, 1):
            words = self.words(item.text, article, paragraph)
            self.lines.append(f"{style.item_indent}{self._mark(index)}{style.gap}{words}")
            for depth, sub in enumerate(item.subs):
                mark = (_KATA if style.kata == "kata" else _IROHA)[depth]
                self.lines.append(
                    f"{style.item_indent}\u3000{mark}{style.gap}{self.words(sub, article, paragraph)}"
                )

    def _mark(self, index: int) -> str:
        if self.style.item == "kanji":
            return kanji(index)
        if self.style.item == "circled-paren":
            return "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"[index - 1]
        digits = number(index, self.style)
        return f"({digits})" if self.style.paren == "half" else f"（{digits}）"

    def _supplement(self) -> None:
        style = self.style
        head = style.supplement if not style.wide_head else "\u3000".join(style.supplement)
        self.lines.append("\u3000\u3000\u3000" + head)
        lone = len(self.ordinance.supplement) == 1
        for at, (heading, text) in enumerate(self.ordinance.supplement, 1):
            if heading and not lone:
                self.lines.append(style.heading_indent + self.words(f"（{heading}）"))
            plain = style if style.numerals != "kanji" else Style("", "full")
            mark = "\u3000" if lone else number(at, plain) + style.gap
            self.lines.append(mark + self.words(text))

    def _table(self, at: int, table: Table) -> None:
        many = len(self.ordinance.tables) > 1
        name = self.words(f"別表第{at + 1}" if many else "別表")
        self.lines.append(name + self.words(f"（{table.head}関係）"))
        for row in table.rows:
            self.lines.append("\t".join(self.words(cell) for cell in row))
        if table.notes:
            self.lines.append("備考")
        for index, note in enumerate(table.notes, 1):
            self.lines.append(self.words(f"{index}　{note}"))


def render(ordinance: Ordinance, style: Style) -> str:
    """The text of an ordinance in a style."""
    return Printer(ordinance, style).text()
