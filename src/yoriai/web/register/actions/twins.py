"""Looking for duplicates in a worker, and what somebody decides about a pair."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Reporter, Stopped

from .. import rules
from ..models import NotTheSame, TwinPair, TwinSearch, TwinSearchState
from ..queries import twins as reads
from ..rules import twin_searches, twins

register_verbs(
    {
        "register.request_twins": "重なりをさがすよう頼んだ",
        "register.stop_twins": "重なりさがしを止めるよう頼んだ",
        "register.end_twins": "重なりさがしが終わった",
        "register.not_the_same": "ちがう登録だと決めた",
        "register.put_off_twins": "重なりをあとで見ることにした",
    }
)
#: Of the whole work, reading and comparing; the rest is writing.
_READ, _COMPARED = 0.3, 0.95


class AlreadySearching(Exception):
    """A search of this kind is already waiting or under way."""


def request_search(actor: Viewer, kind: str, *, at: datetime, enqueue: bool = True) -> TwinSearch:
    """Ask for a search; a worker does it once the transaction is committed.

    With `enqueue=False` the caller does it with `work_on`. Raises PermissionDenied, AlreadySearching.
    """
    _must_merge(actor)
    with transaction.atomic():
        for row in TwinSearch.objects.select_for_update().filter(kind=kind, state__in=twin_searches.LIVE):
            _bury_if_dead(row, at)
        search = _insert(actor, kind, at)
        audit.record(actor, "register.request_twins", search, at=at, kind=kind)
        if enqueue:
            transaction.on_commit(partial(find_twins.enqueue, search.pk))
    return search


def stop(actor: Viewer, search: TwinSearch, *, at: datetime) -> None:
    """Stop a search: a waiting one at once, a running one at its next sign of life."""
    _must_merge(actor)
    with transaction.atomic():
        row = TwinSearch.objects.select_for_update().get(pk=search.pk)
        if row.state not in twin_searches.LIVE:
            return
        audit.record(actor, "register.stop_twins", row, at=at)
        if _bury_if_dead(row, at):
            return
        if row.state == TwinSearchState.QUEUED:
            _close(row, TwinSearchState.STOPPED, at)
        else:
            TwinSearch.objects.filter(pk=row.pk).update(stop_requested=True)


@task()
def find_twins(search_id: int) -> None:
    """Do a search that somebody asked for."""
    work_on(search_id)


def work_on(search_id: int, *, clock: Clock = timezone.now) -> None:
    """Do a waiting search to its end: done, stopped, or failed with a sentence.

    Does nothing when it is no longer waiting.
    """
    waiting = TwinSearch.objects.filter(pk=search_id, state=TwinSearchState.QUEUED)
    if not loop.take_up(waiting, clock, state=TwinSearchState.RUNNING):
        return
    search = TwinSearch.objects.get(pk=search_id)
    name = f"twin search {search_id}"
    with loop.to_its_end(name, partial(_end, search, clock), twin_searches.SENTENCES):
        running = TwinSearch.objects.filter(pk=search_id, state=TwinSearchState.RUNNING)
        _keep(search, *_find(search.kind, Reporter(running, clock)), at=clock())


Result = tuple[list[twins.Pair], list[twins.Block], int]


def _find(kind: str, report: Reporter) -> Result:
    report(0.0, "登録を読んでいます")

    def progress(fraction: float) -> None:
        report(_READ + fraction * (_COMPARED - _READ), "組をくらべています")

    if kind == "person":
        people = reads.people_to_compare()
        return (*twins.search(people=people, progress=progress), len(people))
    organisations = reads.organisations_to_compare()
    return (*twins.search(organisations=organisations, progress=progress), len(organisations))


def _keep(
    search: TwinSearch, pairs: list[twins.Pair], large: list[twins.Block], compared: int, *, at: datetime
) -> None:
    """Put the pairs in the place of those of the search before; what was put off stays put off."""
    with transaction.atomic():
        row = TwinSearch.objects.select_for_update().get(pk=search.pk)
        if row.state != TwinSearchState.RUNNING or row.stop_requested:
            raise Stopped
        old = TwinPair.objects.filter(kind=row.kind)
        later = {
            (first, second): day
            for first, second, day in old.exclude(put_off_at=None).values_list(
                "first_id", "second_id", "put_off_at"
            )
        }
        old.delete()
        TwinPair.objects.bulk_create(
            [_row(row.kind, pair, later.get((pair.first, pair.second))) for pair in pairs], batch_size=1000
        )
        row.compared, row.found, row.progress = compared, len(pairs), 100
        row.left_out = [asdict(block) for block in large[: twin_searches.BLOCKS_KEPT]]
        _close(row, TwinSearchState.DONE, at)
        actor = Viewer(user_id=row.requested_by_id)
        audit.record(actor, "register.end_twins", row, at=at, state="done", found=len(pairs))


def _row(kind: str, pair: twins.Pair, later: datetime | None) -> TwinPair:
    return TwinPair(
        kind=kind,
        first_id=pair.first,
        second_id=pair.second,
        points=pair.points,
        level=str(pair.level),
        reasons=[asdict(reason) for reason in pair.reasons],
        put_off_at=later,
    )


def not_the_same(actor: Viewer, kind: str, first: int, second: int, *, at: datetime) -> NotTheSame:
    """Two entries are different: they are never suggested again. Saying it again is harmless."""
    _must_merge(actor)
    low, high = sorted((first, second))
    with transaction.atomic():
        row, _new = NotTheSame.objects.get_or_create(
            kind=kind,
            first_id=low,
            second_id=high,
            defaults={"decided_by_id": actor.user_id or 0, "decided_at": at},
        )
        audit.record(actor, "register.not_the_same", row, at=at, kind=kind)
    return row


def put_off(actor: Viewer, pair: TwinPair, *, at: datetime) -> None:
    """Look at a pair later: it goes to the end of the list."""
    _must_merge(actor)
    with transaction.atomic():
        TwinPair.objects.filter(pk=pair.pk).update(put_off_at=at)
        audit.record(actor, "register.put_off_twins", pair, at=at)


def _insert(actor: Viewer, kind: str, at: datetime) -> TwinSearch:
    try:
        with transaction.atomic():
            return TwinSearch.objects.create(
                kind=kind, state=TwinSearchState.QUEUED, requested_by_id=actor.user_id or 0, requested_at=at
            )
    except IntegrityError as another:
        raise AlreadySearching from another


def _end(search: TwinSearch, clock: Clock, problem: str) -> None:
    state, at = TwinSearchState.FAILED if problem else TwinSearchState.STOPPED, clock()
    with transaction.atomic():
        row = TwinSearch.objects.select_for_update().get(pk=search.pk)
        if row.state not in twin_searches.LIVE:
            return
        _close(row, state, at, problem)
        actor = Viewer(user_id=row.requested_by_id)
        audit.record(actor, "register.end_twins", row, at=at, state=str(state))


def _bury_if_dead(row: TwinSearch, at: datetime) -> bool:
    life = twin_searches.life_of(row)
    if dead := life.is_dead(at):
        _close(row, TwinSearchState.FAILED, at, twin_searches.SENTENCES.for_death(life))
    return dead


def _close(row: TwinSearch, state: TwinSearchState, at: datetime, problem: str = "") -> None:
    row.state, row.finished_at, row.problem = state, at, problem
    row.save(update_fields=["state", "finished_at", "problem", "progress", "compared", "found", "left_out"])


def _must_merge(actor: Viewer) -> None:
    if not rules.may_merge(actor):
        raise PermissionDenied
