"""A real conversation, from rows to its public page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from tests import cast
from tests.areas.voices import maps_world as world
from yoriai.web.voices.models import Conversation, Participant, Statement, Vote


def load(folder: Path) -> Conversation:
    """A Polis conversation as rows: statements that were not rejected, and everybody's last votes."""
    row = world.conversation("real", slate_size=10)
    with (folder / "comments.csv").open(encoding="utf-8") as lines:
        statements = {
            line["comment-id"]: Statement(
                conversation=row,
                number=int(line["comment-id"]),
                text=line["comment-body"][:1000],
                created_at=cast.NOW,
            )
            for line in csv.DictReader(lines)
            if line["moderated"] != "-1"
        }
    Statement.objects.bulk_create(statements.values())
    with (folder / "participants-votes.csv").open(encoding="utf-8") as lines:
        people = list(csv.DictReader(lines))
    rows = [
        Participant(conversation=row, key=f"key-{number}", number=number, joined_at=cast.NOW)
        for number in range(len(people))
    ]
    Participant.objects.bulk_create(rows)
    Vote.objects.bulk_create(
        Vote(participant=person, statement=statements[about], value=int(given), at=cast.NOW)
        for person, votes in zip(rows, people, strict=True)
        for about, given in votes.items()
        if about in statements and given
    )
    return row


@pytest.mark.no_cover
@pytest.mark.realdata
@pytest.mark.django_db
def test_a_real_conversation_is_mapped_end_to_end(shared_data: Path) -> None:
    row = load(shared_data / "polis" / "15-per-hour-seattle")
    found = world.published(row)
    summary = found.summary
    assert summary["n_participants"] == len(found.people["rows"]) > 300
    assert summary["n_votes"] == sum(sum(line["votes"][""]) for line in found.statements)
    assert len(summary["slate"]) >= 10
    promises = summary["guarantees"]["ejr_plus"]
    assert all(promises[votes]["holds"] and promises[votes]["rho"] < 1 for votes in ("observed", "completed"))
    response = cast.client("visitor").get(reverse("voices_map", args=["real"]))
    html = response.content.decode()
    assert response.status_code == 200 and found.votes_digest in html
    for entry in summary["slate"]:
        assert reverse("voices_statement", args=["real", entry["statement"]]) in html
