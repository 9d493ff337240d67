"""An erasure takes two people: one asks, another confirms; alone one says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import cast, factories
from tests.areas.register.erasing_world import another_lead, asked, erased
from yoriai.web.accounts.models import User
from yoriai.web.audit.models import Event
from yoriai.web.register.actions import erasing
from yoriai.web.register.models import Erasure, ErasureRequest, Person, RequestState
from yoriai.web.register.queries import erasures as queries
from yoriai.web.register.rules import erasures as rules
from yoriai.web.register.rules.erasures import MOVES, Move

pytestmark = pytest.mark.django_db


def is_erased(person: Person) -> bool:
    person.refresh_from_db()
    return person.erased_at is not None


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def alone(person: Person, by: str = "lead", **said: Any) -> Erasure:
    said = {"wished_by": "本人", "reason": "職員がひとりのため"} | said
    return erasing.erase_alone(cast.viewer(by), person, at=cast.NOW, **said)


# --- the moves -------------------------------------------------------------------------------------


def test_one_asks_and_another_confirms() -> None:
    person = factories.person()
    request = asked(person)
    assert not is_erased(person)
    assert request.due_on == cast.TODAY + timedelta(days=7)
    with pytest.raises(PermissionDenied):
        erasing.confirm_erasure(cast.viewer("director"), request, at=cast.NOW)
    assert not is_erased(person)
    erasure = erasing.confirm_erasure(cast.viewer("lead"), request, at=cast.NOW)
    assert is_erased(person)
    director, lead = cast.make_user("director"), cast.make_user("lead")
    assert (erasure.asked_by, erasure.by, erasure.alone_reason) == (director, lead, "")
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (RequestState.DONE, lead)
    assert verbs() == ["register.ask_erasure", "register.confirm_erasure"]
    with pytest.raises(erasing.Moved):
        erasing.confirm_erasure(cast.viewer("lead"), request, at=cast.NOW)


def test_the_second_person_decides_about_the_places_too() -> None:
    person = factories.person()
    other = factories.person(family_name="別", note="髙﨑 澄江の友")
    request = asked(person, also=[f"register.person:{other.pk}"])
    erasing.confirm_erasure(cast.viewer("lead"), request, also=[], at=cast.NOW)
    other.refresh_from_db()
    assert other.note == "髙﨑 澄江の友"


def test_a_request_can_be_declined_by_another_and_taken_back_by_who_asked() -> None:
    person = factories.person()
    request = asked(person)
    with pytest.raises(PermissionDenied):
        erasing.decline_erasure(cast.viewer("director"), request, at=cast.NOW)
    with pytest.raises(PermissionDenied):
        erasing.take_back_erasure(cast.viewer("lead"), request, at=cast.NOW)
    with pytest.raises(erasing.Moved):
        asked(person, by="lead")
    erasing.decline_erasure(cast.viewer("lead"), request, at=cast.NOW)
    again = asked(person)
    erasing.take_back_erasure(cast.viewer("director"), again, at=cast.NOW)
    assert not is_erased(person)
    states = ErasureRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "taken_back"]
    with pytest.raises(erasing.Moved):
        erasing.take_back_erasure(cast.viewer("director"), again, at=cast.NOW)


def test_the_moves_are_a_table() -> None:
    assert set(MOVES) == set(Move)
    ends = {to for _start, to, _words in MOVES.values()}
    assert {start for start, _to, _words in MOVES.values()} == {RequestState.WAITING}
    assert ends == set(RequestState) - {RequestState.WAITING}
    request = asked(factories.person())
    assert rules.moves_of(cast.viewer("lead"), request) == [Move.CONFIRM, Move.DECLINE]
    assert rules.moves_of(cast.viewer("director"), request) == [Move.TAKE_BACK]
    assert rules.moves_of(cast.viewer("staff"), request) == []
    assert not rules.is_late(request, request.due_on)
    assert rules.is_late(request, request.due_on + timedelta(days=1))
    erasing.decline_erasure(cast.viewer("lead"), request, at=cast.NOW)
    request.refresh_from_db()
    assert rules.moves_of(cast.viewer("lead"), request) == []
    assert not rules.is_late(request, request.due_on + timedelta(days=1))


def test_the_database_holds_two_people_too() -> None:
    request = asked(factories.person())
    same = {"decided_by": request.asked_by, "decided_at": cast.NOW}
    for wrong in ({"state": "done", **same}, {"state": "declined", **same}, {"state": "taken_back"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ErasureRequest.objects.filter(pk=request.pk).update(**wrong)
    erasing.confirm_erasure(cast.viewer("lead"), request, at=cast.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.update(asked_by=cast.make_user("lead"))


def test_a_duty_that_came_up_meanwhile_stands_in_the_way() -> None:
    person = factories.person()
    request = asked(person)
    factories.affiliation(person=person)
    with pytest.raises(erasing.Hindered):
        erasing.confirm_erasure(cast.viewer("lead"), request, at=cast.NOW)
    request.refresh_from_db()
    assert request.state == RequestState.WAITING
    assert not is_erased(person)


def test_who_was_erased_is_not_erased_again() -> None:
    person = factories.person()
    erased(person)
    with pytest.raises(erasing.Hindered):
        asked(person)


# --- alone -----------------------------------------------------------------------------------------


def test_where_nobody_else_may_one_goes_on_alone_with_the_reason() -> None:
    cast.make_user("staff")
    person = factories.person()
    erasure = alone(person, reason="髙﨑澄江さんの求め、職員がひとりのため")
    assert is_erased(person)
    assert erasure.alone_reason == "（消去済み）さんの求め、職員がひとりのため"
    assert (erasure.asked_by, verbs()) == (None, ["register.erase_alone"])


def test_where_another_may_nobody_goes_on_alone() -> None:
    cast.make_user("director")
    person = factories.person()
    with pytest.raises(erasing.NotAlone):
        alone(person)
    with pytest.raises(PermissionDenied):
        alone(person, by="staff")
    assert not is_erased(person)


def test_who_left_or_was_shut_out_is_nobody_to_ask() -> None:
    other = another_lead()
    cast.make_user("lead")
    day = cast.TODAY
    assert len(queries.erasers(day)) == 2
    other.assignments.update(until=day - timedelta(days=1))
    assert queries.erasers(day) == {cast.make_user("lead").pk}
    other.assignments.update(until=None)
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert queries.erasers(day) == {cast.make_user("lead").pk}
    assert rules.may_go_alone(cast.viewer("lead"), queries.erasers(day))
    assert not rules.may_go_alone(cast.viewer("staff"), set())


def test_going_on_alone_closes_a_request_that_nobody_is_left_to_confirm() -> None:
    cast.make_user("director")
    person = factories.person()
    request = asked(person, by="lead")
    User.objects.filter(email="director@example.jp").update(is_active=False)
    alone(person)
    request.refresh_from_db()
    assert request.state == RequestState.TAKEN_BACK


# --- pages -----------------------------------------------------------------------------------------


def test_from_asking_to_confirming_on_the_pages() -> None:
    person, director, lead = factories.person(), cast.client("director"), cast.client("lead")
    address = reverse("register_erase", args=[person.pk])
    page = director.get(address).content.decode()
    assert "もうひとりの確認が要ります" in page and "ひとりで消去する理由" not in page
    answer = director.post(address, {"wished_by": "本人", "sure": "on"})
    request = ErasureRequest.objects.get()
    there = reverse("register_erasure_request", args=[request.pk])
    assert answer.headers["Location"] == there
    assert lead.get(address).headers["Location"] == there
    own = director.get(there).content.decode()
    assert "取り下げる" in own and "確認して消去する" not in own
    assert director.post(there, {"sure": "on"}).status_code == 404
    assert "髙﨑 澄江" in lead.get(reverse("register_erasures")).content.decode()
    assert lead.post(there, {}).status_code == 400
    assert "確認して消去する" in lead.get(there).content.decode()
    done = lead.post(there, {"sure": "on"})
    assert done.headers["Location"] == reverse("register_erased", args=[person.pk])
    assert "director@example.jp" in lead.get(done.headers["Location"]).content.decode()
    assert lead.get(there).headers["Location"] == done.headers["Location"]
    listed = lead.get(reverse("register_erasures")).content.decode()
    assert "消去しました" in listed and "髙﨑" not in listed


def test_taking_back_and_declining_on_the_pages() -> None:
    person = factories.person()
    one = asked(person)
    back = reverse("register_take_back_erasure", args=[one.pk])
    assert cast.client("lead").post(back).status_code == 404
    director = cast.client("director")
    assert "取り下げました" in director.post(back, follow=True).content.decode()
    assert "ほかの人が先に決めました" in director.post(back, follow=True).content.decode()
    there = reverse("register_erasure_request", args=[one.pk])
    assert director.get(there).headers["Location"] == reverse("register_erasures")
    two = asked(person)
    decline = reverse("register_decline_erasure", args=[two.pk])
    assert "見送りました" in cast.client("lead").post(decline, follow=True).content.decode()
    assert not is_erased(person)


def test_a_late_request_says_so_and_stands_on_the_desk() -> None:
    request = asked(factories.person())
    ErasureRequest.objects.update(due_on=cast.TODAY.replace(year=2020))
    lead = cast.client("lead")
    assert "過ぎています" in lead.get(reverse("register_erasures")).content.decode()
    assert "消去の確認" in lead.get(reverse("register_desk")).content.decode()
    assert "消去の確認" not in cast.client("staff").get(reverse("register_desk")).content.decode()
    assert request.person.name in lead.get(reverse("register_erasures")).content.decode()


def test_alone_on_the_page() -> None:
    person, lead = factories.person(), cast.client("lead")
    address = reverse("register_erase", args=[person.pk])
    assert "ひとりで消去する理由" in lead.get(address).content.decode()
    assert lead.post(address, {"wished_by": "本人", "sure": "on"}).status_code == 400
    told = {"wished_by": "本人", "sure": "on", "alone_reason": "職員がひとりのため"}
    assert lead.post(address, told).headers["Location"] == reverse("register_erased", args=[person.pk])
    page = lead.get(reverse("register_erased", args=[person.pk])).content.decode()
    assert "職員がひとりのため" in page


def test_a_colleague_who_joined_meanwhile_has_to_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    person, lead = factories.person(), cast.client("lead")
    told = {"wished_by": "本人", "sure": "on", "alone_reason": "職員がひとりのため"}
    monkeypatch.setattr(queries, "erasers", calls := _Growing())
    answer = lead.post(reverse("register_erase", args=[person.pk]), told)
    assert "ほかの人が先に決めました" in answer.content.decode()
    assert calls.count == 2
    assert not is_erased(person)


class _Growing:
    """Nobody else may erase when the page asks; somebody may when the deed asks."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _day: object) -> set[int]:
        self.count += 1
        return set() if self.count == 1 else {0}
