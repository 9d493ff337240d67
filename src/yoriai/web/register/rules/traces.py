"""What names or reaches somebody, in any writing: found in texts, and taken out of them.

Each text becomes a pattern: every letter in all its writings (width, kana, old kanji, case), a telephone
number with anything between its digits, a name with spaces anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from ..models import Person, Reach, Sight
from . import names
from .variants import FOLD

ERASED = Sight.ERASED
#: Shorter names than this stand in words that mean something else; they count only as a whole cell.
SHORTEST = 3
#: Fewer digits than this are no telephone number.
DIGITS = 9
_BETWEEN = r"[ \t　]{0,3}"
_SIGNS = "[-‐‑‒–—―−ーｰ－_.．,，、()（） \t　]"
_MAIL = "A-Za-z0-9._%+-"
#: Vowels that make another one long, spaces and signs.
_LEFT_OUT = f"[{_SIGNS[1:-1]}ぁ-おァ-オｧ-ｫｱ-ｵ・･'’\\s]{{0,3}}"


class Kind(Enum):
    """What a text says about somebody."""

    NAME = "名前"
    KANA = "よみ"
    FORMER = "旧姓"
    MAIL = "メール"
    PHONE = "電話"
    ADDRESS = "住所"
    BIRTHDAY = "生年月日"


NAMES = frozenset({Kind.NAME, Kind.KANA, Kind.FORMER})
_BESIDE = frozenset({Kind.PHONE, Kind.ADDRESS, Kind.BIRTHDAY})


def is_sure(kinds: Iterable[Kind]) -> bool:
    """Whether this can be nobody else: a mail address, or a name with something that belongs to it.

    A name and its reading alone may be a namesake's, a telephone or address alone the family's.
    """
    found = frozenset(kinds)
    return Kind.MAIL in found or bool(found & NAMES and found & _BESIDE)


def is_trace(kinds: Iterable[Kind]) -> bool:
    """Whether this is worth a look: a birthday alone is shared by too many."""
    return bool(frozenset(kinds) - {Kind.BIRTHDAY})


@dataclass(frozen=True)
class Traces:
    """Somebody's texts by what they say; `halves` are family and given name (and readings) as pairs."""

    texts: tuple[tuple[Kind, str], ...] = ()
    halves: tuple[tuple[Kind, str, str], ...] = ()

    def kinds(self, value: Any) -> frozenset[Kind]:
        """What of the person stands in a text, or in the texts of a JSON value."""
        leaves = [] if isinstance(value, str) else list(_leaves(value))
        whole = value if isinstance(value, str) else "\n".join(leaves)
        found = [kind for kind, pattern in self._patterns if pattern.search(whole)]
        return frozenset(found + [kind for kind, _family, _given in self._halves_in(leaves)])

    def places_in(self, texts: Sequence[str]) -> list[int]:
        """Which of many texts may name or reach the person: all that do, and few that do not.

        They are searched as one long text: to begin a search for each would take most of the time.
        """
        ends = list(accumulate(len(text) + 1 for text in texts))
        whole = "\x1e".join(texts)
        found: set[int] = set()
        for kind, pattern in self._patterns:
            if kind is not Kind.BIRTHDAY:
                found.update(bisect_right(ends, hit.start()) for hit in pattern.finditer(whole))
        for family, given in self._half_patterns:
            rare = {bisect_right(ends, hit.start()) for hit in given.finditer(whole)} - found
            found.update(place for place in rare if family.search(texts[place]))
        return sorted(found)

    def without(self, value: Any, put: str = ERASED) -> Any:
        """The value with the person's texts taken out; other texts stay as they are."""
        leaves = list(_leaves(value))
        halves = {text for _kind, *pair in self._halves_in(leaves) for text in pair}
        return _changed(value, lambda text: put if _key(text) in halves else self._taken_out(text, put))

    def found_in(self, text: str) -> str:
        """The first of the person's texts that stands in a text, as it is written there; or nothing."""
        hits = [hit for _kind, pattern in self._patterns if (hit := pattern.search(text))]
        return min(hits, key=lambda hit: hit.start()).group() if hits else ""

    def _taken_out(self, text: str, put: str) -> str:
        for _kind, pattern in self._patterns:
            text = pattern.sub(put, text)
        return text

    def _halves_in(self, leaves: Sequence[str]) -> list[tuple[Kind, str, str]]:
        """Pairs of which both halves stand alone, in a cell each."""
        if not self.halves or len(leaves) < 2:
            return []
        cells = {_key(leaf) for leaf in leaves if len(leaf) <= 80}
        return [pair for pair in self.halves if pair[1] in cells and pair[2] in cells]

    @cached_property
    def _patterns(self) -> list[tuple[Kind, re.Pattern[str]]]:
        """A pattern for each text, the longest first."""
        texts = sorted(self.texts, key=lambda one: (-len(one[1]), one[1]))
        sources = dict.fromkeys((kind, _pattern(kind, text)) for kind, text in texts)
        return [(kind, re.compile(source)) for kind, source in sources]

    @cached_property
    def _half_patterns(self) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
        """Patterns that are found wherever both halves stand alone, in any writing that is compared alike."""
        return [
            (re.compile(_loose(family)), re.compile(_loose(given))) for _kind, family, given in self.halves
        ]


