"""What stands in a search entry, and what the words somebody typed are looked for as.

An entry's own names stand in `order`, each between two `LINE`, its reading first: that puts entries in
order and says whether a word begins a name or is all of it. Everything else stands in `open`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from . import names, numbers

_NAMES = ("family_name", "given_name", "family_kana", "given_kana", "former_names")
_PLACE = ("postal_code", "address", "municipality")
_CONTACT = ("representative", "representative_kana", "phone", "corporate_number")
#: The columns that are searched, by kind of rows. 要配慮 columns and notes are never among them.
SEARCHED: dict[str, frozenset[str]] = {
    "person": frozenset({*_NAMES, *_PLACE}),
    "organisation": frozenset({"name", "kana", "fields_of_activity", *_PLACE, *_CONTACT}),
    "reach": frozenset({"value"}),
}
LINE = "\n"
#: As long as the column is; what does not fit is found through `open`.
LONGEST = 120
#: More words than this narrow nothing down; each costs a look at every entry.
MOST_WORDS = 8
FEW = 3
#: Before the signs of statutory fields, where Unicode leaves room for everybody's own.
_SIGNS = 0xE000
_FIELD_KEYS = {number: names.key(name) for number, name in numbers.FIELDS.items()}
#: Numbers as people write them: a telephone, a postal code, with what stands between the digits.
_NUMBER = re.compile(r"[\d\s()（）+＋.\-‐-―−－ー－]+")
#: Organisations are put in order by their own name, not by "とくていひえいりかつどうほうじん" before it.
_READ_FORMS = tuple(
    names.key(reading)
    for reading in (
        "にんていとくていひえいりかつどうほうじん",
        "とくていひえいりかつどうほうじん",
        "えぬぴーおーほうじん",
        "いっぱんしゃだんほうじん",
        "いっぱんざいだんほうじん",
        "こうえきしゃだんほうじん",
        "こうえきざいだんほうじん",
        "しゃかいふくしほうじん",
        "かぶしきがいしゃ",
        "ゆうげんがいしゃ",
    )
)


class Findable(NamedTuple):
    """What an entry is found by, before it is folded: its own names, the reading first, and the rest; and
    numbers and signs, which are as they are."""

    own: tuple[str, ...]
    rest: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


def texts(entries: Sequence[Findable]) -> list[tuple[str, str]]:
    """`order` and `open` of each entry: its own names without and then with nothing but their legal forms,
    and everything else it is found by."""
    own = iter(names.folded([name.replace("\n", " ") for entry in entries for name in entry.own]))
    others = iter(names.keys([text for entry in entries for text in entry.rest]))
    return [
        texts_of([*islice(own, len(entry.own))], [*islice(others, len(entry.rest)), *entry.plain])
        for entry in entries
    ]


def texts_of(own: Sequence[names.Folded], rest: list[str]) -> tuple[str, str]:
    """The same of one entry whose texts are folded."""
    lines = [_without_reading(one.bare) for one in own]
    for one in own:
        lines += one.forms
    told = LINE + "".join([line + LINE for line in dict.fromkeys(lines) if line])
    if len(told) > LONGEST:
        rest.insert(0, told)
    return told[:LONGEST], LINE.join(filter(None, dict.fromkeys(rest)))


def _without_reading(kana: str) -> str:
    if not kana.startswith(_READ_FORMS):
        return kana
    form = next(form for form in _READ_FORMS if kana.startswith(form))
    return kana.removeprefix(form) or kana


@dataclass(frozen=True)
class Needle:
    """Texts of which one must occur: what was typed, and what stands for it in an entry."""

    texts: tuple[str, ...]

    @property
    def typed(self) -> str:
        return self.texts[0]


def needles(words: str, towns: Mapping[str, str] | None = None) -> list[Needle]:
    """What must all occur, the rare ones first: names of towns, which many entries hold, come last.

    A legal form is looked for apart from the name, so that ㈱髙﨑 finds 高崎株式会社. A reading of a town
    stands for its name (`towns`: name -> reading, as keys), a word in the name of a statutory field for it.
    """
    known = towns or {}
    found: dict[str, None] = {}
    for word in _words(words)[:MOST_WORDS]:
        bare, forms = names.without_form(word)
        found |= dict.fromkeys(key for key in [bare, *forms] if key)
    ordered = sorted(found, key=lambda key: (any(key in name for name in known), -len(key)))
    return [Needle((key, *_standing_for(key, known))) for key in ordered]


def _standing_for(key: str, towns: Mapping[str, str]) -> list[str]:
    """Town names and signs of fields for a word; one that fits more than a few says nothing."""
    if len(key) < 2:
        return []
    by_reading = [name for name, reading in towns.items() if key in reading and key not in name]
    by_field = [sign_of(number) for number, name in _FIELD_KEYS.items() if key in name]
    return [text for texts in (by_reading, by_field) if len(texts) <= FEW for text in texts]


def sign_of(field: int) -> str:
    """One letter that stands for a statutory field in an entry, instead of its long name."""
    return chr(_SIGNS + field)


def signs(fields: Iterable[int]) -> str:
    """The signs of some statutory fields."""
    return "".join([sign_of(number) for number in fields])


def is_sign(text: str) -> bool:
    """Whether a text is the sign of a field."""
    return _SIGNS < ord(text[0]) <= _SIGNS + len(_FIELD_KEYS)


def whole(words: str) -> str:
    """What an entry's own name is compared with: everything that was typed, without its legal form."""
    return names.without_form("".join(_words(words)))[0] or names.key(words.replace("\n", " "))


def _words(words: str) -> list[str]:
    """The words; digits with signs between them are one number, however they are spaced."""
    if _NUMBER.fullmatch(words) and len(names.digits(words)) >= 4:
        return [names.digits(words)]
    return words.split()
