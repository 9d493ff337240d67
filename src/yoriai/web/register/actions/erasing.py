"""Erasing somebody: everything that names them goes, what is counted stays. It takes two people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import erased_list, privacy, queries
from ..models import Erasure, ErasureRequest, Person, RequestState
from ..queries import erasures as reads
from ..queries.mentions import Mention, again, mentions, named_by, to_show
from ..rules import erasures as rules
from ..rules.erasures import MOVES, Move
from ..rules.privacy import may_erase
from . import clearing
from .forgetting import redact

register_verbs(
    {
        "register.ask_erasure": "人の記載の消去を求めた",
        "register.confirm_erasure": "確認して、人の記載を消去した",
        "register.decline_erasure": "消去の求めを見送った",
        "register.take_back_erasure": "消去の求めを取り下げた",
        "register.erase_alone": "ひとりで、人の記載を消去した",
        "register.erase_again": "復元のあとで消去をやり直した",
    }
)


class Hindered(Exception):
    """Somebody cannot be erased today; the sentences say why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class NotAlone(Exception):
    """Somebody else may erase, and has to be asked."""


class Moved(Exception):
    """The request was answered or taken back before; nothing was changed."""


@dataclass(frozen=True)
class Preview:
    """What an erasure would do: counts by table, where the person is named beside (and how many places are
    not shown), what stands in the way, and who has the same name."""

    counts: dict[str, int]
    places: list[Mention]
    more: int
    hindrances: list[str]
    namesakes: list[Person]

    @property
    def homonyms(self) -> int:
        """How many others have the same name."""
        return len(self.namesakes)


def preview(actor: Viewer, person: Person, *, at: datetime) -> Preview:
    """Erase within a transaction that is taken back, so that what is shown is what would happen.

    Every table is searched before it begins: meanwhile nobody has to wait to write.
    """
    _must_erase(actor)
    subject = queries.subject_of(person)
    same_name = Person.objects.filter(
        key=person.key, erased_at__isnull=True, merged_into__isnull=True
    ).exclude(pk__in=subject.person_ids)
    namesakes = list(same_name.order_by("pk"))
    hindrances = privacy.hindrances(subject, at)
    named = _named(subject)
    with transaction.atomic():
        counts = privacy.erase(subject, at) | clearing.note(privacy.leaves(subject), at=at)
        places, more = to_show(again(subject, named))
        transaction.set_rollback(True)
    return Preview(counts, places, more, hindrances, namesakes)


def ask_erasure(
    actor: Viewer, person: Person, *, wished_by: str, also: Collection[str] = (), at: datetime
) -> ErasureRequest:
    """Ask another who may erase to confirm; `also` names the mentions in other rows (Mention.key) to be
    blacked out with it.

    Raises PermissionDenied when the actor may not, Hindered when a duty stands in the way, Moved when a
    request about this person waits already.
    """
    by = _must_erase(actor)
    with transaction.atomic():
        person = _free(person, at)
        if reads.waiting_for(actor, person):
            raise Moved
        request = ErasureRequest.objects.create(
            person=person,
            wished_by=wished_by,
            also=sorted(also),
            due_on=rules.due(timezone.localdate(at)),
            asked_by_id=by,
            asked_at=at,
        )
        audit.record(actor, "register.ask_erasure", request, at=at, also=len(request.also))
    return request


def confirm_erasure(
    actor: Viewer, request: ErasureRequest, *, also: Collection[str] | None = None, at: datetime
) -> Erasure:
    """Erase somebody for good as another asked; `also` in place of the asker's choice of mentions.

    Raises PermissionDenied for the asker and for who may not erase, Moved, Hindered.
    """
    by = _must_erase(actor)
    with transaction.atomic():
        row = _moved(actor, request, Move.CONFIRM, at)
        erasure = Erasure(wished_by=row.wished_by, by_id=by, asked_by_id=row.asked_by_id)
        _erase(erasure, row.person, row.also if also is None else also, at)
        audit.record(actor, "register.confirm_erasure", erasure.person, at=at, counts=erasure.counts)
    return erasure


def decline_erasure(actor: Viewer, request: ErasureRequest, *, at: datetime) -> None:
    """Leave somebody in the register. Raises PermissionDenied for the asker, Moved."""
    with transaction.atomic():
        row = _moved(actor, request, Move.DECLINE, at)
        audit.record(actor, "register.decline_erasure", row, at=at)


