"""What in the register looks like an entry that somebody is typing: fast enough to ask while they type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Organisation, Person, Reach
from ..rules import names, twins
from ..rules.twins.organisations import OrganisationCounts
from ..rules.twins.people import PeopleCounts
from .entries import organisations_visible_to, people_visible_to
from .twins import organisations_traits, people_traits, ways

#: More candidates than this are not looked at: the name is too common to say anything. They are looked for
#: with one plain look through the table, and only then it is asked which of them the viewer may see.
MOST = 300
#: So many hints at most.
SHOWN = 5
#: What is typed has no number yet.
_NEW = 0


@dataclass(frozen=True)
class Similar:
    """A registered entry that looks like the one being typed, and the reasons in words."""

    kind: str
    row: Person | Organisation
    pair: twins.Pair

    @property
    def sentences(self) -> list[str]:
        """The reasons for it, the strongest first."""
        good = [reason for reason in self.pair.reasons if reason.points > 0]
        good.sort(key=lambda reason: -reason.points)
        return [twins.sentence(self.kind, reason.code, reason.shared_by) for reason in good]


def similar_to(
    viewer: Viewer, kind: str, values: Mapping[str, Any], *, exclude: int | None = None
) -> list[Similar]:
    """Entries that the viewer may see and that look like `values` (columns of the model, and for people
    `phones` and `emails`), the most certain first. Nothing for those who may not read people's contacts:
    a hint would tell them a birthday.
    """
    if kind == "organisation":
        return _organisations(viewer, values, exclude)
    return _people(viewer, values, exclude) if rules.may_read_contacts(viewer) else []


def _people(viewer: Viewer, values: Mapping[str, Any], exclude: int | None) -> list[Similar]:
    typed = twins.person_traits(
        _NEW,
        family_name=values.get("family_name") or "",
        given_name=values.get("given_name") or "",
        family_kana=values.get("family_kana") or "",
        given_kana=values.get("given_kana") or "",
        former_names=values.get("former_names") or "",
        birthday=values.get("birthday"),
        town=_code(values),
        town_name=_town(values),
        address=values.get("address") or "",
        phones=[names.digits(phone) for phone in values.get("phones", ())],
        emails=[email.strip().casefold() for email in values.get("emails", ())],
    )
    reached = Reach.objects.filter(key__in=[*typed.phones, *typed.emails]).values("person_id")
    wanted = Q(pk__in=reached)
    for text in {typed.writing, typed.given + typed.family, typed.reading} - {""}:
        wanted |= Q(_holds(text))
    if typed.birthday:
        wanted |= Q(birthday=typed.birthday)
    near = list(Person.objects.filter(wanted).order_by().values_list("pk", flat=True)[:MOST])
    found = list(people_visible_to(viewer).filter(pk__in=near).exclude(pk=exclude or _NEW).order_by("pk"))
    phones, emails = ways(Q(person__in=[row.pk for row in found]))
    others = people_traits(Person.objects.filter(pk__in=[row.pk for row in found]), phones, emails)
    counts = PeopleCounts.of([typed, *others])
    pairs = [twins.pair_of(_NEW, other.pk, twins.compare_people(typed, other, counts)) for other in others]
    return _best("person", {row.pk: row for row in found}, pairs)


def _organisations(viewer: Viewer, values: Mapping[str, Any], exclude: int | None) -> list[Similar]:
    texts = ("name", "kana", "corporate_number", "address", "phone", "email", "url", "representative")
    typed = twins.organisation_traits(
        _NEW,
        **{name: values.get(name) or "" for name in texts},
        town=_code(values),
        town_name=_town(values),
        sector=values.get("sector") or "",
        legal_form=values.get("legal_form") or "",
    )
    wanted = Q(pk=_NEW)
    for column, value in (("corporate_number", typed.number), ("email", typed.email)):
        if value:
            wanted |= Q(**{column: value})
    for text in {typed.name, typed.reading} - {""}:
        wanted |= Q(_holds(text))
    if typed.phone:
        wanted |= Q(phone__in=_phones(values["phone"], typed.phone))
    near = list(Organisation.objects.filter(wanted).order_by().values_list("pk", flat=True)[:MOST])
    visible = organisations_visible_to(viewer).filter(pk__in=near)
    found = list(visible.exclude(pk=exclude or _NEW).order_by("pk"))
    others = organisations_traits(Organisation.objects.filter(pk__in=[row.pk for row in found]))
    counts = OrganisationCounts.of([typed, *others])
    pairs = [
        twins.pair_of(_NEW, other.pk, twins.compare_organisations(typed, other, counts)) for other in others
    ]
    return _best("organisation", {row.pk: row for row in found}, pairs)


def _holds(text: str) -> GreaterThan:
    """The key holds a text: StrIndex, not LIKE, which has to fold letters on the way."""
    return GreaterThan(StrIndex("key", Value(text)), 0)


def _best(
    kind: str, rows: Mapping[int, Person] | Mapping[int, Organisation], pairs: list[twins.Pair | None]
) -> list[Similar]:
    good = sorted((pair for pair in pairs if pair), key=lambda pair: (-pair.points, pair.second))
    return [Similar(kind, rows[pair.second], pair) for pair in good[:SHOWN]]


def _code(values: Mapping[str, Any]) -> str:
    town = values.get("municipality")
    return town.pk if town else ""


def _town(values: Mapping[str, Any]) -> str:
    town = values.get("municipality")
    return town.name if town else ""


def _phones(written: str, digits: str) -> list[str]:
    """The ways in which one number is usually written: as typed, in digits, in groups of three and four."""
    groups = {f"{digits[:a]}-{digits[a:b]}-{digits[b:]}" for a, b in ((2, 6), (3, 6), (3, 7), (4, 6))}
    return sorted({written, digits} | groups)
