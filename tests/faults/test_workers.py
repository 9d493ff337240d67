"""What every work of a worker keeps to: signs of life, an end with a sentence, nothing left hanging."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from yoriai.web.register.models import TwinSearch
from yoriai.web.work import loop
from yoriai.web.work.life import PATIENCE, SILENCE, SLOW_START, Life, Sentences, Standing

SENTENCES = Sentences("lost", "never", "server", "memory", "unforeseen")
NOW, MOMENT = cast.NOW, timedelta(seconds=1)


class Expected(Exception):
    """A problem with a sentence of its own."""


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (loop.Stopped(), "by hand"),
        (Expected("line 3 is broken"), "line 3 is broken"),
        (MemoryError(), "memory"),
        (KeyError("x"), "unforeseen"),
    ],
)
def test_a_work_ends_with_a_sentence(
    problem: Exception, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    with loop.to_its_end("work 5", said.append, SENTENCES, known=(Expected,), stopped="by hand"):
        raise problem
    assert said == [sentence]
    assert ("work 5 failed" in caplog.text) == (sentence in ("memory", "unforeseen"))


def test_a_worker_that_is_told_to_end_says_so_and_goes() -> None:
    said: list[str] = []
    with pytest.raises(SystemExit), loop.to_its_end("work", said.append, SENTENCES):
        raise SystemExit
    assert said == ["server"]


def test_a_work_that_succeeds_is_not_ended_again() -> None:
    said: list[str] = []
    with loop.to_its_end("work", said.append, SENTENCES):
        pass
    assert said == []


@pytest.mark.parametrize(
    ("standing", "heard", "later", "dead"),
    [
        (Standing.UNDER_WAY, NOW, SILENCE, False),
        (Standing.UNDER_WAY, NOW, SILENCE + MOMENT, True),
        (Standing.UNDER_WAY, None, SILENCE + MOMENT, True),
        (Standing.WAITING, None, PATIENCE, False),
        (Standing.WAITING, None, PATIENCE + MOMENT, True),
        (Standing.ENDED, NOW, timedelta(days=9), False),
    ],
)
def test_silence_is_death(standing: Standing, heard: object, later: timedelta, dead: bool) -> None:
    life = Life(standing, NOW, heard)  # type: ignore[arg-type]
    assert life.is_dead(NOW + later) is dead
    assert SENTENCES.for_death(life) == ("lost" if standing is Standing.UNDER_WAY else "never")


def test_a_slow_start_is_told_of_waiting_works_only() -> None:
    late = NOW + SLOW_START + MOMENT
    assert Life(Standing.WAITING, NOW, None).is_slow_to_start(late)
    assert not Life(Standing.WAITING, NOW, None).is_slow_to_start(NOW + SLOW_START)
    assert not Life(Standing.UNDER_WAY, NOW, None).is_slow_to_start(late)


@pytest.mark.django_db
def test_a_waiting_work_is_taken_up_once_and_hears_its_stop() -> None:
    user = cast.make_user("lead")
    row = TwinSearch.objects.create(kind="person", state="queued", requested_by=user, requested_at=NOW)
    waiting = TwinSearch.objects.filter(pk=row.pk, state="queued")
    assert loop.take_up(waiting, lambda: NOW, state="running")
    assert not loop.take_up(waiting, lambda: NOW, state="running")
    report = loop.Reporter(TwinSearch.objects.filter(pk=row.pk, state="running"), lambda: NOW)
    for percent in range(100):  # what is told is what was meant, whatever floats make of it
        report(percent / 100, "x" * 200)
        row.refresh_from_db()
        assert (row.progress, row.heard_at, len(row.step)) == (percent, NOW, 100)
    TwinSearch.objects.filter(pk=row.pk).update(stop_requested=True)
    with pytest.raises(loop.Stopped):
        report(1.0)
