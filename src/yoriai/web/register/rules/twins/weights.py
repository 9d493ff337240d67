"""Points for and against, and the sentence for each: the whole table that decides, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from django.db.models import TextChoices


class Level(TextChoices):
    """How certain it is that two entries are the same."""

    SURE = "sure", "まちがいなさそう"
    LIKELY = "likely", "おそらく同じ"
    MAYBE = "maybe", "もしかすると"


#: From how many points on.
SURE, LIKELY, MAYBE = 17.0, 12.0, 10.0

#: code -> points, and what a person reads.
PERSON: dict[str, tuple[float, str]] = {
    # the name: less the logarithm of how many entries have it
    "name": (11, "名前が同じです"),
    "misread": (8, "名前の字は同じで、よみがちがいます"),
    "name_near": (10, "名前の字は同じで、よみが一文字だけちがいます"),
    "reading": (7, "よみが同じで、漢字がちがいます"),
    "kana_only": (10, "よみが同じで、一方はかなだけで書いてあります"),
    "near": (7, "よみが一文字だけちがいます"),
    "transposed": (10, "姓と名が入れかわっています"),
    "former": (10, "一方の旧姓が、もう一方の姓と同じです"),
    "given": (-4, "名は同じで、姓がちがいます"),
    "unread": (-8, "一方は漢字だけ、一方はかなだけなので、名前はくらべられません"),
    "one_kanji": (-8, "名前の漢字が一文字だけちがい、よみはくらべられません"),
    "kin": (-9, "同じ家の、名前の似た家族かもしれません"),
    "family_only": (-2, "姓は同じで、一方には名がありません"),
    # the rest
    "birthday": (12, "生年月日が同じです"),
    "birthday_near": (1, "生年月日が少しちがいます（一文字、または月と日の入れかわり）"),
    "birthday_other": (-10, "生年月日がちがいます"),
    "mobile": (14, "携帯電話の番号が同じです"),
    "phone": (8, "電話かファクスの番号が同じです"),
    "email": (13, "メールアドレスが同じです"),
    "address": (11, "住所が同じです"),
    "town": (4, "市町村が同じです"),
    "town_other": (-2, "市町村がちがいます"),
}
ORGANISATION: dict[str, tuple[float, str]] = {
    "number": (30, "法人番号が同じです"),
    "name": (11, "団体名が同じです（法人格の書き方をのぞく）"),
    "reading": (8, "よみが同じです"),
    "near": (6, "団体名に一文字の抜けがあります"),
    "letter": (3, "団体名の一文字がちがいます"),
    "part": (2, "一方の団体名が、もう一方の団体名をふくみます"),
    "branch": (-8, "一方は支部や支店のようです"),
    "other": (-17, "団体名がちがいます"),
    "phone": (7, "電話番号が同じです"),
    "email": (7, "メールアドレスが同じです"),
    "url": (7, "ウェブサイトが同じです"),
    "address": (7, "住所が同じです"),
    "representative": (6, "代表者が同じです"),
    "representative_other": (-2, "代表者がちがいます"),
    "town": (4, "市町村が同じです"),
    "town_other": (-7, "市町村がちがいます"),
    "form_other": (-4, "法人格がちがいます"),
    "sector_other": (-4, "セクターがちがいます"),
}
#: So many may share a telephone, an e-mail or an address (a household, an office) before it is worth less.
SHARED_BY = 4


@dataclass(frozen=True)
class Reason:
    """One piece of evidence: its code, the points, and how many entries share what it is about."""

    code: str
    points: float
    shared_by: int = 0


def name_reason(table: dict[str, tuple[float, str]], code: str, count: int) -> Reason:
    """A name that `count` entries have."""
    return Reason(code, table[code][0] - log2(max(1, count - 1)), count)


def shared_reason(table: dict[str, tuple[float, str]], code: str, count: int) -> Reason:
    """Something that `count` entries share: a call centre's number says little about anybody."""
    return Reason(code, table[code][0] - log2(max(1.0, count / SHARED_BY)), count)


def plain_reason(table: dict[str, tuple[float, str]], code: str) -> Reason:
    """Evidence that weighs the same whoever has it."""
    return Reason(code, table[code][0])


def total(reasons: Iterable[Reason]) -> float:
    """The points of a pair, to one place."""
    return round(sum(reason.points for reason in reasons), 1)


def level_of(points: float) -> Level | None:
    """How certain; None where it is not worth somebody's time."""
    for least, level in ((SURE, Level.SURE), (LIKELY, Level.LIKELY), (MAYBE, Level.MAYBE)):
        if points >= least:
            return level
    return None


def sentence(kind: str, code: str, shared_by: int) -> str:
    """One reason in words."""
    words = (PERSON if kind == "person" else ORGANISATION)[code][1]
    return f"{words}（あわせて{shared_by:,}件の登録に同じものがあります）" if shared_by > SHARED_BY else words
