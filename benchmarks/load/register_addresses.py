"""Every GET page of the register for the director, with the largest entries of the data behind it.

The names come from the site's own list of addresses and the table of permissions, so that a new page cannot
be forgotten: one that names a row must be given a row here (tests/areas/register/test_pages_at_size.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.permissions import tables

from benchmarks.load.register_big import FAMILY, GROUP
from yoriai.web.accounts.models import User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.measures.registry import MEASURES
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Correction,
    Erasure,
    ErasureRequest,
    ImportRun,
    Incident,
    LineKind,
    Merge,
    Offering,
    Organisation,
    Person,
    Reach,
    SavedSearch,
    Sending,
    SendingLine,
    Tie,
    TwinSearch,
)
from yoriai.web.register.queries import consenting
from yoriai.web.register.queries.mailings import stop_token
from yoriai.web.register.queries.twins import pairs_visible_to

Kwargs = dict[str, Any]


def names() -> list[str]:
    """The register's addresses that the director may GET."""
    table = tables.read()

    def may(entry: dict[str, Any]) -> bool:
        people = entry.get("GET", [])
        return "director" in (table["groups"][people] if isinstance(people, str) else people)

    known = _names(get_resolver().url_patterns)
    return sorted({name for name in known if name.startswith("register_") and may(table["urls"][name])})


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def _most(rows: QuerySet[Any], counted: str) -> Any:
    """The row with the most of something."""
    return rows.annotate(_many=Count(counted)).order_by("-_many", "pk").first()


def _of(rows: type[Model], **more: Any) -> Callable[[], list[Kwargs]]:
    """The newest row."""
    return lambda: [{"pk": row.pk} for row in rows._default_manager.filter(**more).order_by("-pk")[:1]]


def _group() -> list[Kwargs]:
    """The association with a thousand members."""
    return [{"pk": Organisation.objects.get(name=GROUP).pk}]


def _groups() -> list[Kwargs]:
    """That, and an ordinary one from the middle."""
    return [*_group(), {"pk": Organisation.objects.order_by("kana", "pk")[30_000].pk}]


def _person() -> list[Kwargs]:
    """Somebody who was looked at ten thousand times."""
    return [{"pk": Person.objects.get(family_name=FAMILY).pk}]


def _people() -> list[Kwargs]:
    """That person, a child, and a guardian of several."""
    child = Person.objects.exclude(guardian=None).order_by("pk")[100]
    guardian = _most(Person.objects.all(), "wards")
    return [*_person(), {"pk": child.pk}, {"pk": guardian.pk}]


def people() -> list[int]:
    """The people whose pages are opened; some of them open with a reason only."""
    return [row["pk"] for row in _people()]


def _lists() -> list[Kwargs]:
    """The people's list and the organisations' list that find the most; else the first."""
    kinds = [SavedSearch.objects.filter(kind=kind).order_by("pk") for kind in ("person", "organisation")]
    return [{"pk": row.pk} for rows in kinds for row in rows[:1]]


def _runs(kind: str) -> Callable[[], list[Kwargs]]:
    """The import with the most lines, one for each state that there is."""

    def rows() -> list[Kwargs]:
        runs = ImportRun.objects.filter(kind=kind)
        states = runs.order_by("state").values_list("state", flat=True).distinct()
        return [{"pk": _most(runs.filter(state=state), "lines").pk} for state in states]

    return rows


def _lines() -> list[Kwargs]:
    """Each kind of lines of the import that has the most of them."""
    found = []
    for kind in LineKind.values:
        if kind != LineKind.SAME:
            rows = ImportRun.objects.filter(kind="portal", lines__kind=kind)
            row = _most(rows, "lines")
            found += [{"pk": row.pk, "kind": kind}] if row else []
    return found


def _pairs() -> list[Kwargs]:
    """The most certain pair of each kind that was not merged yet."""
    director = viewer_of(User.objects.get(email="director@example.jp"), timezone.localdate())
    firsts = [pairs_visible_to(director, kind).order_by("-points", "pk")[:1] for kind in _KINDS]
    return [
        {"kind": row.kind, "kept": row.first_id, "gone": row.second_id} for rows in firsts for row in rows
    ]


def _sendings() -> list[Kwargs]:
    """The mailing with the most lines."""
    row = _most(Sending.objects.all(), "lines")
    return [{"pk": row.pk}] if row else []


def _token() -> list[Kwargs]:
    line = SendingLine.objects.filter(leads=True, sending__kind="email").select_related("sending").first()
    return [{"token": stop_token(line, line.sending.purpose)}] if line else []


