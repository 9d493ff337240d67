"""The way of a citizen: page, vote, voice, receipt."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from yoriai.web.voices.models import Cast, Channel, Participant, Showing, Voice, Vote

pytestmark = pytest.mark.django_db


def test_from_the_page_to_a_vote_to_a_voice_to_its_receipt() -> None:
    talk = factories.conversation()
    factories.statement(talk, "ベンチを増やしてほしい")
    browser = Client()
    page = browser.get(reverse("voices_conversation", args=[talk.slug]))
    assert "駅前の広場をどう使いたいですか" in page.content.decode()
    assert not Participant.objects.exists()

    begun = browser.post(reverse("voices_start", args=[talk.slug]), follow=True)
    assert "ベンチを増やしてほしい" in begun.content.decode()
    vote = reverse("voices_vote", args=[talk.slug])
    done = browser.post(vote, {"statement": 0, "value": "agree"}, follow=True)
    assert "すべて投票しました" in done.content.decode()
    assert Vote.objects.get().value == 1
    assert Cast.objects.get().channel == Channel.WEB
    assert Showing.objects.get().probability == 1.0

    give = reverse("voices_give", args=[talk.slug])
    receipt = browser.post(give, {"text": "木かげがほしい"}, follow=True).content.decode()
    voice = Voice.objects.get()
    assert voice.state == "waiting"
    assert voice.participant == Participant.objects.get()
    assert voice.receipt in receipt
    assert "木かげがほしい" in receipt
