"""Which entries of the register a row may be about, why, and what it would change there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import names
from ..entries import reach_key

#: Columns that are written only into new entries.
GUESSED = ("guessed_form", "guessed_town")


@dataclass(frozen=True)
class Known:
    """An entry of the register as rows are compared with it."""

    pk: int
    name: str
    signs: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """An entry that a row may be about: the reasons, and whether they are enough to propose it."""

    pk: int
    reasons: tuple[str, ...]
    strong: bool


def name_of(kind: str, values: Mapping[str, Any]) -> str:
    """The name by which rows and entries are compared."""
    if kind == "person":
        return names.key(f"{values.get('family_name', '')}{values.get('given_name', '')}")
    return names.key(str(values.get("name", "")))


def signs(kind: str, values: Mapping[str, Any], reaches: Iterable[tuple[str, str]] = ()) -> frozenset[str]:
    """What beside the name tells that two are the same: "tel:0862310532", "born:1980-04-01" …"""
    pairs = [(_SIGN[one], reach_key(one, value)) for one, value in reaches]
    if kind == "organisation":
        pairs += [
            ("tel", names.digits(values.get("phone", ""))),
            ("mail", values.get("email", "").casefold()),
        ]
        pairs += [("number", values.get("corporate_number", ""))]
    else:
        pairs += [("born", values.get("birthday", ""))]
    pairs += [("place", names.key(values.get("address", "")))]
    return frozenset(f"{sign}:{value}" for sign, value in pairs if value)


_SIGN = {"phone": "tel", "mobile": "tel", "fax": "fax", "email": "mail", "post": "post"}
_REASONS = {
    "tel": "電話",
    "mail": "メール",
    "born": "生年月日",
    "place": "住所",
    "at": "所属",
    "number": "法人番号",
}
#: Signs of which somebody has one: two different ones speak against being the same.
_ONE = ("born", "number")
#: Signs of which an organisation mostly has one.
_MOSTLY_ONE = ("tel", "place")


def candidates(
    name: str, own: frozenset[str], known: Iterable[Known], *, name_is_enough: bool
) -> list[Candidate]:
    """The entries that may be meant, the best first.

    The same 法人番号 is enough; otherwise the name must be the same, and a further sign makes it strong.
    With `name_is_enough` (organisations) the name alone is strong while nothing speaks against it.
    A different birthday or 法人番号 rules an entry out.
    """
    found = []
    for entry in known:
        common = own & entry.signs
        reasons = tuple(words for sign, words in _REASONS.items() if _of(common, sign))
        if _of(common, "number"):
            found.append(Candidate(entry.pk, reasons, strong=True))
        elif entry.name == name and not _differ(own, entry.signs, _ONE):
            alone = name_is_enough and not _differ(own, entry.signs, _MOSTLY_ONE)
            found.append(Candidate(entry.pk, ("名前", *reasons), strong=bool(reasons) or alone))
    return sorted(found, key=lambda one: (not one.strong, -len(one.reasons), one.pk))


def _of(common: frozenset[str], sign: str) -> bool:
    return any(one.startswith(f"{sign}:") for one in common)


def _differ(one: frozenset[str], other: frozenset[str], kinds: Iterable[str]) -> bool:
    """Whether both have a sign of a kind, and no two are the same."""
    return any(_of(one, sign) and _of(other, sign) and not _of(one & other, sign) for sign in kinds)


def changes(kind: str, current: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Column -> new value where a row says something else than an entry holds; empty cells say nothing,
    and a wish not to be asked is never taken back by a list.

    A name that could not be split (entries are proposed by the same name) leaves the entry's name alone.
    """
    wanted = {column: value for column, value in values.items() if column not in GUESSED}
    if kind == "person" and "given_name" not in wanted and current.get("given_name"):
        wanted.pop("family_name", None)
    if kind == "person" and "given_kana" not in wanted and current.get("given_kana"):
        wanted.pop("family_kana", None)
    return {
        column: value
        for column, value in wanted.items()
        if value is not False and current.get(column, "") != value
    }
