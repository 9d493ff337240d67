"""What somebody types at the scribe's screen beside the voice: votes and answers, by single keys."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..models import AskedAttribute
from .presets import Choice

#: What stands for agree, disagree and pass on a ballot.
MARKS = {"a": 1, "賛": 1, "○": 1, "〇": 1, "d": -1, "反": -1, "×": -1, "x": -1, "p": 0, "パ": 0, "-": 0}
_PAIR = re.compile(r"\s*[,、]?\s*(\d{1,6})\s*([^\d\s,、])")
#: Keys for the choices of all asked attributes, one after the other.
KEYS = "123456789" + string.ascii_lowercase + string.ascii_uppercase


class Unreadable(ValueError):
    """What was typed cannot be read; the message says where and what is expected."""


def ballot(typed: str) -> dict[int, int]:
    """`3 a 5 d 7 p` as statement number -> vote (1, -1, 0). Raises Unreadable."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    votes: dict[int, int] = {}
    place = 0
    while place < len(text):
        pair = _PAIR.match(text, place)
        if not pair or pair[2] not in MARKS:
            raise Unreadable(
                f"「{text[place : place + 12].strip()}」を読み取れません。"
                "番号のあとに a（賛成）、d（反対）、p（パス）を続けてください。例：3 a 5 d 7 p"
            )
        number = int(pair[1])
        if number in votes:
            raise Unreadable(f"{number}番が二度出てきます。")
        votes[number] = MARKS[pair[2]]
        place = pair.end()
    return votes


@dataclass(frozen=True)
class Key:
    """One key of the scribe's screen and the answer it stands for."""

    key: str
    attribute: AskedAttribute
    choice: Choice


def keys_of(attributes: Sequence[AskedAttribute]) -> list[Key]:
    """A key for every choice of every asked attribute, as long as there are keys."""
    pairs = [(attribute, choice) for attribute in attributes for choice in attribute.choices]
    return [Key(key, attribute, choice) for key, (attribute, choice) in zip(KEYS, pairs, strict=False)]


def answers(typed: str, attributes: Sequence[AskedAttribute]) -> dict[AskedAttribute, str]:
    """Keys such as `3b` as attribute -> value. Raises Unreadable."""
    known = {key.key: key for key in keys_of(attributes)}
    found: dict[AskedAttribute, str] = {}
    for sign in unicodedata.normalize("NFKC", typed):
        if sign.isspace():
            continue
        if sign not in known:
            raise Unreadable(f"キー「{sign}」に当たる選択肢はありません。")
        key = known[sign]
        if key.attribute in found:
            raise Unreadable(f"「{key.attribute.label_ja}」のキーが二つあります。一つにしてください。")
        found[key.attribute] = key.choice["value"]
    return found