def take_back_erasure(actor: Viewer, request: ErasureRequest, *, at: datetime) -> None:
    """Take one's own request back. Raises PermissionDenied for others, Moved."""
    with transaction.atomic():
        row = _moved(actor, request, Move.TAKE_BACK, at)
        audit.record(actor, "register.take_back_erasure", row, at=at)


def erase_alone(
    actor: Viewer,
    person: Person,
    *,
    wished_by: str,
    reason: str,
    also: Collection[str] = (),
    at: datetime,
) -> Erasure:
    """Erase somebody for good where nobody else may, with the reason for going on alone.

    Raises PermissionDenied when the actor may not erase, NotAlone when another may, Hindered.
    """
    by = _must_erase(actor)
    with transaction.atomic():
        if not rules.may_go_alone(actor, reads.erasers(timezone.localdate(at))):
            raise NotAlone
        erasure = Erasure(wished_by=wished_by, by_id=by, alone_reason=reason)
        _erase(erasure, person, also, at)
        audit.record(actor, "register.erase_alone", erasure.person, at=at, counts=erasure.counts)
    return erasure


def erase_again(actor: Viewer, person: Person, *, also: Collection[str] | None = None, at: datetime) -> bool:
    """After a backup was restored: erase once more somebody who had been erased since.

    The row of the erasure itself may be missing in the backup; it is made again. Says whether there was
    anything to do. What was decided about other rows is done again, and what is surely the person's; where
    that is not known (`also` is None), all mentions are blacked out.
    """
    by = _must_erase(actor)
    person = queries.whole_of(person)[0]
    if person.erased_at:
        return False
    subject = queries.subject_of(person)
    named = _named(subject)
    with transaction.atomic():
        counts = privacy.erase(subject, at) | clearing.note(privacy.leaves(subject), at=at)
        places = again(subject, named)
        places = [place for place in places if also is None or place.sure or place.key in also]
        counts["mentions"] = redact(subject, places)
        Erasure.objects.get_or_create(
            person=person,
            defaults={"wished_by": "復元のあと", "counts": counts, "at": at, "by_id": by},
        )
        audit.record(actor, "register.erase_again", person, at=at, counts=counts)
        transaction.on_commit(clearing.clear)
    return True


def _erase(erasure: Erasure, person: Person, also: Collection[str], at: datetime) -> None:
    """Erase within the caller's transaction, and keep what has to be cleared when it is committed."""
    person = _free(person, at)
    subject = queries.subject_of(person)
    line = erased_list.line_of(person, also)
    counts = privacy.erase(subject, at) | clearing.note(privacy.leaves(subject), at=at)
    counts["mentions"] = redact(subject, again(subject, named_by(also)))
    clearing.note({"register": {"list": [line]}}, at=at)
    ErasureRequest.objects.filter(person__in=subject.person_ids, state=RequestState.WAITING).update(
        state=RequestState.TAKEN_BACK, decided_by_id=erasure.by_id, decided_at=at
    )
    erasure.person, erasure.counts, erasure.at = person, counts, at
    erasure.alone_reason = subject.traces.without(erasure.alone_reason)[:200]
    erasure.save()
    transaction.on_commit(clearing.clear)


def _named(subject: privacy.Subject) -> list[tuple[type[Model], Any]]:
    """The rows of all tables in which the person is named."""
    return [(place.model, place.pk) for place in mentions(subject)]


def _free(person: Person, at: datetime) -> Person:
    """The entry as it stands, when no duty stands in the way of erasing it."""
    person = queries.whole_of(Person.objects.get(pk=person.pk))[0]
    hindrances = privacy.hindrances(queries.subject_of(person), at)
    if person.erased_at:
        hindrances = ["もう消去されています。"]
    if hindrances:
        raise Hindered(hindrances)
    return person


def _moved(actor: Viewer, request: ErasureRequest, move: Move, at: datetime) -> ErasureRequest:
    """The request after a move, within the caller's transaction."""
    row = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != RequestState.WAITING:
        raise Moved
    if not rules.may_move(actor, row, move):
        raise PermissionDenied
    row.state, row.decided_by_id, row.decided_at = MOVES[move][1], actor.user_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    return row


def _must_erase(actor: Viewer) -> int:
    """The account of the actor, who may erase."""
    if actor.user_id is None or not may_erase(actor):
        raise PermissionDenied
    return actor.user_id
