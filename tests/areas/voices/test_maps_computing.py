"""Staff ask for a map; a worker computes it, can be stopped, and leaves nothing stuck."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from tests import cast
from tests.areas.voices import maps_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import maps_computing as actions
from yoriai.web.voices.actions import maps_engine
from yoriai.web.voices.models import Computation, Snapshot, Vote
from yoriai.web.voices.rules import maps_computing as rules
from yoriai.web.work import life

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def ask(row: Any) -> Computation:
    return actions.request_map(cast.viewer("staff"), row, at=NOW, enqueue=False)


def run(computation: Computation) -> Computation:
    actions.work_on(computation.pk, clock=lambda: NOW)
    computation.refresh_from_db()
    return computation


def test_a_map_is_asked_for_and_computed() -> None:
    row = world.two_camps()
    done = run(ask(row))
    assert (done.state, done.progress, done.problem) == ("done", 100, "")
    assert done.snapshot is not None
    assert (done.snapshot.number, done.snapshot.made_at, done.snapshot.seed) == (1, NOW, 1)
    assert done.snapshot.summary["n_participants"] == 30
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "voices.request_map",
        "voices.make_snapshot",
    ]


def test_the_task_is_put_into_the_queue_when_the_transaction_is_committed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.request_map(cast.viewer("staff"), world.two_camps(), at=NOW)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [asked.pk], "kwargs": {}}
    assert task.task_path == "yoriai.web.voices.actions.maps_computing.compute_map"


def test_the_task_computes_the_map() -> None:
    asked = ask(world.two_camps())
    actions.compute_map.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "done"


def test_same_votes_and_seed_give_equal_content() -> None:
    row = world.two_camps()
    first, second = (run(ask(row)).snapshot for _ in range(2))
    assert first is not None and second is not None
    assert (first.number, second.number) == (1, 2)
    for field in ("votes_digest", "summary", "people", "statements", "composition"):
        assert getattr(first, field) == getattr(second, field), field


def test_one_more_vote_gives_another_digest() -> None:
    row = world.two_camps()
    first = run(ask(row)).snapshot
    vote = Vote.objects.filter(participant__number=1).order_by("pk").first()
    assert vote is not None and first is not None
    vote.value = 0
    vote.save()
    second = run(ask(row)).snapshot
    assert second is not None and second.votes_digest != first.votes_digest


def test_the_digest_is_that_of_lines_in_order() -> None:
    expected = hashlib.sha256(b"0,1,1\n0,2,-1\n3,1,0\n").hexdigest()
    assert rules.votes_digest([(3, 1, 0), (0, 2, -1), (0, 1, 1)]) == expected


def test_votes_on_hidden_statements_are_left_out() -> None:
    row = world.two_camps()
    row.statements.filter(number=6).update(shown=False)
    found = run(ask(row)).snapshot
    assert found is not None
    assert [entry["statement"] for entry in found.statements] == [1, 2, 3, 4, 5]
    assert found.summary["n_statements"] == 5


def test_only_one_computation_of_a_conversation_at_a_time() -> None:
    row = world.two_camps()
    ask(row)
    with pytest.raises(actions.AlreadyComputing):
        ask(row)
    assert row.computations.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Computation.objects.create(conversation=row, state="running", requested_at=NOW)
    ask(world.two_camps("forest"))  # another conversation is not held up


@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "citizen", "visitor"])
def test_others_may_not_compute_or_stop(name: str) -> None:
    row = world.two_camps()
    with pytest.raises(PermissionDenied):
        actions.request_map(cast.viewer(name), row, at=NOW)
    asked = ask(row)
    with pytest.raises(PermissionDenied):
        actions.stop(cast.viewer(name), asked, at=NOW)
    asked.refresh_from_db()
    assert asked.state == "queued"


def test_a_waiting_computation_is_stopped_at_once_and_never_begins() -> None:
    asked = ask(world.two_camps())
    actions.stop(cast.viewer("lead"), asked, at=NOW)
    assert run(asked).state == "stopped"
    assert not Snapshot.objects.exists()
    actions.stop(cast.viewer("lead"), asked, at=NOW)  # once more changes nothing
    assert Event.objects.filter(verb="voices.stop_map").count() == 1


def when(monkeypatch: pytest.MonkeyPatch, do: Callable[[Computation], None], *, at: float = 0.5) -> None:
    """Something happens in the middle of every computation from here on."""
    original = maps_engine.opinions.analyse

    def interrupted(votes: Any, *, progress: Any, **options: Any) -> Any:
        def tell(fraction: float, step: str) -> None:
            if fraction >= at:
                do(Computation.objects.get(state="running"))
            progress(fraction, step)

        return original(votes, progress=tell, **options)

    monkeypatch.setattr(maps_engine.opinions, "analyse", interrupted)


def test_a_running_computation_stops_at_its_next_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    when(monkeypatch, lambda row: actions.stop(cast.viewer("staff"), row, at=NOW))
    stopped = run(ask(world.two_camps()))
    assert (stopped.state, stopped.problem, stopped.finished_at) == ("stopped", "", NOW)
    assert not Snapshot.objects.exists()


def test_a_stop_that_comes_after_the_last_sign_of_life_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    original = maps_engine.make

    def make(*args: Any, **kwargs: Any) -> Any:
        content = original(*args, **kwargs)
        actions.stop(cast.viewer("staff"), Computation.objects.get(), at=NOW)
        return content

    monkeypatch.setattr(maps_engine, "make", make)
    assert run(ask(world.two_camps())).state == "stopped"
    assert not Snapshot.objects.exists()


def test_a_server_that_ends_says_so_in_the_computation(monkeypatch: pytest.MonkeyPatch) -> None:
    when(monkeypatch, lambda _row: sys.exit(1))
    row = ask(world.two_camps())
    with pytest.raises(SystemExit):
        run(row)
    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", str(rules.SENTENCES.server_ended))


@pytest.mark.parametrize(
    ("problem", "words"), [(MemoryError(), "メモリ"), (ValueError("x"), "思いがけない問題")]
)
def test_a_failure_leaves_a_sentence(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_row: Computation) -> None:
        raise problem

    when(monkeypatch, fail)
    failed = run(ask(world.two_camps()))
    assert failed.state == "failed" and words in failed.problem
    assert f"computation {failed.pk} failed" in caplog.text
    assert ask(failed.conversation).state == "queued"  # and another can be asked for


def test_a_worker_that_died_leaves_nothing_stuck() -> None:
    row = world.two_camps()
    lost = world.computation(row, state="running", heard_at=NOW - life.SILENCE - timedelta(seconds=1))
    asked = ask(row)
    lost.refresh_from_db()
    assert lost.state == "failed" and "知らせがなくなりました" in lost.problem
    assert run(asked).state == "done"


def test_a_computation_that_no_worker_took_up_is_given_up() -> None:
    row = world.two_camps()
    lost = world.computation(row, requested_at=NOW - life.PATIENCE - timedelta(seconds=1))
    actions.stop(cast.viewer("staff"), lost, at=NOW)
    lost.refresh_from_db()
    assert lost.state == "failed" and "始められませんでした" in lost.problem


def test_a_running_one_that_is_alive_is_left_alone() -> None:
    row = world.two_camps()
    world.computation(row, state="running", heard_at=NOW - life.SILENCE)
    with pytest.raises(actions.AlreadyComputing):
        ask(row)


def test_a_worker_that_comes_back_after_it_was_given_up_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    original = maps_engine.make

    def make(conversation: Any, **kwargs: Any) -> Any:
        content = original(conversation, **kwargs)
        later = NOW + life.SILENCE + timedelta(hours=2)
        actions.request_map(cast.viewer("staff"), conversation, at=later, enqueue=False)
        return content

    monkeypatch.setattr(maps_engine, "make", make)
    asked = run(ask(world.two_camps()))
    assert asked.state == "failed"
    assert not Snapshot.objects.exists()


def test_progress_is_written_but_not_for_nothing(django_assert_num_queries: Any) -> None:
    row = world.computation(world.conversation(), state="running")
    report = actions.Reporter(Computation.objects.filter(pk=row.pk), lambda: NOW)
    report(0.25, "looking for groups")
    row.refresh_from_db()
    assert (row.progress, row.step, row.heard_at) == (25, "looking for groups", NOW)
    with django_assert_num_queries(0):
        report(0.251, "looking for groups")
    report(1.0, "done")
    row.refresh_from_db()
    assert row.progress == 99  # a hundred is only shown when the map is there


def test_a_snapshot_is_never_changed() -> None:
    found = world.snapshot(world.two_camps())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Snapshot.objects.update(seed=2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Snapshot.objects.filter(pk=found.pk)._raw_delete("default")