_KINDS = ("person", "organisation")
ROWS: dict[str, Callable[[], list[Kwargs]]] = {
    **{
        f"register_{name}": _group
        for name in (
            "change_organisation",
            "renew_group",
            "organisation_sendings",
            "add_role_here",
            "add_tie",
            "add_offering",
        )
    },
    **{
        f"register_{name}": _person
        for name in ("sights", "copy", "erase", "correct", "keep", "person_sendings", "reason")
    },
    **{f"register_{name}": _person for name in ("change_person", "add_role", "add_reach", "add_consent")},
    "register_organisation": _groups,
    "register_person": _people,
    "register_list": _lists,
    "register_change_list": _lists,
    "register_send": _lists,
    "register_change_role": _of(Affiliation),
    "register_change_reach": _of(Reach),
    "register_change_consent": _of(Consent),
    "register_change_tie": _of(Tie),
    "register_change_offering": _of(Offering),
    "register_sending": _sendings,
    "register_stop": _token,
    "register_portal_run": _runs("portal"),
    "register_portal_lines": _lines,
    "register_list_run": _runs("list"),
    "register_list_columns": _of(ImportRun, kind="list", state="preview"),
    "register_incident": lambda: [{"pk": _most(Incident.objects.all(), "people").pk}],
    "register_change_incident": lambda: [{"pk": _most(Incident.objects.all(), "people").pk}],
    "register_correction": _of(Correction, outcome="open"),
    "register_erased": lambda: [{"pk": row.person_id} for row in Erasure.objects.order_by("-pk")[:1]],
    "register_erasure_request": _of(ErasureRequest, state="waiting"),
    "register_twins": lambda: [{"kind": kind} for kind in _KINDS],
    "register_twins_progress": _of(TwinSearch),
    "register_merge": _pairs,
    "register_merge_made": _of(Merge),
    "register_public_organisation": lambda: [{"pk": row.pk} for row in consenting_now()[:1]],
}


def consenting_now() -> QuerySet[Organisation]:
    """Organisations whose profile is public today."""
    return consenting(timezone.localdate()).order_by("pk")


#: Further looks at a page: what is asked for, later pages, what is narrowed.
QUERIES: dict[str, tuple[str, ...]] = {
    "register_find": ("q=高崎", "q=会", "q=ぬぬぬ"),
    "register_public": ("page=2",),
    "register_deadlines": ("page=2",),
    "register_groups": ("page=2", "waiting=2"),
    "register_twins": ("page=3", "later"),
    "register_corrections": ("page=2",),
    "register_sights": ("page=100", "kind=taken"),
    "register_list": ("page=20",),
    "register_sending": ("page=20",),
    "register_portal_lines": ("page=20",),
    "register_list_run": ("page=20",),
    "register_pick_person": ("entry=山",),
    "register_pick_organisation": ("entry=会",),
    "register_new_people_list": ("has_address=on", "consent=newsletter"),
    "register_new_organisation_list": ("sectors=citizen",),
}


def middle() -> Iterator[tuple[str, str]]:
    """The two long lists, opened in their middle and at their end."""
    for place in (50, 100):
        groups = Organisation.objects.filter(merged_into=None).order_by("kana", "pk")
        group = groups[groups.count() * place // 100 - 10]
        yield f"organisations at {place} %", f"{reverse('register_organisations')}?after={group.pk}"
        people = Person.objects.filter(merged_into=None, erased_at=None)
        people = people.order_by("family_kana", "given_kana", "pk")
        person = people[people.count() * place // 100 - 10]
        yield f"people at {place} %", f"{reverse('register_people')}?after={person.pk}"


def addresses() -> Iterator[tuple[str, str]]:
    """A name to print and the address, at least one for each page; no address when the data hold no row."""
    for name in names():
        rows = ROWS[name]() if name in ROWS else [{}]
        short = name.removeprefix("register_")
        if not rows:
            yield short, ""
        for row in rows:
            kinds = [str(value) for key, value in row.items() if key == "kind"]
            states = [ImportRun.objects.get(pk=row["pk"]).state] if name.endswith("_run") else []
            number = [] if len(rows) == 1 or kinds or states else [str(rows.index(row) + 1)]
            label = " ".join([short, *kinds, *states, *number])
            yield label, reverse(name, kwargs=row)
            for query in QUERIES.get(name, ()):
                yield f"{label} ?{query}", f"{reverse(name, kwargs=row)}?{query}"
    yield from middle()
    yield from (("home", "/"), ("figures", "/measures/"))
    for key in ("register.organisations", "register.people"):
        yield f"take out {key}", reverse("exports_make", args=[key])
    for key in MEASURES:
        if key.startswith("register."):
            yield f"figure {key}", reverse("measures_figure", args=[key])
