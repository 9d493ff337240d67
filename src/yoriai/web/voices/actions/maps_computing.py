"""Asking for a map, computing it in a worker, stopping it, and burying what lost its worker."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Reporter, Stopped

from ..models import Computation, ComputationState, Conversation, Snapshot
from ..rules import maps_computing as rules
from . import maps_engine

register_verbs(
    {
        "voices.request_map": "地図の計算を頼んだ",
        "voices.stop_map": "地図の計算を止めるよう頼んだ",
        "voices.make_snapshot": "地図ができた",
        "voices.end_map": "地図の計算が終わらずに閉じた",
    }
)


class AlreadyComputing(Exception):
    """A map of this conversation is already waiting or being computed."""


def request_map(
    actor: Viewer, conversation: Conversation, *, seed: int = 1, at: datetime, enqueue: bool = True
) -> Computation:
    """Ask for a new map; a worker computes it once the transaction is committed.

    With `enqueue=False` the caller computes it with `work_on`. Raises PermissionDenied when the actor
    may not, AlreadyComputing when one of this conversation is under way.
    """
    _must_compute(actor)
    with transaction.atomic():
        for row in conversation.computations.filter(state__in=rules.LIVE):
            _bury_if_dead(row, at)
        computation = _insert(conversation, actor, seed, at)
        audit.record(actor, "voices.request_map", computation, at=at, seed=seed)
        if enqueue:
            transaction.on_commit(partial(compute_map.enqueue, computation.pk))
    return computation


def stop(actor: Viewer, computation: Computation, *, at: datetime) -> None:
    """Stop a computation: a waiting one at once, a running one at its next sign of life."""
    _must_compute(actor)
    with transaction.atomic():
        row = Computation.objects.select_for_update().get(pk=computation.pk)
        if not rules.is_live(row):
            return
        audit.record(actor, "voices.stop_map", row, at=at)
        if _bury_if_dead(row, at):
            return
        if row.state == ComputationState.QUEUED:
            _close(row, ComputationState.STOPPED, at)
        else:
            Computation.objects.filter(pk=row.pk).update(stop_requested=True)


@task()
def compute_map(computation_id: int) -> None:
    """Compute a map that somebody asked for."""
    work_on(computation_id)


def work_on(computation_id: int, *, clock: Clock = timezone.now) -> None:
    """Compute the map of a waiting computation to its end: done, stopped or failed with a sentence.

    Does nothing when it is no longer waiting: stopped before it began, or taken up by another worker.
    """
    waiting = Computation.objects.filter(pk=computation_id, state=ComputationState.QUEUED)
    if not loop.take_up(waiting, clock, state=ComputationState.RUNNING):
        return
    computation = Computation.objects.select_related("conversation").get(pk=computation_id)
    name = f"computation {computation_id}"
    with loop.to_its_end(name, partial(_end, computation, clock), rules.SENTENCES):
        running = Computation.objects.filter(pk=computation_id, state=ComputationState.RUNNING)
        content = maps_engine.make(
            computation.conversation, seed=computation.seed, progress=Reporter(running, clock)
        )
        _keep(computation, content, at=clock())


def _insert(conversation: Conversation, actor: Viewer, seed: int, at: datetime) -> Computation:
    try:
        with transaction.atomic():
            return Computation.objects.create(
                conversation=conversation,
                state=ComputationState.QUEUED,
                seed=seed,
                requested_by_id=actor.user_id,
                requested_at=at,
            )
    except IntegrityError as another:
        raise AlreadyComputing from another


def _keep(computation: Computation, content: maps_engine.Content, *, at: datetime) -> Snapshot:
    """Keep the result under the next number, unless the computation was stopped or given up meanwhile."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=computation.conversation_id)
        row = Computation.objects.select_for_update().get(pk=computation.pk)
        if row.state != ComputationState.RUNNING or row.stop_requested:
            raise Stopped
        last = conversation.snapshots.aggregate(last=Max("number"))["last"] or 0
        snapshot = Snapshot.objects.create(
            conversation=conversation,
            number=last + 1,
            made_at=at,
            made_by_id=row.requested_by_id,
            seed=row.seed,
            **content,
        )
        row.snapshot, row.progress = snapshot, 100
        _close(row, ComputationState.DONE, at)
        facts = {"number": snapshot.number, "votes_digest": snapshot.votes_digest}
        audit.record(Viewer(user_id=row.requested_by_id), "voices.make_snapshot", snapshot, at=at, **facts)
    return snapshot


def _end(computation: Computation, clock: Clock, problem: str) -> None:
    state, at = ComputationState.FAILED if problem else ComputationState.STOPPED, clock()
    with transaction.atomic():
        row = Computation.objects.select_for_update().get(pk=computation.pk)
        if not rules.is_live(row):
            return
        _close(row, state, at, problem)
        actor = Viewer(user_id=row.requested_by_id)
        audit.record(actor, "voices.end_map", row, at=at, state=str(state))


def _bury_if_dead(row: Computation, at: datetime) -> bool:
    life = rules.life_of(row)
    if dead := life.is_dead(at):
        _close(row, ComputationState.FAILED, at, rules.SENTENCES.for_death(life))
    return dead


def _close(row: Computation, state: ComputationState, at: datetime, problem: str = "") -> None:
    row.state, row.finished_at, row.problem = state, at, problem
    row.save(update_fields=["state", "finished_at", "problem", "snapshot", "progress"])


def _must_compute(actor: Viewer) -> None:
    if not rules.may_compute(actor):
        raise PermissionDenied
