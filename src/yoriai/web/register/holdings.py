"""What the register answers for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from . import erased_list, privacy, queries
from .actions import forgetting
from .models import Affiliation, AffiliationKind, Correction, ImportRun, Incident, Person
from .queries import privacy as held
from .rules import imports, numbers
from .rules.rosters import stages

#: Columns in which an account stands as the one who did something.
_BY = (
    "register.Correction.written_by",
    "register.Correction.decided_by",
    "register.Erasure.asked_by",
    "register.Erasure.by",
    "register.ErasureRequest.asked_by",
    "register.ErasureRequest.decided_by",
    "register.FieldChange.by",
    "register.ImportRun.started_by",
    "register.Incident.written_by",
    "register.IncidentVersion.by",
    "register.Merge.by",
    "register.NotTheSame.decided_by",
    "register.RetentionHold.by",
    "register.RetentionRule.decided_by",
    "register.SavedSearch.made_by",
    "register.Sending.sent_by",
    "register.Sight.viewer",
    "register.TwinSearch.requested_by",
)
_ANONYMOUS = "どの欄も空になった記載を指すだけなので、だれのことかは分からない。数のために残す"
_ACCOUNT = "アカウントからメールアドレスが消えるので、だれのことかは分からない"


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    return [*held.held(subject), held.authored(subject, _BY)]


def _hinders(subject: privacy.Subject, at: datetime) -> Iterable[str]:
    """Duties that end only when somebody ends them."""
    ids, day = subject.person_ids, timezone.localdate(at)
    roles = Affiliation.objects.filter(person__in=ids, kind=AffiliationKind.REPRESENTATIVE)
    for role in queries.current(roles, day).select_related("organisation"):
        yield f"いま「{role.organisation}」の代表です。次の代表を書き、役割を終えてから消去してください。"
    wards = Person.objects.filter(guardian__in=ids, erased_at__isnull=True)
    if any(numbers.is_child(ward.birthday, day) for ward in wards):
        yield "台帳にいる子どもの保護者です。ほかの保護者を書いてから消去してください。"
    if Incident.objects.filter(people__person__in=ids, people__told_on__isnull=True, closed_at=None).exists():
        yield "漏えい等の対応のなかで、まだ本人に知らせていません（個人情報保護法26条2項）。"
    if Correction.objects.filter(person__in=ids, outcome="open").exists():
        yield "訂正の申し出に、まだ返事をしていません（個人情報保護法34条）。"
    yield from _at_work(at)


def _at_work(at: datetime) -> Iterable[str]:
    """A worker that holds rows in its hands would write them back after the erasure."""
    runs = ImportRun.objects.filter(Q(state__in=imports.LIVE) | Q(options__has_key="work")).order_by("pk")
    for run in runs:
        if imports.is_live(run) or not stages.life_of(run).is_dead(at):
            yield (
                f"取り込み（番号{run.pk}）の仕事が動いています。終わってから、または止めてから消去してください。"
            )


#: Columns that point to a person of the register.
_ENTRY = {
    "register.Reach.person",
    "register.Consent.person",
    "register.Consent.given_by",
    "register.Affiliation.person",
    "register.Correction.person",
    "register.IncidentPerson.person",
    "register.RetentionHold.person",
    "register.Erasure.person",
    "register.ErasureRequest.person",
    "register.SendingLine.person",
    "register.Person.guardian",
    "register.Person.merged_into",
    "register.Person.user",
    "register.Sight.person_id",
    "register.FieldChange.row_id",
    "register.ImportLine.target_id",
    "register.Merge.kept_id",
    "register.Merge.gone_id",
    "register.NotTheSame.first_id",
    "register.NotTheSame.second_id",
    "register.SearchEntry.row_id",
    "register.TwinPair.first_id",
    "register.TwinPair.second_id",
}
#: Those that an erasure empties or deletes.
_GONE = {
    "register.Reach.person",
    "register.RetentionHold.person",
    "register.Person.guardian",
    "register.Person.user",
    "register.FieldChange.row_id",
    "register.ImportLine.target_id",
    "register.Merge.kept_id",
    "register.Merge.gone_id",
    "register.SearchEntry.row_id",
    "register.Correction.person",
    "register.TwinPair.first_id",
    "register.TwinPair.second_id",
}


def load() -> None:
    """Register what this part answers for."""
    privacy.register(
        "register",
        "台帳",
        holds=_holds,
        copied=_ENTRY | set(_BY),
        erases=forgetting.forget,
        erased=_GONE,
        kept=dict.fromkeys(_ENTRY - _GONE, _ANONYMOUS) | dict.fromkeys(_BY, _ACCOUNT),
        hinders=_hinders,
        clears=erased_list.add,
    )
