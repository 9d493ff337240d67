"""Erasing somebody: everything that names them goes, what is counted stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import erased_list, privacy, queries
from ..models import Erasure, Person
from ..queries.mentions import Mention, mentions
from ..rules import privacy as rules
from .forgetting import redact

register_verbs(
    {"register.erase": "人の記載を消去した", "register.erase_again": "復元のあとで消去をやり直した"}
)


class Hindered(Exception):
    """Somebody cannot be erased today; the sentences say why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@dataclass(frozen=True)
class Preview:
    """What an erasure would do: counts by table, where the person is named beside, what stands in the way."""

    counts: dict[str, int]
    places: list[Mention]
    hindrances: list[str]
    homonyms: int


def preview(actor: Viewer, person: Person, *, at: datetime) -> Preview:
    """Erase within a transaction that is taken back, so that what is shown is what would happen."""
    _must_erase(actor)
    subject = queries.subject_of(person)
    same_name = Person.objects.filter(
        key=person.key, erased_at__isnull=True, merged_into__isnull=True
    ).exclude(pk__in=subject.person_ids)
    homonyms = same_name.count()
    hindrances = privacy.hindrances(subject, at)
    with transaction.atomic():
        counts = privacy.erase(subject, at)
        places = mentions(subject)
        transaction.set_rollback(True)
    return Preview(counts, places, hindrances, homonyms)


def erase(
    actor: Viewer, person: Person, *, wished_by: str, also: Collection[str] = (), at: datetime
) -> Erasure:
    """Erase somebody for good; `also` names the mentions in other rows (Mention.key) to be blacked out.

    Raises PermissionDenied when the actor may not, Hindered when a duty stands in the way.
    """
    by = _must_erase(actor)
    person = queries.whole_of(person)[0]
    subject = queries.subject_of(person)
    hindrances = privacy.hindrances(subject, at)
    if hindrances:
        raise Hindered(hindrances)
    with transaction.atomic():
        counts = privacy.erase(subject, at)
        counts["mentions"] = redact(subject, [place for place in mentions(subject) if place.key in also])
        erasure = Erasure.objects.create(person=person, wished_by=wished_by, counts=counts, at=at, by_id=by)
        audit.record(actor, "register.erase", person, at=at, entries=len(subject.person_ids), counts=counts)
        transaction.on_commit(partial(erased_list.add, person))
    clean_pages()
    return erasure


def erase_again(actor: Viewer, person: Person, *, at: datetime) -> bool:
    """After a backup was restored: erase once more somebody who had been erased since.

    The row of the erasure itself may be missing in the backup; it is made again. Says whether there was
    anything to do. All mentions are blacked out, since somebody had decided so once.
    """
    by = _must_erase(actor)
    person = queries.whole_of(person)[0]
    if person.erased_at:
        return False
    subject = queries.subject_of(person)
    with transaction.atomic():
        counts = privacy.erase(subject, at)
        counts["mentions"] = redact(subject, mentions(subject))
        Erasure.objects.get_or_create(
            person=person,
            defaults={"wished_by": "復元のあと", "counts": counts, "at": at, "by_id": by},
        )
        audit.record(actor, "register.erase_again", person, at=at, counts=counts)
    clean_pages()
    return True


def clean_pages() -> None:
    """SQLite keeps old pages in its write-ahead log; they are written back and the log is emptied.

    Freed places inside the database are zeroed as they are freed (PRAGMA secure_delete, see settings).
    PostgreSQL's old row versions go with its own VACUUM.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _must_erase(actor: Viewer) -> int:
    """The account of the actor, who may erase."""
    if actor.user_id is None or not rules.may_erase(actor):
        raise PermissionDenied
    return actor.user_id
