"""What belongs to an entry in rows of its own: in whose history it stands, and in which words."""

from __future__ import annotations

from datetime import date

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import (
    Affiliation,
    AffiliationKind,
    Consent,
    ConsentPurpose,
    Offering,
    OfferingKind,
    Organisation,
    Reach,
    ReachKind,
    Tie,
    UserGroup,
)
from . import ties

#: Parts that staff correct and take away: they count their versions.
Versioned = Affiliation | Consent | Offering | Reach | Tie
Part = Versioned | UserGroup
Told = tuple[str, int, str]

#: What stands behind a way to reach somebody.
_WISHES = ("（まずここへ）", "（ここへは連絡しない）")
#: Kind of entry -> part -> the right that its history needs.
RIGHTS = {
    "person": {
        "reaches": Right.PERSON_READ,
        "consents": Right.PERSON_READ,
        "affiliations": Right.PEOPLE_NAMES,
    },
    "organisation": dict.fromkeys(
        ("ties", "offerings", "user_group_years", "fields_of_activity", "works_in"), Right.REGISTER_READ
    ),
}


def readable(viewer: Viewer, kind: str) -> list[str]:
    """The parts of a kind of entry whose history the viewer may read."""
    return [part for part, right in RIGHTS[kind].items() if viewer.may(right)]


def span(since: date, until: date | None) -> str:
    """Two days as the history shows them."""
    return f"{since:%Y-%m-%d}から" + (f"{until:%Y-%m-%d}まで" if until else "")


def name_of(row: Part) -> str:
    """The part's name in the history and in the verbs of the record."""
    names: dict[type, str] = {
        Affiliation: "affiliations",
        Consent: "consents",
        Offering: "offerings",
        Reach: "reaches",
        Tie: "ties",
        UserGroup: "user_group_years",
    }
    return names[type(row)]


def told(row: Part) -> list[Told]:
    """(kind of entry, its number, the part in words) for each entry in whose history the part stands.

    A role stands in the person's history only: what is written about people goes with them.
    """
    if isinstance(row, Tie):
        return [_tie(row, row.first), _tie(row, row.second)]
    if isinstance(row, (Offering, UserGroup)):
        return [("organisation", row.organisation_id, _of_organisation(row))]
    return [("person", row.person_id, _of_person(row))]


def reach_told(words: str) -> Reach | None:
    """The way to reach somebody that a line of the history told, as `told` wrote it; None for other words."""
    kind, _, value = words.partition(" ")
    kinds = {str(label): key for key, label in ReachKind.choices}
    for wish in _WISHES:
        value = value.removesuffix(wish)
    return Reach(kind=kinds[kind], value=value) if kind in kinds else None


def _tie(row: Tie, here: Organisation) -> Told:
    there = ties.other(row, here)
    words = f"{there.name}：{ties.label(row, here)} {span(row.since, row.until)}"
    return "organisation", here.pk, words


def _label(row: Consent | Offering | Affiliation | Reach) -> str:
    """What its kind or purpose is called; Django's own way takes the choices apart each time."""
    value = row.purpose if isinstance(row, Consent) else row.kind
    return _LABELS[type(row)].get(value, value)


_LABELS: dict[type[Part], dict[str, str]] = {
    Affiliation: dict(AffiliationKind.choices),
    Consent: dict(ConsentPurpose.choices),
    Offering: dict(OfferingKind.choices),
    Reach: dict(ReachKind.choices),
}


def _of_organisation(row: Offering | UserGroup) -> str:
    if isinstance(row, UserGroup):
        return f"{row.fiscal_year}年度 利用証{row.card}（{row.registered_on:%Y-%m-%d}）"
    return f"{_label(row)}：{row.text} {span(row.since, row.until)}"


def _of_person(row: Affiliation | Consent | Reach) -> str:
    if isinstance(row, Reach):
        wish = _WISHES[0] if row.preferred else _WISHES[1] if row.avoid else ""
        return f"{_label(row)} {row.value}{wish}"
    if isinstance(row, Affiliation):
        return f"{row.organisation.name} {_label(row)} {span(row.since, row.until)}"
    own = "本人" if row.given_by_id == row.person_id else "保護者"
    words = f"{_label(row)}{f'（{row.scope}）' if row.scope else ''} {own}の同意"
    words += f" {span(row.given_on, row.ends_on)}"
    return words + (f" {row.withdrawn_on:%Y-%m-%d}に取り消し" if row.withdrawn_on else "")
