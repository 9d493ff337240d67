"""Cuts the text of a provision into the smallest units that carry a meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from yoriai.engines.ordinances.text.fold import fold

_N = r"(?:[0-9]+|[〇一二三四五六七八九十百千]+)"
_ERA = r"(?:明治|大正|昭和|平成|令和)"
_LAWS = "条例|規則|法律|政令|省令|府令|告示|規程|訓令|勅令"
_UNITS = (
    "平方メートル|立方メートル|キロメートル|センチメートル|ミリメートル|メートル|キログラム|グラム|リットル|"
    "パーセント|ポイント|ヘクタール|アール|時間|週間|年間|日間|箇月間|か月間|箇月|か月|ヶ月|カ月|月間|分間|営業日|"
    "年度|歳|才|円|人|名|日|月|年|回|件|時|分|秒|割|倍|個|台|枚|冊|棟|室|区画|戸|世帯|団体|法人|校|園|箇所|か所|カ所|"
    "課程|学年|級|等|種|類|頭|匹|部|票|点|%|㎡|m|km|号室|番地|番"
)
_MONEY = r"[0-9]+(?:、[0-9]{3})*(?:\.[0-9]+)?[十百千万億兆]*"
_TOKEN = re.compile(
    # a law with its number, a date, a fiscal year
    rf"{_ERA}(?:{_N}|元)年[^\s、。（）()「」]{{0,14}}?(?:{_LAWS})第[ ]*{_N}?号"
    rf"|{_ERA}(?:{_N}|元)年度?(?:{_N}月(?:{_N}日)?)?"
    rf"|{_N}年(?:{_N}月(?:{_N}日)?)|{_N}月{_N}日"
    # a whole reference
    rf"|(?:別表|様式)?第{_N}(?:編|章|節|款|目|条|項|号|級|種|類|回|次)?(?:の{_N})*(?:第{_N}(?:条|項|号)(?:の{_N})*)*(?:[アイウエオカキクケコ](?![ァ-ヴー]))?(?:ただし書|各号|前段|後段|本文)?"
    rf"|(?:前|次|同)(?:{_N}|各)?(?:条|項|号|章|節)(?:第{_N}(?:項|号)(?:の{_N})*)*(?:ただし書|各号|前段|後段|本文)?"
    # a number with its unit
    rf"|{_N}分の{_N}"
    rf"|{_MONEY}(?:{_UNITS})?"
    rf"|(?<![一-龥々])[〇一二三四五六七八九十百千万億]+(?:{_UNITS})(?:間|目|以上|以下|以内|未満|前|後)?(?![一-龥々])"
    r"|及び|並びに|又は|若しくは|この条例|この規則"
    # a verb made of two: 切り捨てる, 申し出る
    r"|[一-龥](?:[りみえけげちびき]|(?<=申)し)[一-龥](?:[うくすつぬぶむるぐ]|[えけせてねべめれげいきしちみりび]る)"
    r"|(?:(?!及び|並びに|又は|若しくは)[一-龥々〆ヵヶ])+|[ァ-ヴー・]+|[A-Za-z]+|[ぁ-ん]+|\s+|."
)
_WORD = re.compile(r"[一-龥々ァ-ヴA-Za-z0-9]|[ぁ-ん]{4}")
_NUMBER_OR_DATE = re.compile(
    r"[0-9]|第[〇一二三四五六七八九十百千]|[〇一二三四五六七八九十百千]+(?:月|日|年)"
)


@lru_cache(maxsize=4096)
def cuts(text: str) -> tuple[int, ...]:
    """Where the units of the text begin, and its length: `市長は、10日以内に` -> 市長|は|、|10日|以内|に."""
    return (*(match.start() for match in _TOKEN.finditer(fold(text))), len(text))


def carries_meaning(text: str) -> bool:
    """Whether the text holds more than particles and marks."""
    return bool(_WORD.search(fold(text)))


def splits_unit(text: str, start: int, stop: int) -> bool:
    """Whether a quotation text[start:stop] cuts through a number with its unit, a date or a reference."""
    edges = cuts(text)
    for low, high in pairwise(edges):
        if (low < start < high or low < stop < high) and _NUMBER_OR_DATE.search(fold(text[low:high])):
            return True
    return False
