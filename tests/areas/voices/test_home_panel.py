"""The front page of staff: what waits, and the way to the scribe screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import cast, factories
from yoriai.web.voices.models import Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> None:
    now = timezone.now()
    conversation = factories.conversation(
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        published_at=now - timedelta(days=2),
    )
    Voice.objects.create(
        conversation=conversation,
        text="ベンチがほしい",
        channel="paper",
        received_at=now,
        state_at=now,
        receipt="AACD-3467",
        fingerprint="x",
    )


@pytest.mark.usefixtures("running")
def test_who_moderates_sees_what_waits() -> None:
    page = cast.client("staff").get("/").content.decode()
    assert '<span class="figure-number">1</span>件が確認を待っています' in page


@pytest.mark.usefixtures("running")
def test_who_keys_in_sees_the_way_to_the_scribe_screen_only() -> None:
    page = cast.client("reception").get("/").content.decode()
    assert "紙や電話の声を入力する" in page and "確認を待って" not in page


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("name", ["visitor", "citizen", "supervisor"])
def test_others_see_neither(name: str) -> None:
    assert "紙や電話の声を入力する" not in cast.client(name).get("/").content.decode()
