"""What the register itself knows of an organisation, told in time order (see story.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer

from ..models import FieldChange, ImportLine, Merge, Organisation, SendingLine
from ..models.history import label_of
from ..rules import lists
from .entries import affiliations_visible_to
from .parts import offerings_visible_to, ties_told
from .story import Line, history
from .story import register as register_story

AREA = "台帳"
#: Columns whose change belongs into an organisation's story, beside the history of every field.
TELLING = ("name", "legal_form", "representative", "address", "authority", "certification")


def people(viewer: Viewer, organisation: Organisation) -> Iterator[Line]:
    """Roles begun and ended."""
    for role in affiliations_visible_to(viewer).filter(organisation=organisation):
        name, kind = role.person.name, role.get_kind_display()
        url = reverse("register_person", args=[role.person_id])
        yield Line(role.since, AREA, f"{name}さんが{kind}になりました", url)
        if role.until and role.until <= timezone.localdate():
            words = f"{name}さんの{kind}が終わりました（{role.until:%Y-%m}まで）"
            yield Line(role.until, AREA, words, url)


def life(_viewer: Viewer, row: Organisation) -> Iterator[Line]:
    """Founded, certified, shown to the public, dissolved; years as a user group."""
    days: list[tuple[date | None, str]] = [
        (row.established_on, "設立が認証されました"),
        (row.registered_on, "設立の登記をしました"),
        (row.certified_from, f"{row.get_certification_display() or '認定'}が始まりました"),
        (row.certification_withdrawn_on, "認定が取り消されました"),
        (row.profile_consent_on, "紹介文の公開に同意しました"),
        (row.dissolved_on, f"解散しました {row.dissolution_reason}".strip()),
    ]
    yield from (Line(day, AREA, words) for day, words in days if day)
    for year in row.user_group_years.all():
        words = f"{year.fiscal_year}年度の利用団体に登録しました"
        yield Line(year.registered_on, AREA, words)


def others(viewer: Viewer, organisation: Organisation) -> Iterator[Line]:
    """Ties to other organisations, offers and needs: begun and ended."""
    for tie, other, words in ties_told(viewer, organisation):
        url = reverse("register_organisation", args=[other.pk])
        yield from _span(tie.since, tie.until, f"「{other.name}」とのつながり（{words}）", url)
    for row in offerings_visible_to(viewer).filter(organisation=organisation):
        yield from _span(row.since, row.until, f"{row.get_kind_display()}「{row.text}」", "")


def _span(since: date, until: date | None, words: str, url: str) -> Iterator[Line]:
    yield Line(since, AREA, f"{words}が始まりました", url)
    if until and until <= timezone.localdate():
        yield Line(until, AREA, f"{words}が終わりました", url)


def changes(viewer: Viewer, organisation: Organisation) -> Iterator[Line]:
    """Changes of what an organisation is known by."""
    rows = history(viewer, "organisation", organisation.pk)
    for row in rows:
        if row.field in TELLING and row.old:
            yield Line(timezone.localdate(row.at), AREA, _changed(row))


def _changed(row: FieldChange) -> str:
    label = label_of(Organisation, row.field)
    return f"{label}が「{row.old}」から「{row.new or '（なし）'}」に変わりました"


def works(viewer: Viewer, organisation: Organisation) -> Iterator[Line]:
    """Imports that brought or changed the entry, merges, and what was sent to the organisation."""
    taken = ImportLine.objects.filter(target="organisation", target_id=organisation.pk, taken=True)
    for line in taken.exclude(kind="same").select_related("run"):
        day = timezone.localdate(line.run.finished_at or line.run.started_at)
        words = f"{line.run.get_kind_display()}から取り込みました（{line.get_kind_display()}）"
        yield Line(day, "取り込み", words)
    for merge in Merge.objects.filter(kind="organisation", kept_id=organisation.pk):
        day = timezone.localdate(merge.at)
        yield Line(day, AREA, "重なっていた記載を、ここにまとめました")
        if merge.undone_at:
            yield Line(timezone.localdate(merge.undone_at), AREA, "まとめた記載を、元に分けました")
    sent = SendingLine.objects.filter(organisation=organisation, left_out="").select_related("sending")
    for letter in sent:
        day = timezone.localdate(letter.sending.sent_at)
        words = f"「{letter.sending}」を{letter.sending.get_kind_display()}で送りました"
        url = reverse("register_sending", args=[letter.sending_id]) if lists.may_see_sendings(viewer) else ""
        yield Line(day, "発送", words, url)


def knows(viewer: Viewer, organisation: Organisation) -> Iterable[Line]:
    """All of it."""
    for tell in (people, life, others, changes, works):
        yield from tell(viewer, organisation)


register_story("register", knows)
