"""Incidents: whose data a file or mailing held, who touched them, and what that says for the sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS

from .. import rules
from ..models import Incident, IncidentPerson, Person, Reach, Sending, SendingLine, Sight
from ..rules import fields, leaks, privacy

#: How far back files and mailings are offered as the origin of a leak, and looks are counted.
BACK = timedelta(days=90)
_MAIL = "氏名、メールアドレス"
_POST = "氏名、住所"


@dataclass(frozen=True)
class Draft:
    """What the records say for the sheet."""

    overview: str
    data_items: str
    sensitive: bool
    people: list[int]
    other: str


def incidents_visible_to(viewer: Viewer) -> QuerySet[Incident]:
    """Every sheet for those who write them; nothing for others."""
    rows = Incident.objects.all()
    return rows if privacy.may_write_incidents(viewer) else rows.none()


def facts_of(incident: Incident) -> leaks.Facts:
    """What the rules look at."""
    return leaks.Facts(
        known_on=timezone.localdate(incident.known_at),
        sensitive=incident.sensitive,
        money_loss=incident.money_loss,
        malicious=incident.malicious,
        people=incident.people_count,
    )


def origins(at: datetime) -> list[tuple[str, str]]:
    """Files with people's data and mailings of the last months, newest first, to choose from."""
    sources = Sight.objects.filter(source__startswith="download:", at__gte=at - BACK)
    keys = {source.partition(":")[2] for source in sources.values_list("source", flat=True).distinct()}
    found = [
        (row.made_at, f"download:{row.pk}", _download_words(row))
        for row in Download.objects.filter(pk__in=keys).select_related("user")
    ]
    found += [
        (row.sent_at, f"sending:{row.pk}", _sending_words(row))
        for row in Sending.objects.filter(sent_at__gte=at - BACK).select_related("sent_by")
    ]
    return [(key, words) for _at, key, words in sorted(found, reverse=True)]


def _download_words(row: Download) -> str:
    export = EXPORTS.get(row.export)
    label = export.label if export else row.export
    return f"{timezone.localtime(row.made_at):%Y-%m-%d %H:%M} {row.user.email} 「{label}」{row.rows}件"


def _sending_words(row: Sending) -> str:
    at = timezone.localtime(row.sent_at)
    return f"{at:%Y-%m-%d %H:%M} {row.sent_by.email} {row.get_kind_display()}「{row.subject}」"


def draft(source: str, numbers: Iterable[int], at: datetime) -> Draft:
    """What is known from a file, a mailing, or the numbers of people; the office completes it."""
    kind, _, key = source.partition(":")
    people = set(numbers)
    words, items = "", ""
    if kind == "download":
        row = Download.objects.select_related("user").get(pk=key)
        people |= set(Sight.objects.filter(source=source).values_list("person_id", flat=True))
        words, items = f"書き出したファイル：{_download_words(row)}", _columns(row)
    elif kind == "sending":
        sending = Sending.objects.select_related("sent_by").get(pk=key)
        lines = SendingLine.objects.filter(sending=sending, left_out="", person__isnull=False)
        people |= {line.person_id for line in lines if line.person_id}
        words, items = f"発送：{_sending_words(sending)}", _MAIL if sending.kind == "email" else _POST
    known = Person.objects.in_bulk(list(people))
    items = items or _filled(known.values())
    needs = any(person.care_needs or person.access_needs for person in known.values())
    sensitive = needs and (not kind or "要配慮" in items or "すべて" in items)
    return Draft(words, items, sensitive, sorted(known), _touched(known, at))


def _columns(row: Download) -> str:
    export = EXPORTS.get(row.export)
    labels = [column.label for column in export.columns] if export else []
    return "、".join(labels) or "その人について持っている情報のすべて"


def _filled(people: Iterable[Person]) -> str:
    """The columns that hold something for at least one of these people."""
    rows = list(people)
    labels = [
        rules.fields.label_of(Person, column)
        for column in fields.PERSON
        if any(getattr(row, column) not in (None, "", False) for row in rows)
    ]
    if Reach.objects.filter(person__in=rows).exists():
        labels.append("連絡先")
    return "、".join(labels)


def _touched(ids: Collection[int], at: datetime) -> str:
    """Who saw or took these people's data in the last months, with how many of them."""
    counted = (
        Sight.objects.filter(person_id__in=list(ids)[:1000], at__gte=at - BACK, at__lte=at)
        .values("viewer__email")
        .annotate(people=Count("person_id", distinct=True))
        .order_by("-people", "viewer__email")
    )
    lines = [f"{row['viewer__email'] or '（だれでもない）'}：{row['people']}人分" for row in counted[:20]]
    head = f"{timezone.localdate(at - BACK):%Y-%m-%d}からこれまでにこの人たちの情報を見た・持ち出した人"
    return "\n".join([head, *lines]) if lines else ""


def untold(incident: Incident) -> QuerySet[IncidentPerson]:
    """The people whose data leaked and who were not told yet."""
    return concerned(incident).filter(told_on__isnull=True)


def concerned(incident: Incident) -> QuerySet[IncidentPerson]:
    """The people whose data leaked, those who were not told yet first."""
    rows = IncidentPerson.objects.filter(incident=incident, person__erased_at__isnull=True)
    rows = rows.select_related("person").prefetch_related("person__reaches")
    return rows.order_by(F("told_on").asc(nulls_first=True), "person_id")
