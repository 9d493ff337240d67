"""How names are made findable: one key for all the ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .variants import FOLD

_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA} | {ord("ヵ"): "か", ord("ヶ"): "が"}
_SMALL = str.maketrans("ぁぃぅぇぉゃゅょゎっ", "あいうえおやゆよわつ")
#: Old kanji, katakana and small kana in one go: the names of legal forms hold no kana. One long text, in
#: which a letter's own place holds what it is folded to: a table with gaps would be much slower.
_LETTERS = "".join(map(chr, range(0x30000))).translate(FOLD).translate(_TO_HIRAGANA).translate(_SMALL)
#: Selectors that choose a glyph, joiners, and marks that change the direction of text.
_INVISIBLE = re.compile(
    "[\u00ad\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
#: Control signs, spaces, dots, dashes and the long-vowel mark carry no meaning in a search. The line break
#: is not among them: it stands between texts that are folded together.
_NOISE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f\x85 \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    r"・･.,，、。'’`\"“”()（）\[\]「」『』<>〈〉《》【】/／|｜~〜～_＿‐-―−－ー-]+"
)
#: Names of legal forms: what they are compared as, texts one of which each of them holds, and the pattern.
_LEGAL = [
    (short, tuple(hints.split()), re.compile(pattern))
    for short, hints, pattern in (
        (
            "npo",
            "npo 特定非営利活動法人 (特",
            r"認定npo|認定特定非営利活動法人|特定非営利活動法人|npo法人|\(特非\)|\(特活\)|\(npo\)",
        ),
        ("株", "株式会社 (株)", r"株式会社|\(株\)"),
        ("有", "有限会社 (有)", r"有限会社|\(有\)"),
        ("同", "合同会社 (同)", r"合同会社|\(同\)"),
        ("一社", "一般社団法人 (一社)", r"一般社団法人|\(一社\)"),
        ("公社", "公益社団法人 (公社)", r"公益社団法人|\(公社\)"),
        ("一財", "一般財団法人 (一財)", r"一般財団法人|\(一財\)"),
        ("公財", "公益財団法人 (公財)", r"公益財団法人|\(公財\)"),
        ("社福", "社会福祉法人 (福) (社福)", r"社会福祉法人|\(福\)|\(社福\)"),
        ("学", "学校法人 (学)", r"学校法人|\(学\)"),
        ("医", "医療法人 (医)", r"医療法人|\(医\)"),
    )
]
#: Most texts hold no legal form, and no vowel by itself.
_HINTS = ("法人", "npo", "会社", "(")
_VOWEL = re.compile("[あいうえお]")
#: A long vowel is written in several ways: おおもり, おうもり, おーもり. Vowel first, since few letters are.
_LONG = [
    re.compile(f"[{vowels}](?<=[{before}].)")
    for vowels, before in (
        ("おう", "おこそとのほもよろをごぞどぼぽ"),
        ("う", "うくすつぬふむゆるぐずづぶぷ"),
        ("えい", "えけせてねへめれげぜでべぺ"),
        ("い", "いきしちにひみりぎじぢびぴ"),
        ("あ", "あかさたなはまやらわがざだばぱ"),
    )
]


def key(text: str) -> str:
    """What is compared when somebody searches: width, kana, old kanji, legal forms, long vowels and
    spaces are folded. A line break stays, as the border between two texts.

    >>> key("髙﨑 ㈱") == key("高崎株式会社")
    True
    >>> key("ﾀｶｻｷ") == key("たかさき")
    True
    """
    return _key(text)


@lru_cache(maxsize=8_192)
def _key(text: str) -> str:
    return _without_sound(_short_forms(_plain(text)))


def keys(texts: Sequence[str]) -> list[str]:
    """The key of each text; all are folded in one go, which for short texts is several times as fast."""
    lines = iter(_key("\n".join(texts)).split("\n"))
    return ["\n".join(islice(lines, text.count("\n") + 1)) for text in texts]


def without_form(text: str) -> tuple[str, list[str]]:
    """The key of one text without legal forms, and the short names of the forms that were in it.

    >>> without_form("㈱髙﨑")
    ('高崎', ['株'])
    """
    one = folded([text.replace("\n", " ")])[0]
    return one.bare, one.forms


class Folded(NamedTuple):
    """A text of one line: its key, its key without legal forms, and the short names of these."""

    key: str
    bare: str
    forms: list[str]


def folded(texts: Sequence[str]) -> list[Folded]:
    """Texts of one line, with and without their legal forms, all in one go."""
    if not texts:
        return []
    plain = _plain("\n".join(texts))
    bare = plain.split("\n")
    short: dict[int, str] = {}
    forms: dict[int, list[str]] = {}
    for name, hints, pattern in _LEGAL if _may_hold_form(plain) else ():
        for place in sorted({place for hint in hints for place in _holding(hint, bare, plain)}):
            line, hits = pattern.subn("", bare[place])
            if hits:
                short[place] = pattern.sub(name, short.get(place, bare[place]))
                bare[place] = line
                forms.setdefault(place, []).append(name)
    heard = _without_sound("\n".join(bare)).split("\n")
    keys_ = dict(zip(short, _without_sound("\n".join(short.values())).split("\n"), strict=False))
    return [Folded(keys_.get(place, one), one, forms.get(place, [])) for place, one in enumerate(heard)]


def _holding(hint: str, lines: list[str], plain: str) -> list[int]:
    return [place for place, line in enumerate(lines) if hint in line] if hint in plain else []


def _plain(text: str) -> str:
    """Width, case, kana and old kanji folded. Line by line where it is quick: most need no NFKC."""
    lines = [unicodedata.normalize("NFKC", line) for line in _INVISIBLE.sub("", text).split("\n")]
    return "\n".join(lines).casefold().translate(_LETTERS)


def _may_hold_form(plain: str) -> bool:
    return any(hint in plain for hint in _HINTS)


def _short_forms(plain: str) -> str:
    for short, hints, pattern in _LEGAL if _may_hold_form(plain) else ():
        if any(hint in plain for hint in hints):
            plain = pattern.sub(short, plain)
    return plain


def _without_sound(plain: str) -> str:
    """Without the signs and vowels that carry no meaning."""
    folded = _NOISE.sub("", plain)
    for pattern in _LONG if _VOWEL.search(folded) else ():
        folded = pattern.sub("", folded)
    return folded


_NO_DIGIT = re.compile(r"\D")


def digits(text: str) -> str:
    """The digits of a telephone number or code, whatever stands between them; +81 becomes 0.

    >>> digits("０８６-２３１（0532）")
    '0862310532'
    >>> digits("+81 86 231 0532")
    '0862310532'
    """
    if not text:
        return ""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _NO_DIGIT.sub("", plain)
    return "0" + found[2:] if plain.startswith("+81") else found
