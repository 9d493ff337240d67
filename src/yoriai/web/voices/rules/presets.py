"""Ready-made things to ask participants about themselves; every answer is voluntary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yoriai.web.register.models import Municipality

Choice = dict[str, str]


@dataclass(frozen=True)
class Preset:
    """A question with its choices in three languages."""

    key: str
    label_ja: str
    label_easy: str
    label_en: str
    choices: tuple[Choice, ...]


def _choice(value: str, ja: str, easy: str, en: str) -> Choice:
    return {"value": value, "ja": ja, "easy": easy, "en": en}


AGE = Preset(
    "age",
    "年代",
    "{年齢|ねんれい}",
    "Age",
    (
        _choice("0-14", "15歳未満", "15{歳|さい}より{下|した}", "Under 15"),
        _choice("15-24", "15～24歳", "15{歳|さい}～24{歳|さい}", "15-24"),
        _choice("25-39", "25～39歳", "25{歳|さい}～39{歳|さい}", "25-39"),
        _choice("40-54", "40～54歳", "40{歳|さい}～54{歳|さい}", "40-54"),
        _choice("55-64", "55～64歳", "55{歳|さい}～64{歳|さい}", "55-64"),
        _choice("65-74", "65～74歳", "65{歳|さい}～74{歳|さい}", "65-74"),
        _choice("75-", "75歳以上", "75{歳|さい}から{上|うえ}", "75 and over"),
    ),
)
TIE = Preset(
    "tie",
    "この地域との関わり",
    "この{町|まち}と あなた",
    "Your tie to the area",
    (
        _choice("live", "住んでいる", "{住|す}んでいます", "I live here"),
        _choice(
            "work",
            "働いている・学んでいる",
            "{働|はたら}いています・{学|まな}んでいます",
            "I work or study here",
        ),
        _choice("visit", "ときどき来る", "ときどき{来|き}ます", "I visit from time to time"),
    ),
)
CARE = Preset(
    "care",
    "子育て・介護",
    "{子|こ}どもや {家族|かぞく}の{世話|せわ}",
    "Caring for others",
    (
        _choice("child", "子育てをしている", "{子|こ}どもを{育|そだ}てています", "I am raising children"),
        _choice(
            "elder", "介護をしている", "{家族|かぞく}の{介護|かいご}をしています", "I care for a relative"
        ),
        _choice("none", "どちらもしていない", "どちらも していません", "Neither"),
    ),
)
FIXED = {preset.key: preset for preset in (AGE, TIE, CARE)}


def area(municipalities: Iterable[Municipality]) -> Preset:
    """Where somebody lives: the conversation's municipalities, and elsewhere."""
    towns = [
        _choice(town.code, town.name, f"{{{town.name}|{town.kana}}}", town.english) for town in municipalities
    ]
    other = _choice("other", "ほかの市町村", "ほかの{町|まち}", "Elsewhere")
    return Preset("area", "住んでいるところ", "{住|す}んでいるところ", "Where you live", (*towns, other))
