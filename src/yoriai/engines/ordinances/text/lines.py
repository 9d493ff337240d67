"""Lines of an ordinance and what each of them can be, seen alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yoriai.engines.ordinances.text.fold import fold
from yoriai.engines.ordinances.text.numerals import (
    CIRCLED,
    DIGITS,
    GOJUON,
    IROHA,
    KANJI,
    LATIN,
    NUMBER,
    PARENTHESISED,
    ROMAN,
    Number,
    read_number,
)

_BREAK = re.compile(r"\r\n|\r|\n")
_SPACE = r"[ \u3000\t]*"
LEVELS = "編章節款目"


@dataclass(frozen=True)
class Line:
    """One line of the text: its words, its line end, its place (from 1)."""

    text: str
    end: str
    number: int


@dataclass(frozen=True)
class Mark:
    """A mark at the head of a line, cut off: `indent mark gap rest`."""

    kind: str  # container, article, paragraph, or the family of an item's mark
    indent: str
    mark: str
    number: Number
    gap: str
    rest: str
    upto: Number = ()


def split_lines(text: str) -> list[Line]:
    """The lines of a text; joining text and end of all gives it back."""
    lines: list[Line] = []
    start = 0
    for match in _BREAK.finditer(text):
        lines.append(Line(text[start : match.start()], match[0], len(lines) + 1))
        start = match.end()
    if start < len(text):
        lines.append(Line(text[start:], "", len(lines) + 1))
    return lines


_NOTE = re.compile(
    r"[(（〔\[【](?:[^()（）〔〕]*?)(?:明治|大正|昭和|平成|令和|[明大昭平令])(?:[0-9０-９元]|[一二三四五六七八九十]).*?"
    r"(?:条例|規則|告示|訓令|規程|改正|追加|全改|繰|旧|削除|・).*[)）〕\]】]$"
)
_NOTE_VERB = re.compile(r"改正|追加|全改|繰上|繰下|繰り|・旧|削除|条例第?[0-9０-９]+")
_REMARK = re.compile(r"^[ \u3000]*(?:注[ \u3000]|抄$|\[注\])")
_TRAILING_NOTE = re.compile(
    r"(?<=。)[ \u3000]*[(（〔][^()（）〔〕「」]*(?:改正|追加|全改|繰上|繰下)[^()（）〔〕「」]*[)）〕]$"
)
HEADING = re.compile(r"^([ \u3000\t]*)([(（〔][^。]*[)）〕])([ \u3000\t]*)$")
_CONTAINER = re.compile(
    rf"^({_SPACE})(第({NUMBER})([{LEVELS}])((?:の{NUMBER})*))(?:([ \u3000\t]+)(.*)|(.*))$", re.S
)
_BRANCH = rf"(?:の{NUMBER})*"
_ARTICLE = re.compile(
    rf"^({_SPACE})(第({NUMBER})条({_BRANCH})"
    rf"(?:(?:から第({NUMBER})条({_BRANCH})まで)|(?:(?:及び|、)第({NUMBER})条({_BRANCH})))?)"
    rf"({_SPACE})(.*)$",
    re.S,
)
_ARTICLE_GOES_ON = re.compile(
    r"^(?:の[^0-9０-９]|[にをはがとで中各並又若、。・]|から|及び|まで|第|ただし書|本文|前段|後段|関係)"
)
_PARAGRAPH = re.compile(
    rf"^({_SPACE})({DIGITS})([ \u3000\t]+|(?=[^0-9０-９ \u3000\t,，.．%％、。]))(.+)$", re.S
)
_SUPPLEMENT = re.compile(rf"^({_SPACE})([附付]{_SPACE}則)({_SPACE}[(（〔].*[)）〕])?({_SPACE}抄)?({_SPACE})$")
_APPENDIX = re.compile(
    rf"^({_SPACE})((?:別表|別記様式|別記|別図|様式|付表|附表)(?:{_SPACE}第?({NUMBER})(?:号様式|号|表)?((?:の{NUMBER})*))?"
    rf"|第({NUMBER})号((?:の{NUMBER})*)様式)"
    rf"({_SPACE})(.*)$",
    re.S,
)
_TOC = re.compile(rf"^{_SPACE}目{_SPACE}次{_SPACE}$")
_ITEMS = [
    (
        "paren",
        re.compile(
            rf"^({_SPACE})([(（]({DIGITS})((?:の{DIGITS})*)[)）]((?:の{DIGITS})*))({_SPACE})(.*)$", re.S
        ),
    ),
    ("paren", re.compile(rf"^({_SPACE})(([{PARENTHESISED}])()((?:の{DIGITS})*))({_SPACE})(.*)$", re.S)),
    ("circled", re.compile(rf"^({_SPACE})(([{CIRCLED}])()((?:の{DIGITS})*))({_SPACE})(.*)$", re.S)),
    (
        "pkanji",
        re.compile(rf"^({_SPACE})([(（]({KANJI})((?:の{KANJI})*)[)）]((?:の{KANJI})*))({_SPACE})(.*)$", re.S),
    ),
    ("kanji", re.compile(rf"^({_SPACE})(({KANJI})()((?:の{KANJI})*))([ \u3000\t]+)(.*)$", re.S)),
    ("pkata", re.compile(rf"^({_SPACE})([(（]([ア-ン])()[)）]((?:の{NUMBER})*))({_SPACE})(.*)$", re.S)),
    ("kata", re.compile(rf"^({_SPACE})(([ア-ン])()((?:の{NUMBER})*))([ \u3000\t]+)(.*)$", re.S)),
    ("platin", re.compile(rf"^({_SPACE})([(（]([a-zａ-ｚ]+)()[)）]())({_SPACE})(.*)$", re.S)),
    ("latin", re.compile(rf"^({_SPACE})(([a-zａ-ｚ])()())([ \u3000\t]+)(.*)$", re.S)),
]


def is_note(text: str) -> bool:
    """Whether the line is a history note of the edition, like `(平20条例22・一部改正)`."""
    words = text.strip(" \u3000\t")
    if _REMARK.match(text):
        return True
    return (
        words[:1] in "(（〔[【"
        and bool(_NOTE.match(words))
        and bool(_NOTE_VERB.search(words))
        and "。" not in words
    )


def trailing(text: str) -> tuple[str, str]:
    """The words of a line, and what trails behind them: spaces, a history note on the same line."""
    words = text.rstrip(" \u3000\t")
    match = _TRAILING_NOTE.search(words) if words[-1:] in ")）〕" else None
    cut = match.start() if match else len(words)
    return text[:cut], text[cut:]


def branch(first: str, rest: str) -> Number:
    """(`3`, `の2の2`) -> (3, 2, 2)."""
    return (read_number(first), *(read_number(part) for part in rest.split("の")[1:]))


def container_mark(text: str) -> Mark | None:
    """`第1章　総則`; the level is the mark's kind."""
    match = _CONTAINER.match(text)
    if match is None or (match[6] is None and match[8] not in ("", "削除")) or "。" in text:
        return None
    number = branch(match[3], match[5])
    return Mark(match[4], match[1], match[2], number, match[6] or "", match[7] or match[8] or "")


