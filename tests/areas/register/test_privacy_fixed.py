"""Rows that the database lets nobody change: a name can be taken out of their words, and nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests import cast, factories
from tests.areas.register.erasing_world import erased
from yoriai.web.register.actions import erasing
from yoriai.web.voices.models import Snapshot, VoiceStep

pytestmark = pytest.mark.django_db


def test_out_of_what_the_database_keeps_for_good_a_name_can_be_taken() -> None:
    person = factories.person()
    talk = factories.conversation(responsible=factories.person(family_name="責任", given_name="者"))
    voice = factories.voice(talk, note="髙﨑 澄江さんのこと")
    statements = [{"number": 1, "text": {"ja": "高崎澄江さんに頼みたい"}, "votes": 3}]
    digits = {"conversation": talk, "made_at": cast.NOW, "seed": 1, "votes_digest": "0", "summary": {}}
    snapshot = Snapshot.objects.create(number=1, people=[], statements=statements, **digits)
    for rows in (VoiceStep.objects.filter(voice=voice), Snapshot.objects.filter(pk=snapshot.pk)):
        for change in ({"note": "ほか"}, {"statements": []}, {"statements": ["（消去済み）"], "seed": 2}):
            if hasattr(rows.model, next(iter(change))):
                with pytest.raises(DatabaseError), transaction.atomic():
                    rows.update(**change)
    places = erasing.preview(cast.viewer("lead"), person, at=cast.NOW).places
    assert not any(place.fixed for place in places)
    erasure = erased(person, also=[place.key for place in places])
    assert erasure.counts["mentions"] == 3
    snapshot.refresh_from_db()
    assert snapshot.statements == [{"number": 1, "text": {"ja": "（消去済み）さんに頼みたい"}, "votes": 3}]
    assert set(voice.steps.values_list("note", flat=True)) == {"（消去済み）"}
    page = cast.client("lead").get(reverse("register_erased", args=[person.pk])).content.decode()
    assert "ほかの記載に出てきたところ：3件" in page


def test_what_can_never_be_changed_is_shown_and_left() -> None:
    person = factories.person()
    talk = factories.conversation(responsible=factories.person(family_name="責任", given_name="者"))
    digits = {"conversation": talk, "made_at": cast.NOW, "seed": 1, "votes_digest": "0"}
    Snapshot.objects.create(number=1, people=[], statements=[], summary={"x": "髙﨑 澄江"}, **digits)
    (place,) = erasing.preview(cast.viewer("lead"), person, at=cast.NOW).places
    assert place.fixed
    page = cast.client("lead").get(reverse("register_erase", args=[person.pk])).content.decode()
    assert "変えられない記録" in page
    assert erased(person, also=[place.key]).counts["mentions"] == 0
