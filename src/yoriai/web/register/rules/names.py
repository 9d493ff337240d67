"""How names are made findable: one key for all the ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .variants import FOLD

_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA} | {ord("ヵ"): "か", ord("ヶ"): "が"}
_SMALL = str.maketrans("ぁぃぅぇぉゃゅょゎっ", "あいうえおやゆよわつ")
#: Old kanji, katakana and small kana in one go: the names of legal forms hold no kana.
_LETTERS = {
    code: chr(code).translate(FOLD).translate(_TO_HIRAGANA).translate(_SMALL)
    for code in (*FOLD, *_TO_HIRAGANA, *_SMALL)
}
#: Selectors that choose a glyph, joiners, and marks that change the direction of text.
_INVISIBLE = re.compile(
    "[\u00ad\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
#: Control signs, spaces, dots, dashes and the long-vowel mark carry no meaning in a search.
_NOISE = re.compile(
    r"[\x00-\x1f\x7f\s・･.,，、。'’`\"“”()（）\[\]「」『』<>〈〉《》【】/／|｜~〜～_＿‐-―−－ー-]+"
)
#: Names of legal forms, long and short, with what they are compared as.
_LEGAL = [
    (re.compile(pattern), short)
    for pattern, short in (
        (r"認定npo|(?:認定)?(?:特定非営利活動法人|npo法人)|\(特非\)|\(特活\)|\(npo\)", "npo"),
        (r"株式会社|\(株\)", "株"),
        (r"有限会社|\(有\)", "有"),
        (r"合同会社|\(同\)", "同"),
        (r"一般社団法人|\(一社\)", "一社"),
        (r"公益社団法人|\(公社\)", "公社"),
        (r"一般財団法人|\(一財\)", "一財"),
        (r"公益財団法人|\(公財\)", "公財"),
        (r"社会福祉法人|\(福\)|\(社福\)", "社福"),
        (r"学校法人|\(学\)", "学"),
        (r"医療法人|\(医\)", "医"),
    )
]
#: Most texts hold no legal form and no vowel by itself; imports fold hundreds of thousands of them.
_MAY_HOLD_FORM = re.compile(r"法人|npo|会社|\(")
_MAY_BE_LONG = re.compile("[あいうえお]")
#: A long vowel is written in several ways: おおもり, おうもり, おーもり.
_LONG = [
    (re.compile("(?<=[おこそとのほもよろをごぞどぼぽ])[おう]"), ""),
    (re.compile("(?<=[うくすつぬふむゆるぐずづぶぷ])う"), ""),
    (re.compile("(?<=[えけせてねへめれげぜでべぺ])[えい]"), ""),
    (re.compile("(?<=[いきしちにひみりぎじぢびぴ])い"), ""),
    (re.compile("(?<=[あかさたなはまやらわがざだばぱ])あ"), ""),
]


def key(text: str) -> str:
    """What is compared when somebody searches: width, kana, old kanji, legal forms, long vowels and
    spaces are folded. A line break stays, as the border between two texts.

    >>> key("髙﨑 ㈱") == key("高崎株式会社")
    True
    >>> key("ﾀｶｻｷ") == key("たかさき")
    True
    """
    return "\n".join(_key_of_line(line) for line in text.split("\n"))


@lru_cache(maxsize=8_192)
def _key_of_line(line: str) -> str:
    return _line(_plain(line))


def without_form(text: str) -> tuple[str, list[str]]:
    """The key of one text without legal forms, and the short names of the forms that were in it.

    >>> without_form("㈱髙﨑")
    ('高崎', ['株'])
    """
    plain, forms = _plain(text), []
    for pattern, short in _LEGAL if _MAY_HOLD_FORM.search(plain) else ():
        plain, found = pattern.subn("", plain)
        forms += [short] if found else []
    return _line(plain), forms


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().translate(_LETTERS)


def _line(folded: str) -> str:
    if _MAY_HOLD_FORM.search(folded):
        for pattern, short in _LEGAL:
            folded = pattern.sub(short, folded)
    folded = _NOISE.sub("", folded)
    if _MAY_BE_LONG.search(folded):
        for pattern, short in _LONG:
            folded = pattern.sub(short, folded)
    return folded


def digits(text: str) -> str:
    """The digits of a telephone number or code, whatever stands between them; +81 becomes 0.

    >>> digits("０８６-２３１（0532）")
    '0862310532'
    >>> digits("+81 86 231 0532")
    '0862310532'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = re.sub(r"\D", "", plain)
    return "0" + found[2:] if plain.startswith("+81") else found