def article_mark(text: str) -> Mark | None:
    """`第3条の2　…`, `第5条から第8条まで　削除`; not a sentence that begins with a reference."""
    match = _ARTICLE.match(text)
    if match is None:
        return None
    gap, rest = match[9], match[10]
    ranged = match[5] or match[7]
    if (rest and not gap and (_ARTICLE_GOES_ON.match(rest) or ranged)) or (
        ranged and fold(rest).strip() != "削除"
    ):
        return None
    upto = branch(match[5] or match[7], match[6] or match[8] or "") if ranged else ()
    return Mark("article", match[1], match[2], branch(match[3], match[4]), gap, rest, upto)


def paragraph_mark(text: str) -> Mark | None:
    """`2　…`."""
    match = _PARAGRAPH.match(text)
    if match is None:
        return None
    return Mark("paragraph", match[1], match[2], (read_number(match[2]),), match[3], match[4])


def supplement_head(text: str) -> bool:
    """`附　則`, `付　則（平成13年条例第5号）`."""
    return bool(_SUPPLEMENT.match(text))


def appendix_mark(text: str) -> Mark | None:
    """`別表第1（第3条関係）`, `様式第2号（第5条関係）`; not a sentence that begins with one."""
    match = _APPENDIX.match(text)
    if match is None or not _appendix_rest(match[7], match[8]):
        return None
    first = match[3] or match[5]
    number = branch(first, match[4] or match[6] or "") if first else ()
    return Mark("appendix", match[1], match[2], number, match[7], match[8])


def _appendix_rest(gap: str, rest: str) -> bool:
    if "。" in rest or "」" in rest:
        return False
    return not rest or rest[0] in "(（〔" or bool(gap)


def toc_head(text: str) -> bool:
    """`目次`."""
    return bool(_TOC.match(text))


def item_marks(text: str) -> list[Mark]:
    """The marks of 号 and its 細分 that the line can begin with, at most one of each family."""
    return [found for family, pattern in _ITEMS if (found := _item(family, pattern.match(text)))]


def _item(family: str, match: re.Match[str] | None) -> Mark | None:
    if match is None:
        return None
    value = _value(family, match[3])
    if not value:
        return None
    branches = (match[4] or "") + (match[5] or "")
    number = (value, *(read_number(part) for part in branches.split("の")[1:]))
    return Mark(family, match[1], match[2], number, match[6], match[7])


def _value(family: str, name: str) -> int:
    if name in PARENTHESISED:
        return PARENTHESISED.index(name) + 1
    if name in CIRCLED:
        return CIRCLED.index(name) + 1
    if family.endswith("kata"):
        return GOJUON.find(name) + 1
    if family.endswith("latin"):
        return LATIN.find(fold(name)) + 1 if len(name) == 1 else _roman(fold(name))
    return read_number(name)


def _roman(name: str) -> int:
    return ROMAN.index(name) + 1 if name in ROMAN else 0


def iroha(name: str) -> int:
    """The place of a katakana in いろは order, from 1."""
    return IROHA.find(name) + 1


def appendix_family(name: str) -> str:
    """別表, 様式 or the word itself: what appendices of one row share."""
    for family in ("別表", "様式"):
        if family in name:
            return family
    return name.strip(" \u3000")
