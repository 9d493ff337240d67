"""The house form of a base text: how its marks, indents, line ends and numbers are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import (
    CIRCLED,
    GOJUON,
    IROHA,
    LATIN,
    NUMBER,
    PARENTHESISED,
    ROMAN,
    Number,
    read_number,
    style_of,
    write_number,
)
from yoriai.engines.ordinances.text.tree import Kind, Node

_DIGIT_RUN = re.compile(r"[0-9０-９]+")
_NUMBERS = re.compile(NUMBER)
_HALF_BRACKETS = str.maketrans("（）", "()")
_OPEN, _CLOSE = tuple("(（〔"), tuple(")）〕")
_FULL_BRACKETS = str.maketrans("()", "（）")


def _commonest(values: Iterable[object], default: object) -> object:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else default


class House:
    """What the text shows of its house form; the commonest form where it is not of one mind."""

    def __init__(self, root: Node) -> None:
        nodes = [node for node in root.walk() if node.kind is not Kind.DOCUMENT]
        self._by_kind: dict[tuple[Kind, str], list[Node]] = {}
        for node in nodes:
            self._by_kind.setdefault((node.kind, node.family), []).append(node)
        self.eol = str(_commonest((node.end for node in nodes if node.end), "\n"))
        self.headings = [node for node in nodes if node.kind is Kind.HEADING and node.family != "inline"]
        self._forms: dict[tuple[Kind, str, str], str] = {}
        self._digits: dict[tuple[Kind, str], str] = {}
        self.numerals = self.digits(Kind.ARTICLE)
        body = "".join(node.text for node in nodes)
        self.half_brackets = "(" in body and "（" not in body
        self.full_brackets = "（" in body and "(" not in body
        self.wide_comma = body.count("，") > body.count("、")

    def _like(self, kind: Kind, family: str) -> list[Node]:
        own = self._by_kind.get((kind, family), [])
        if kind is Kind.ARTICLE or kind is Kind.PARAGRAPH or (kind is Kind.CONTAINER and not own):
            every = [node for (each, _), nodes in self._by_kind.items() if each is kind for node in nodes]
            return [node for node in every if node.mark]
        return own

    def knows(self, kind: Kind, family: str) -> bool:
        """Whether the base has a mark of this kind."""
        return bool(self._like(kind, family))

    def digits(self, kind: Kind, family: str = "") -> str:
        """How the numbers in the marks of this kind are written."""
        key = (kind, family)
        if key not in self._digits:
            marks = [node.mark for node in self._like(kind, family)]
            samples = [found[0] for mark in marks if (found := _NUMBERS.search(mark))]
            self._digits[key] = self._style(samples) if kind is not Kind.ARTICLE else style_of(samples)
        return self._digits[key]

    def _style(self, samples: list[str]) -> str:
        """Numbers of one digit do not tell how ten is written: then it is as in 第10条."""
        told = style_of(samples)
        silent = told == "one-full" and max(map(len, samples)) == 1
        return self.numerals if not samples or (silent and self.numerals == "full") else told

    def form(self, kind: Kind, family: str, what: str, default: str) -> str:
        """The commonest `indent` or `gap` of this kind."""
        key = (kind, family, what)
        if key not in self._forms:
            values = [getattr(node, what) for node in self._like(kind, family)]
            self._forms[key] = str(_commonest(values, "\0"))
        found = self._forms[key]
        return default if found == "\0" else found

    def before(self, kind: Kind) -> list[str]:
        """The blank lines that stand before a unit of this kind."""
        nodes = [node for node in self._like(kind, "") if node.kind is kind][1:]
        value = _commonest((tuple(line for line in node.before if not line.strip()) for node in nodes), ())
        assert isinstance(value, tuple)
        return [str(line) for line in value]

    def numbered_paragraphs(self) -> bool:
        """Whether second and later 項 carry numbers (old texts leave them out)."""
        later = [
            node
            for (kind, _), nodes in self._by_kind.items()
            if kind is Kind.PARAGRAPH
            for node in nodes
            if node.number > (1,)
        ]
        return not later or sum(bool(node.mark) for node in later) * 2 >= len(later)

    def plain_indent(self) -> str:
        """The indent of a second or later 項 without a number."""
        later = [
            node.indent
            for (kind, _), nodes in self._by_kind.items()
            if kind is Kind.PARAGRAPH
            for node in nodes
            if node.number > (1,) and not node.mark
        ]
        return str(_commonest(later, "\u3000"))

    def mark(self, node: Node, number: Number, sample: str = "") -> str:
        """The mark of a unit for a number, in the form of the house."""
        style = self.digits(node.kind, node.family if node.kind in (Kind.ITEM, Kind.SUB) else "")
        write: Callable[[int], str] = lambda value: write_number(value, style)  # noqa: E731
        tail = "".join("の" + write(value) for value in number[1:])
        if node.kind is Kind.ARTICLE:
            return f"第{write(number[0])}条{tail}"
        if node.kind is Kind.CONTAINER:
            return f"第{write(number[0])}{node.family}{tail}"
        if node.kind is Kind.PARAGRAPH:
            return write(number[0])
        if node.kind is Kind.APPENDIX:
            return _appendix_mark(node, number, self.numerals)
        shape = sample or next((each.mark for each in self._like(node.kind, node.family)), node.mark)
        return item_mark(node.family, number, shape, style)

    def dress_heading(self, text: str) -> str:
        """The heading with the brackets that headings have here."""
        bracketed = text[:1] in _OPEN and text[-1:] in _CLOSE
        if bracketed and not self.headings:
            return text
        half = bool(self.headings) and self.headings[0].text[:1] == "("
        words = text[1:-1] if bracketed else text
        return f"({words})" if half else f"（{words}）"


def _appendix_mark(node: Node, number: Number, numerals: str) -> str:
    if not number:
        return (
            node.family
            if "号" in node.mark
            else _NUMBERS.sub("", node.mark).replace("第", "").replace("の", "")
        )
    digits = [write_number(value, numerals) for value in number]
    tail = "".join("の" + value for value in digits[1:])
    if node.family == "様式":
        return f"第{digits[0]}号様式{tail}" if node.mark.startswith("第") else f"様式第{digits[0]}号{tail}"
    return f"{node.family}第{digits[0]}{tail}"


def item_mark(family: str, number: Number, shape: str, style: str) -> str:
    name = _name(family, number[0], style)
    tail = "".join("の" + write_number(value, style) for value in number[1:])
    for single in (PARENTHESISED, CIRCLED):  # one character up to 20 or 50, none beyond
        if shape and shape[0] in single:
            return (single[number[0] - 1] if number[0] <= len(single) else f"({number[0]})") + tail
    if family in ("paren", "pkanji", "pkata", "piroha", "platin", "proman"):
        open_, close = ("(", ")") if shape[:1] == "(" else ("（", "）")
        inside = "の" in shape and shape.endswith((")", "）"))
        return f"{open_}{name}{tail}{close}" if inside else f"{open_}{name}{close}{tail}"
    return name + tail


def _name(family: str, value: int, style: str) -> str:
    order = {
        "kata": GOJUON,
        "pkata": GOJUON,
        "iroha": IROHA,
        "piroha": IROHA,
        "latin": LATIN,
        "platin": LATIN,
    }
    if family in order:
        return order[family][value - 1]
    if family == "proman":
        return ROMAN[value - 1]
    return write_number(value, "kanji" if family.endswith("kanji") else style)


class Dress:
    """Turns words of an 改め文 written in another house form into that of the base.

    Where the drafter's own words are already in the form of the base, nothing is touched.
    """

    def __init__(self, house: House, prose: str, quoted: str) -> None:
        self._style = house.numerals
        numbers = re.findall(rf"第({NUMBER})(?=[条項号])", prose)
        self._renumber = self._style != "kanji" and any(
            each.isdecimal() and write_number(read_number(each), self._style) != each for each in numbers
        )
        self._commas = ("", "")
        if "，" in prose and "、" not in prose and not house.wide_comma:
            self._commas = ("，", "、")
        elif "、" in prose and "，" not in prose and house.wide_comma:
            self._commas = ("、", "，")
        self._brackets: dict[int, int] | None = None
        if house.half_brackets and "(" not in quoted:
            self._brackets = _HALF_BRACKETS
        elif house.full_brackets and "（" not in quoted:
            self._brackets = _FULL_BRACKETS

    def __call__(self, text: str) -> str:
        if self._renumber:
            text = _DIGIT_RUN.sub(lambda run: write_number(int(fold(run[0])), self._style), text)
        if self._commas[0]:
            text = text.replace(*self._commas)
        if self._brackets is not None:
            text = text.translate(self._brackets)
        return text
