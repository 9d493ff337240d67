"""The audit chain: written with the deed, never changed, and tampering shows."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast, factories
from yoriai.web.accounts.models import User
from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit import queries, rules
from yoriai.web.audit.models import Event, Head
from yoriai.web.audit.verbs import VERBS, register_verbs
from yoriai.web.register import actions as _verbs  # noqa: F401 - registers the verbs used here

pytestmark = pytest.mark.django_db


def some_events(number: int = 3) -> list[Event]:
    """So many events, by the director, on one organisation."""
    director, row = cast.viewer("director"), factories.organisation()
    return [
        audit.record(
            director,
            "register.change_organisation",
            row,
            at=cast.NOW + timedelta(minutes=turn),
            turn=turn,
            note="声",
        )
        for turn in range(number)
    ]


def without_triggers() -> None:
    """What somebody with the database's keys could do first."""
    with connection.cursor() as cursor:
        on = " ON audit_event" if connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER audit_event_no_{verb}{on}")


def test_each_event_names_the_one_before() -> None:
    first, second, third = some_events()
    assert first.previous == rules.START
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert Head.objects.get().digest == third.digest and Head.objects.get().events == 3
    assert queries.chain_break() is None


def test_an_empty_chain_is_whole() -> None:
    assert queries.chain_break() is None


def test_an_event_says_who_what_and_when() -> None:
    event = some_events(1)[0]
    event.refresh_from_db()
    assert event.actor_id == cast.make_user("director").pk
    assert (event.target_kind, event.facts) == ("register.organisation", {"turn": 0, "note": "声"})
    assert event.at == cast.NOW and str(event).startswith("register.change_organisation register")
    assert str(Head.objects.get()) == "1 events"


def test_a_visitor_can_be_the_actor() -> None:
    event = audit.record(VISITOR, "register.change_organisation", factories.organisation(), at=cast.NOW)
    assert event.actor_id is None and queries.chain_break() is None


def test_times_of_any_zone_are_the_same_moment() -> None:
    tokyo = datetime(2026, 10, 1, 19, 0, tzinfo=timezone(timedelta(hours=9)))
    event = audit.record(VISITOR, "register.change_organisation", factories.organisation(), at=tokyo)
    event.refresh_from_db()
    assert event.at == cast.NOW and queries.chain_break() is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_event SET verb = 'register.add_organisation' WHERE id = %s",
        "UPDATE audit_event SET target_id = '999999' WHERE id = %s",
        "UPDATE audit_event SET actor_id = NULL WHERE id = %s",
        "UPDATE audit_event SET facts = '{}' WHERE id = %s",
        "DELETE FROM audit_event WHERE id = %s",
    ],
)
def test_tampering_shows_at_the_place_where_it_was_done(change: str) -> None:
    events = some_events()
    without_triggers()
    with connection.cursor() as cursor:
        cursor.execute(change, [events[1].pk])
    broken = queries.chain_break()
    assert broken is not None
    assert broken.pk == (events[2].pk if change.startswith("DELETE") else events[1].pk)


def test_a_digest_made_anew_breaks_the_next_event() -> None:
    events = some_events()
    without_triggers()
    events[1].facts = {}
    events[1].digest = rules.digest_of(events[1])
    Event.objects.filter(pk=events[1].pk).update(facts={}, digest=events[1].digest)
    broken = queries.chain_break()
    assert broken is not None and broken.pk == events[2].pk


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_event SET verb = 'x' WHERE id = %s", "DELETE FROM audit_event WHERE id = %s"]
)
def test_the_database_refuses_to_change_or_delete(sql: str) -> None:
    event = some_events(1)[0]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [event.pk])
    assert Event.objects.get() == event


def test_an_account_with_events_cannot_be_deleted() -> None:
    some_events(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(email="director@example.jp").delete()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    row = factories.organisation()
    with pytest.raises(RuntimeError):
        audit.record(VISITOR, "register.change_organisation", row, at=cast.NOW)


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_fails_leaves_no_event() -> None:
    row = factories.organisation()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record(VISITOR, "register.change_organisation", row, at=cast.NOW)
        raise ZeroDivisionError
    assert not Event.objects.exists()
    assert queries.chain_break() is None


def test_a_verb_must_be_on_the_list() -> None:
    with pytest.raises(KeyError):
        audit.record(VISITOR, "register.conjure", factories.organisation(), at=cast.NOW)


def test_a_verb_has_one_meaning() -> None:
    register_verbs({"register.add_person": VERBS["register.add_person"]})
    with pytest.raises(ValueError, match="another wording"):
        register_verbs({"register.add_person": "べつの意味"})


@pytest.mark.parametrize("name", cast.NAMES)
def test_only_the_director_reads_the_chain(name: str) -> None:
    some_events(1)
    viewer = cast.viewer(name)
    assert queries.visible_to(viewer).exists() is (name == "director")
    assert rules.may_read(viewer) is (name == "director")


def test_pages_show_wording_filter_and_history() -> None:
    event = some_events(1)[0]
    audit.record(VISITOR, "register.add_person", factories.person(), at=cast.NOW)
    browser = cast.client("director")
    page = browser.get("/audit/").content.decode()
    assert "団体の記載を直した" in page and "サインインしていない人" in page and "note: 声" in page
    rows = browser.get("/audit/?verb=register.add_person").content.decode().split("<tbody>")[1]
    assert "人を台帳に載せた" in rows and "団体の記載を直した" not in rows
    rows = browser.get(f"/audit/?kind=register.organisation&id={event.target_id}").content.decode()
    assert "人を台帳に載せた" not in rows.split("<tbody>")[1]
    assert "当てはまる記録はありません" in browser.get("/audit/?kind=x&id=1").content.decode()


def test_the_check_page_says_whether_the_chain_is_whole() -> None:
    events = some_events()
    browser = cast.client("director")
    assert "3件の記録" in browser.get("/audit/check/").content.decode()
    without_triggers()
    Event.objects.filter(pk=events[1].pk).update(facts={})
    assert f"{events[1].pk}番の記録" in browser.get("/audit/check/").content.decode()
