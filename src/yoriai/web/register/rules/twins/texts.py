"""How texts are made comparable: names, addresses, telephones; and whether two are one letter apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .. import names

folded = lru_cache(maxsize=200_000)(names.key)
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_MOBILE = re.compile(r"0[6-9]0\d{8}")
_BLOCK = re.compile(r"丁目|番地の?|番|号室?|の(?=\d)")
_KANJI_NUMBER = re.compile(r"[一二三四五六七八九十]+(?=丁目|番|号)")
_DASH = re.compile(r"[‐-―−－ー~〜]")
_PREFECTURE = re.compile(r"^(?:北海道|東京都|(?:京都|大阪)府|.{2,3}県)")
_NUMBERED = re.compile(r"^(.*?)(\d[\d-]*)")
_DIGIT = {mark: number for number, mark in enumerate("〇一二三四五六七八九")}
_LEGAL = re.compile(
    r"(?:認定)?特定非営利活動法人|(?:認定)?npo法人|株式会社|有限会社|合同会社|(?:一般|公益)(?:社団|財団)法人"
    r"|社会福祉法人|学校法人|医療法人|宗教法人|任意団体"
    r"|[(](?:特非|特活|npo|株|有|同|一社|公社|一財|公財|福|社福|学|医|宗)[)]"
)
_LEGAL_READING = re.compile(
    r"とくていひえいりかつどうほうじん|えぬぴーおーほうじん|かぶしきがいしゃ|ゆうげんがいしゃ"
    r"|(?:いっぱん|こうえき)(?:しゃだん|ざいだん)ほうじん|しゃかいふくしほうじん"
)


def is_kana(text: str) -> bool:
    """Whether a folded text is written in kana only."""
    return bool(_HIRAGANA.fullmatch(text))


def is_mobile(number: str) -> bool:
    """A number of one person's own telephone (060 to 090)."""
    return bool(_MOBILE.fullmatch(number))


@lru_cache(maxsize=200_000)
def address(text: str, town: str = "") -> str:
    """An address down to its number, without prefecture, town and building; empty without a number.

    >>> address("岡山県高梁市松山１丁目２番３号 コーポ松 201", "高梁市") == address("松山1-2-3")
    True
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _KANJI_NUMBER.sub(lambda found: str(_number(found[0])), plain)
    plain = _DASH.sub("-", _BLOCK.sub("-", plain)).replace(" ", "")
    plain = re.sub(r"-+", "-", _PREFECTURE.sub("", plain)).removeprefix(town)
    found = _NUMBERED.match(plain)
    return names.key(found[1]) + found[2].rstrip("-") if found else ""


def _number(kanji: str) -> int:
    tens, _, ones = kanji.rpartition("十")
    if "十" not in kanji:
        return int("".join(str(_DIGIT[mark]) for mark in kanji))
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


@lru_cache(maxsize=200_000)
def core(name: str) -> str:
    """A name of an organisation without its legal form.

    >>> core("特定非営利活動法人 里山の会") == core("里山の会（ＮＰＯ法人）")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return folded(_LEGAL.sub("", plain).replace("()", "")) or folded(name)


@lru_cache(maxsize=200_000)
def core_reading(kana: str) -> str:
    """A reading without that of the legal form."""
    plain = "".join(
        chr(ord(mark) - 0x60) if "ァ" <= mark <= "ヶ" else mark
        for mark in unicodedata.normalize("NFKC", kana)
    )
    return folded(_LEGAL_READING.sub("", plain))


def site(url: str) -> str:
    """A web address as it is compared: without protocol, www and the last slash."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().casefold()).rstrip("/")


def one_apart(first: str, second: str) -> bool:
    """One letter more, less or other, or two neighbours exchanged."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = first[start:], second[start:]
    if len(rest) == len(other):
        return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    return rest[1:] == other if len(rest) > len(other) else rest == other[1:]


_VOICED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ", "かきくけこさしすせそたちつてとはひふへほはひふへほ"
)


def skeleton(reading: str) -> str:
    """A reading without its voicing marks: やまざき and やまさき meet."""
    return reading.translate(_VOICED)
