"""Staff's pages of maps: asking for one, watching it, comparing two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.areas.voices import maps_world as world
from tests.areas.voices.maps_reading import read, words
from yoriai.web.voices.actions import maps_computing
from yoriai.web.voices.models import Computation, Vote

pytestmark = pytest.mark.django_db


def ask(seed: str = "1") -> Any:
    return cast.client("staff").post(reverse("voices_compute_map", args=["bus"]), {"seed": seed})


def test_asking_leads_to_the_progress_page() -> None:
    world.two_camps()
    response = ask("7")
    row = Computation.objects.get()
    assert row.seed == 7
    assert response["Location"] == reverse("voices_computation", args=["bus", row.pk])
    assert ask()["Location"] == reverse("voices_maps", args=["bus"])  # one at a time


def test_a_wrong_seed_comes_back_with_what_was_typed() -> None:
    world.two_camps()
    response = ask("-3")
    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="-3"' in html and 'class="error"' in html
    assert not Computation.objects.exists()


def test_progress_is_polled_with_htmx_and_reloaded_without() -> None:
    row = world.computation(
        world.two_camps(), state="running", progress=42, step="looking for groups", heard_at=timezone.now()
    )
    page = read("voices_computation", "bus", row.pk, who="staff")
    assert '<meta http-equiv="refresh"' in page and 'hx-trigger="every 1s"' in page
    assert 'value="42"' in page and "グループがあるかどうか" in page
    part = read("voices_computation", "bus", row.pk, who="staff", **{"HX-Request": "true"})
    assert "<html" not in part and 'id="computation"' in part


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "queued", "requested_at": -5}, "なかなか始まりません"),
        ({"state": "queued", "requested_at": -120}, "始められませんでした"),
        ({"state": "running", "requested_at": -90}, "知らせがなくなりました"),
        ({"state": "stopped", "requested_at": 0}, "これまでの地図はそのままです"),
        ({"state": "failed", "requested_at": 0, "problem": "メモリが足りません"}, "メモリが足りません"),
    ],
)
def test_what_the_progress_page_says(fields: dict[str, Any], said: str) -> None:
    asked_at = timezone.now() + timedelta(minutes=fields.pop("requested_at"))
    row = world.computation(world.two_camps(), requested_at=asked_at, **fields)
    assert said in words(read("voices_computation", "bus", row.pk, who="staff"))


def test_stopping_from_the_page() -> None:
    row = world.computation(
        world.two_camps(), state="running", requested_at=timezone.now(), heard_at=timezone.now()
    )
    response = cast.client("staff").post(
        reverse("voices_stop_computation", args=["bus", row.pk]), follow=True
    )
    assert "止めています" in response.content.decode()
    row.refresh_from_db()
    assert row.stop_requested


def test_a_finished_computation_leads_to_its_map() -> None:
    found = world.snapshot(world.two_camps())
    html = read("voices_computation", "bus", found.computation.pk, who="staff")
    assert reverse("voices_map_number", args=["bus", 1]) in html and "hx-get" not in html


def test_the_list_of_maps_and_the_differences_between_two() -> None:
    row = world.two_camps()
    world.published(row)
    newcomers = world.participants(row, 6)
    for person in newcomers:
        for statement in row.statements.all():
            Vote.objects.create(participant=person, statement=statement, value=1, at=cast.NOW)
    world.snapshot(row)
    listed = words(read("voices_maps", "bus", who="staff"))
    assert "第1号" in listed and "第2号" in listed and "まだ" in listed
    url = reverse("voices_compare_maps", args=["bus"])
    text = words(cast.client("staff").get(url, {"from": 1, "to": 2}).content.decode())
    assert "第1号から第2号へのちがい" in text
    assert "人 30 36 +6" in text
    assert "まとめの意見のちがい" in text


def test_a_comparison_of_nothing_leads_to_the_list() -> None:
    world.two_camps()
    response = cast.client("staff").get(reverse("voices_compare_maps", args=["bus"]))
    assert response.status_code == 302 and response["Location"] == reverse("voices_maps", args=["bus"])


@pytest.mark.parametrize("numbers", [{"from": "1", "to": "9"}, {"from": "x", "to": "1"}, {"to": "1"}])
def test_a_comparison_with_a_map_that_is_not_there(numbers: dict[str, str]) -> None:
    world.snapshot(world.two_camps())
    assert cast.client("staff").get(reverse("voices_compare_maps", args=["bus"]), numbers).status_code == 404


def test_a_dead_computation_is_listed_as_failed() -> None:
    world.computation(world.two_camps(), state="running", requested_at=cast.NOW - timedelta(days=400))
    assert "できませんでした" in words(read("voices_maps", "bus", who="staff"))


def test_asking_needs_no_worker_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page never computes by itself."""
    monkeypatch.setattr(maps_computing, "work_on", None)
    world.two_camps()
    assert ask().status_code == 302