def of(people: Iterable[Person], reaches: Iterable[Reach], mails: Iterable[str] = ()) -> Traces:
    """What names or reaches these entries of one person, and their accounts' addresses."""
    texts: set[tuple[Kind, str]] = {(Kind.MAIL, mail) for mail in mails}
    halves: set[tuple[Kind, str, str]] = set()
    for person in people:
        for kind, family, given in (
            (Kind.NAME, person.family_name, person.given_name),
            (Kind.KANA, person.family_kana, person.given_kana),
        ):
            texts.add((kind, f"{family} {given}".strip()))
            if _key(family) and _key(given):
                halves.add((kind, _key(family), _key(given)))
        texts |= {(Kind.FORMER, text) for text in re.split(r"[\s、,]+", person.former_names)}
        texts.add((Kind.ADDRESS, person.address))
        texts.add((Kind.BIRTHDAY, person.birthday.isoformat() if person.birthday else ""))
    texts |= {(_KINDS.get(reach.kind, Kind.PHONE), reach.value) for reach in reaches}
    return Traces(
        tuple(sorted(filter(_is_long_enough, texts), key=_order)), tuple(sorted(halves, key=_order))
    )


_KINDS = {"email": Kind.MAIL, "post": Kind.ADDRESS}


def _order(one: tuple[Any, ...]) -> tuple[str, ...]:
    return (one[0].value, *one[1:])


def _is_long_enough(one: tuple[Kind, str]) -> bool:
    kind, text = one
    if kind is Kind.PHONE:
        return len(names.digits(text)) >= DIGITS
    parts = text.split()
    return len(_key(text)) >= (SHORTEST if kind not in (Kind.NAME, Kind.KANA) or len(parts) < 2 else 2)


def _pattern(kind: Kind, text: str) -> str:
    """The pattern begins with a set of letters, which is what `re` finds fastest; that the text begins a
    word is looked at behind it."""
    if kind is Kind.PHONE:
        number = names.digits(text)
        between = f"{_SIGNS}{{0,3}}"
        zero, digits = "[0０]", between.join(map(_writings, number[1:]))
        country = f"(?<=[+＋]){_writings('8')}{_writings('1')}{between}(?:{zero}{between})?"
        start = f"[0０+＋{_single(number[1])}]"
        return (
            rf"{start}(?<!\d[\s\S])(?:(?<={zero}){between}{digits}|{country}{digits}"
            rf"|(?<={_writings(number[1])}){between}{between.join(map(_writings, number[2:]))})(?!\d)"
        )
    if kind is Kind.MAIL:
        first, rest = _writings(text[0]), "".join(map(_writings, text[1:]))
        return rf"{first}(?<![{_MAIL}][\s\S]){rest}(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
    if kind is Kind.BIRTHDAY:
        return re.escape(text)
    letters = [letter for letter in text if not letter.isspace()]
    return _BETWEEN.join([_first(letters[0]), *map(_writings, letters[1:])])


def _loose(folded: str) -> str:
    """A pattern for a folded text, with what folding leaves out anywhere between its letters."""
    return _LEFT_OUT.join([_first(folded[0]), *map(_writings, folded[1:])])


def _key(text: str) -> str:
    return names.key(text) if text else ""


@cache
def _alphabet() -> dict[str, set[str]]:
    """The folded form of a letter -> all its writings."""
    found: dict[str, set[str]] = {}
    single = [*map(chr, FOLD), *map(chr, range(0x21, 0x7F)), *map(chr, range(0xFF01, 0xFFA0))]
    single += map(chr, range(0x3041, 0x30FF))
    for text in (*single, *(a + mark for a in map(chr, range(0xFF66, 0xFF9E)) for mark in "ﾞﾟ")):
        folded = _folded(text)
        if len(folded) == 1:
            found.setdefault(folded, {folded}).add(text)
    return found


def _folded(letter: str) -> str:
    """A letter as it is compared; signs that a search leaves out stay, since they belong to addresses."""
    return names.key(letter) or unicodedata.normalize("NFKC", letter)


def _ways(letter: str) -> tuple[str, list[str]]:
    """The writings of a letter that are one sign long, as the inside of a set, and the longer ones."""
    ways = _alphabet().get(_folded(letter), set()) | {letter}
    single = "".join(sorted(re.escape(way) for way in ways if len(way) == 1))
    return single, sorted(way for way in ways if len(way) > 1)


def _single(letter: str) -> str:
    return _ways(letter)[0]


@cache
def _writings(letter: str) -> str:
    """A pattern for one letter in all its writings."""
    if letter not in ".．_＿" and re.fullmatch(_SIGNS, letter):
        return f"{_SIGNS}{{1,2}}"
    single, pairs = _ways(letter)
    return f"(?:{'|'.join([*map(re.escape, pairs), f'[{single}]'])})" if pairs else f"[{single}]"


def _first(letter: str) -> str:
    """The same, but as a set with what has to follow behind it."""
    single, pairs = _ways(letter)
    if not pairs:
        return f"[{single}]"
    begins = "".join(re.escape(pair[0]) for pair in pairs)
    then = "|".join(f"(?<={re.escape(pair[0])}){re.escape(pair[1:])}" for pair in pairs)
    return f"[{single}{begins}](?:(?<=[{single}])|{then})"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _leaves(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _leaves(one)


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): _changed(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    return value
