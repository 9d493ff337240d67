"""A sending is one deed: who got it, who did not and why, once however often it is pressed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from tests import cast, factories
from tests.areas.register import mailings_world as world
from yoriai.web.audit.models import Event
from yoriai.web.notices.actions import send as send_notice
from yoriai.web.notices.models import Notice
from yoriai.web.register.actions import mailings as actions
from yoriai.web.register.models import (
    LeftOut,
    Person,
    Reach,
    Refusal,
    Sending,
    SendingLine,
    Sight,
)
from yoriai.web.register.queries import mailings as queries

pytestmark = pytest.mark.django_db
STAFF = "staff"


def outcome(sending: Sending) -> dict[str, str]:
    """Family name or organisation -> reason, or the number of the piece."""
    return {
        (line.person.family_name if line.person else line.organisation.name): line.left_out  # type: ignore[union-attr]
        or str(line.piece)
        for line in sending.lines.select_related("person", "organisation")
    }


def test_everybody_on_the_list_is_recorded_with_a_piece_or_a_reason() -> None:
    world.reader(family_name="あ", family_kana="あ")
    world.reader(family_name="い", family_kana="い", do_not_ask=True)
    world.reader(family_name="う", family_kana="う", address="")
    factories.person(family_name="え", family_kana="え", municipality=factories.municipality())
    world.reader(family_name="お", family_kana="お", address="総社市1")
    sending = world.send(world.people_list())
    assert outcome(sending) == {
        "あ": "1",
        "お": "2",
        "い": LeftOut.DO_NOT_ASK,
        "う": LeftOut.NO_ADDRESS,
        "え": LeftOut.NO_CONSENT,
    }
    assert (sending.list_name, sending.list_words) == ("倉敷の人", "倉敷市に住む人")
    assert str(sending) == "秋のお便り" and str(sending.lines.all()[0]).startswith("line")


def test_one_event_and_a_sight_of_each_person_who_got_it() -> None:
    row = world.reader()
    world.reader(do_not_ask=True)
    sending = world.send(world.people_list(), kind="label12")
    event = Event.objects.get(verb="register.send")
    facts = {"kind": "label12", "purpose": "newsletter", "pieces": 1, "left_out": 1}
    assert event.target_id == str(sending.pk) and event.facts == facts
    sight = Sight.objects.get()
    assert (sight.person_id, sight.how) == (row.pk, "label12")
    assert str(sending.pk) in sight.purpose


def test_pressing_twice_sends_once() -> None:
    world.reader()
    saved, deed = world.people_list(), uuid4()
    first = world.send(saved, kind="email", deed=deed)
    assert world.send(saved, kind="email", deed=deed) == first
    with patch.object(Sending.objects, "filter", return_value=Sending.objects.none()):
        assert world.send(saved, kind="email", deed=deed) == first  # in the same moment
    assert Sending.objects.count() == 1 and Event.objects.filter(verb="register.send").count() == 1


@pytest.mark.parametrize("name", ["reception", "supervisor", "citizen", "visitor"])
def test_who_may_not_send_sends_nothing(name: str) -> None:
    with pytest.raises(PermissionDenied):
        world.send(world.people_list(), who=name)
    assert not Sending.objects.exists()


def test_a_household_gets_one_letter() -> None:
    world.reader(given_name="健", given_kana="あ")
    world.reader(given_name="由紀", given_kana="い", address="岡山県倉敷市白楽町２４９番地５")
    sending = world.send(world.people_list(), households=True)
    assert [(line.piece, line.leads) for line in sending.lines.order_by("pk")] == [(1, True), (1, False)]
    (piece,) = queries.pieces_of(sending).values()
    assert piece.lines == ["髙﨑 健 様", "髙﨑 由紀 様"]


def test_the_childs_guardian_is_asked_for_the_child() -> None:
    parent = world.reader(email="parent@example.jp", municipality=None)
    child = world.reader(
        given_name="さくら", birthday=date(2015, 5, 5), guardian=parent, email="child@example.jp"
    )
    saved = world.people_list()
    assert outcome(world.send(saved))[child.family_name] == LeftOut.NO_GUARDIAN
    world.consent(child, given_by=parent)
    (piece,) = queries.pieces_of(world.send(saved, kind="email")).values()
    assert piece.target.email == "parent@example.jp"
    assert piece.lines == ["髙﨑 さくら 様", "保護者 様"]


def test_organisations_are_written_to_as_a_whole_or_to_their_representative() -> None:
    row = world.organisation()
    head = factories.affiliation(organisation=row, person=factories.person(given_name="直樹")).person
    world.organisation(name="届出の会", representative="大森 健")
    world.organisation(name="だれもいない会")
    saved = world.organisation_list()
    whole = [piece.lines for piece in queries.pieces_of(world.send(saved)).values()]
    assert ["高梁川流域の会 御中"] in whole and len(whole) == 3
    assert not Sight.objects.exists()
    sending = world.send(saved, to_representative=True)
    lines = [piece.lines for piece in queries.pieces_of(sending).values()]
    assert sorted(lines) == [["届出の会", "代表 大森 健 様"], ["高梁川流域の会", "代表 髙﨑 直樹 様"]]
    assert outcome(sending)["だれもいない会"] == LeftOut.NO_REPRESENTATIVE
    assert Sight.objects.get().person_id == head.pk


# --- mails ------------------------------------------------------------------------------------


def test_mails_name_sender_reason_and_how_to_stop() -> None:
    world.reader()
    sending = world.send(world.people_list(), kind="email", body="{宛名}、{センター}からです。")
    assert actions.put_portion(sending.pk, at=cast.NOW) == 1
    notice = Notice.objects.get()
    line = sending.lines.get()
    stop = f"{world.SITE}/register/stop/{queries.stop_token(line, 'newsletter')}/"
    assert (notice.to, notice.subject) == ("sumie@example.jp", "秋のお便り")
    assert notice.body.startswith("髙﨑 澄江様、市民活動支援センターからです。")
    assert "送り主：市民活動支援センター" in notice.body and "同意いただいた方" in notice.body
    assert stop in notice.body and line.mailed_at == cast.NOW
    send_notice.call(notice.pk)
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path__contains="put_mails").count()


def test_the_worker_is_called_on_commit_only(django_capture_on_commit_callbacks: Any) -> None:
    world.reader()
    saved = world.people_list()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        world.send(saved, kind="email")
        raise ZeroDivisionError
    assert not Sending.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        world.send(saved, kind="letter")
    assert tasks() == 0  # a letter is printed, not mailed
    with django_capture_on_commit_callbacks() as later:
        world.send(saved, kind="email")
    assert tasks() == 0 and not Notice.objects.exists()
    later[0]()
    assert tasks() == 1


def test_many_mails_go_in_portions_and_each_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(actions, "PORTION", 2)
    for number in range(5):
        world.reader(email=f"r{number}@example.jp", given_kana=str(number))
    sending = world.send(world.people_list(), kind="email")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.put_portion(sending.pk, at=cast.NOW) == 2
    assert tasks() == 1  # the rest follows
    actions.put_mails.call(sending.pk)
    assert [actions.put_portion(sending.pk, at=cast.NOW) for _ in range(2)] == [1, 0]
    assert sorted(Notice.objects.values_list("to", flat=True)) == [f"r{n}@example.jp" for n in range(5)]


def test_who_withdrew_or_went_meanwhile_gets_no_mail() -> None:
    row, gone = world.reader(), world.reader(email="gone@example.jp")
    sending = world.send(world.people_list(), kind="email")
    row.consents.update(withdrawn_on=world.TODAY)
    Person.objects.filter(pk=gone.pk).update(erased_at=cast.NOW)
    assert actions.put_portion(sending.pk, at=cast.NOW) == 0
    assert outcome(sending) and set(sending.lines.values_list("left_out", flat=True)) == {
        LeftOut.WITHDRAWN,
        LeftOut.GONE,
    }
    assert not Notice.objects.exists()


def test_an_organisation_that_refused_meanwhile_gets_no_mail() -> None:
    row = world.organisation()
    saved = world.organisation_list()
    sending = world.send(saved, kind="email")
    assert actions.put_portion(sending.pk, at=cast.NOW) == 1
    assert "団体の公開された連絡先" in Notice.objects.get().body
    Refusal.objects.create(organisation=row, purpose="newsletter", since=world.TODAY)
    again = world.send(saved, kind="email")
    assert outcome(again) == {row.name: LeftOut.REFUSED}


# --- what the database itself keeps -------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"left_out": "no_consent", "piece": 1},
        {"left_out": "no_consent", "piece": 0, "leads": True},
        {"left_out": "", "piece": 1, "leads": True},
    ],
)
def test_a_line_is_sent_or_left_out_and_a_piece_has_one_first(fields: dict[str, Any]) -> None:
    sending = world.send(world.people_list())
    person = world.reader()
    SendingLine.objects.create(sending=sending, person=person, piece=1, leads=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SendingLine.objects.create(sending=sending, person=person, **fields)


def test_an_organisation_refuses_a_purpose_once_at_a_time() -> None:
    row = world.organisation()
    Refusal.objects.create(organisation=row, purpose="newsletter", since=world.TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refusal.objects.create(organisation=row, purpose="newsletter", since=world.TODAY + timedelta(days=1))


def test_an_email_only_on_the_way_that_is_open() -> None:
    row = world.reader()
    Reach.objects.filter(person=row).update(avoid=True)
    assert outcome(world.send(world.people_list(), kind="email")) == {"髙﨑": LeftOut.AVOID}
