"""Stopping: one press without signing in; taken back as easily; staff write down what they are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import cast, factories
from tests.areas.register import mailings_world as world
from yoriai.web.audit.models import Event
from yoriai.web.register.actions import stopping
from yoriai.web.register.models import Consent, Person, Refusal, SendingLine
from yoriai.web.register.queries import mailings as queries

pytestmark = pytest.mark.django_db


def line_of(kind: str = "email") -> SendingLine:
    world.reader()
    return world.send(world.people_list(), kind=kind).lines.get()


def test_one_press_stops_without_signing_in_and_opening_does_not() -> None:
    line = line_of()
    other = world.consent(line.person, purpose="invitations")  # type: ignore[arg-type]
    address = reverse("register_stop", args=[queries.stop_token(line, "newsletter")])
    browser = cast.client("visitor")
    assert "同意しています" in browser.get(address).content.decode()
    assert line.person.consents.get(purpose="newsletter").withdrawn_on is None  # type: ignore[union-attr]
    page = browser.post(address, follow=True).content.decode()
    assert "受け取りを止めました" in page
    assert line.person.consents.get(purpose="newsletter").withdrawn_on  # type: ignore[union-attr]
    other.refresh_from_db()
    assert other.withdrawn_on is None
    event = Event.objects.get(verb="register.unsubscribe")
    assert (event.actor_id, event.facts) == (None, {"purpose": "newsletter"})
    browser.post(address)
    assert Event.objects.filter(verb="register.unsubscribe").count() == 1


def test_a_mail_program_stops_it_by_itself() -> None:
    line = line_of()
    address = reverse("register_stop", args=[queries.stop_token(line, "newsletter")])
    browser = type(cast.client("visitor"))(enforce_csrf_checks=True)
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and queries.is_stopped(line)


def test_a_mistaken_press_can_be_taken_back() -> None:
    line = line_of()
    address = reverse("register_stop", args=[queries.stop_token(line, "newsletter")])
    browser = cast.client("visitor")
    browser.post(address, {"again": "1"})
    assert Consent.objects.count() == 1  # nothing was stopped yet
    browser.post(address)
    browser.post(address, {"again": "1"})
    assert not queries.is_stopped(line)
    newest = Consent.objects.order_by("pk").last()
    assert newest and newest.given_by == line.person and Consent.objects.count() == 2
    assert Event.objects.filter(verb="register.resubscribe").count() == 1


def test_an_organisation_refuses_and_comes_back() -> None:
    row = world.organisation()
    line = world.send(world.organisation_list(), kind="email").lines.get()
    assert not queries.is_stopped(line)
    assert stopping.unsubscribe(line, at=cast.NOW) and queries.is_stopped(line)
    assert not stopping.unsubscribe(line, at=cast.NOW)
    refusal = Refusal.objects.get()
    assert (refusal.since, str(refusal)) == (world.TODAY, f"{row.pk} newsletter")
    assert stopping.resubscribe(line, at=cast.NOW) and not queries.is_stopped(line)
    assert not stopping.resubscribe(line, at=cast.NOW)
    page = cast.client("visitor").get(reverse("register_stop", args=[queries.stop_token(line, "newsletter")]))
    assert "あなたの団体" in page.content.decode()


def test_nobody_is_consented_who_never_was() -> None:
    line = line_of()
    Consent.objects.all().delete()
    assert not stopping.resubscribe(line, at=cast.NOW)


@pytest.mark.parametrize("change", ["", "x", "invitations"])
def test_a_token_is_bound_to_its_line_and_purpose(change: str) -> None:
    line = line_of()
    token = queries.stop_token(line, change) if change else "1-newsletter.abc"
    answer = cast.client("visitor").get(reverse("register_stop", args=[token]))
    assert answer.status_code == 404 and "このリンクは使えません" in answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "Stop these messages"), ("ja-easy", "<ruby>")])
def test_the_page_of_stopping_speaks_three_languages(language: str, words: str) -> None:
    address = reverse("register_stop", args=[queries.stop_token(line_of(), "newsletter")])
    browser = cast.client("visitor")
    browser.cookies["django_language"] = language
    page = browser.get(address).content.decode()
    assert words in page


def test_who_was_merged_stops_for_the_kept_entry_and_who_was_erased_is_not_brought_back() -> None:
    line = line_of()
    kept = world.reader()
    Person.objects.filter(pk=line.person_id).update(merged_into=kept)
    line.refresh_from_db()
    assert stopping.unsubscribe(line, at=cast.NOW)
    assert kept.consents.get().withdrawn_on == world.TODAY
    Person.objects.filter(pk=kept.pk).update(erased_at=cast.NOW)
    line = SendingLine.objects.get()
    assert queries.is_stopped(line) and not stopping.resubscribe(line, at=cast.NOW)
    page = cast.client("visitor").get(reverse("register_stop", args=[queries.stop_token(line, "newsletter")]))
    assert "また受け取る" not in page.content.decode()


def test_staff_write_down_a_refusal_and_lift_it_once_each() -> None:
    row = world.organisation()
    address = reverse("register_organisation_refusal", args=[row.pk])
    browser = cast.client("staff")
    for _ in range(2):
        browser.post(address, {"purpose": "newsletter"})
    page = browser.get(reverse("register_organisation_sendings", args=[row.pk])).content.decode()
    assert "に断り" in page and "断りを解く" in page
    for _ in range(2):
        browser.post(address, {"purpose": "newsletter", "again": "1"})
    assert Refusal.objects.get().lifted_on
    verbs = Event.objects.filter(target_kind="register.organisation").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["register.write_refusal", "register.lift_refusal"]
    assert browser.post(address, {"purpose": "photo"}).status_code == 404


@pytest.mark.parametrize("change", [stopping.write_refusal, stopping.lift_refusal])
def test_who_may_not_write_changes_no_refusal(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PermissionDenied):
        change(cast.viewer("reception"), factories.organisation(), "newsletter", at=cast.NOW)
