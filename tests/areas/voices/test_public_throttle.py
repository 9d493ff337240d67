"""Guessing is slow: tries come back with time, by a clock that the test holds."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from tests import cast
from yoriai.web.voices.actions import throttle
from yoriai.web.voices.models import Bucket
from yoriai.web.voices.rules.throttle import Limit, bucket_key, tokens_at

THREE = Limit("test", burst=3, seconds=60)


def later(seconds: float) -> object:
    return cast.NOW + timedelta(seconds=seconds)


def test_tries_come_back_with_time_up_to_the_burst() -> None:
    assert tokens_at(THREE, 0, cast.NOW, cast.NOW) == 0
    assert tokens_at(THREE, 0, cast.NOW, later(90)) == 1.5
    assert tokens_at(THREE, 2, cast.NOW, later(3600)) == 3
    assert tokens_at(THREE, 2, cast.NOW, later(-60)) == 2  # a clock that was put back takes nothing away


@pytest.mark.django_db
def test_after_the_burst_one_waits() -> None:
    take = partial(throttle.take, THREE, "192.0.2.1")
    assert [take(at=cast.NOW) for _ in range(4)] == [True, True, True, False]
    assert not throttle.left(THREE, "192.0.2.1", at=later(59))
    assert throttle.left(THREE, "192.0.2.1", at=later(60))
    assert [take(at=later(60)), take(at=later(60))] == [True, False]


@pytest.mark.django_db
def test_everybody_has_a_bucket_for_each_purpose() -> None:
    for _ in range(3):
        assert throttle.take(THREE, "192.0.2.1", at=cast.NOW)
    assert throttle.left(THREE, "192.0.2.2", at=cast.NOW)
    assert throttle.left(Limit("other", 3, 60), "192.0.2.1", at=cast.NOW)
    assert not throttle.left(THREE, "192.0.2.1", at=cast.NOW)


@pytest.mark.django_db
def test_no_address_is_stored_and_old_buckets_go() -> None:
    throttle.take(THREE, "192.0.2.1", at=cast.NOW)
    assert "192.0.2.1" not in str(Bucket.objects.values_list().get())
    throttle.take(THREE, "192.0.2.2", at=later(25 * 3600))
    assert Bucket.objects.get().key == bucket_key(THREE, "192.0.2.2")
    assert str(Bucket.objects.get()).startswith("2 left")


@pytest.mark.django_db
def test_two_first_tries_at_once_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = throttle._take

    def faster(limit: Limit, key: str, at: object) -> bool:
        monkeypatch.setattr(throttle, "_take", plain)
        plain(limit, key, at)  # type: ignore[arg-type]
        raise IntegrityError

    monkeypatch.setattr(throttle, "_take", faster)
    # the first try is rolled back here together with its rival, as in one transaction
    assert throttle.take(THREE, "192.0.2.1", at=cast.NOW)
    assert Bucket.objects.get().tokens == 2
