"""Who saw or took out a person's data: on one page, with merged entries, filtered, and itself recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import cast, factories
from tests.areas.register import canary
from tests.permissions.test_matrix import OWN
from yoriai.web.register import actions
from yoriai.web.register.models import Person, Sight
from yoriai.web.register.queries import sights

pytestmark = pytest.mark.django_db


def lines(person: Person, **how: Any) -> list[tuple[str, str]]:
    found = sights.watched(cast.viewer("director"), person, **how)
    assert found is not None
    return [(line.who, line.what) for line in found.lines]


def planted() -> Person:
    person = factories.person()
    actions.opened(cast.viewer("staff"), person, at=cast.NOW)
    actions.taken(
        cast.viewer("lead"), [person.pk], how="letter", purpose="秋の便り", at=cast.NOW + timedelta(days=1)
    )
    actions.affiliate(
        cast.viewer("staff"),
        person=person,
        organisation=factories.organisation(),
        kind="member",  # type: ignore[arg-type]
        since=cast.TODAY,
        at=cast.NOW + timedelta(days=2),
    )
    return person


def test_looks_sendings_and_deeds_stand_in_one_list_newest_first() -> None:
    person = planted()
    assert lines(person) == [
        ("staff@example.jp", "団体での役割を記した"),
        ("lead@example.jp", "手紙を送った"),
        ("staff@example.jp", "ページを見た"),
    ]


def test_it_is_filtered_by_kind_and_time_and_cut_into_pages() -> None:
    person = planted()
    assert lines(person, kind="seen") == [("staff@example.jp", "ページを見た")]
    assert lines(person, kind="taken") == [("lead@example.jp", "手紙を送った")]
    assert lines(person, kind="done") == [("staff@example.jp", "団体での役割を記した")]
    day = timedelta(days=1)
    assert lines(person, since=cast.NOW + day, until=cast.NOW + 2 * day) == [
        ("lead@example.jp", "手紙を送った")
    ]
    assert lines(person, start=1, count=1) == [("lead@example.jp", "手紙を送った")]


def test_looks_at_entries_that_were_merged_belong_to_the_one_that_stands() -> None:
    person = factories.person()
    first = factories.person(merged_into=person)
    second = factories.person(merged_into=first)
    actions.opened(cast.viewer("staff"), second, at=cast.NOW)
    Sight.objects.create(person_id=first.pk, how="新しい", at=cast.NOW + timedelta(days=1))
    assert lines(person) == [("（だれでもない）", "新しい"), ("staff@example.jp", "ページを見た")]
    assert lines(second) == lines(person)


@pytest.mark.parametrize("name", ["staff", "reception", "member", "visitor"])
def test_it_is_for_those_who_keep_the_register(name: str) -> None:
    assert sights.watched(cast.viewer(name), planted()) is None


def test_the_page_shows_it_and_records_itself() -> None:
    person = planted()
    browser = cast.client("director")
    address = reverse("register_sights", args=[person.pk])
    page = browser.get(address).content.decode()
    assert "手紙を送った" in page
    assert "秋の便り" in page
    assert Sight.objects.filter(person_id=person.pk, how="watch").count() == 1
    narrowed = browser.get(address, {"kind": "taken", "since": "2026-10-01", "until": "2099-01-01"})
    assert "ページを見た" not in narrowed.content.decode()
    for odd in ("0", "x", "99999999"):
        assert browser.get(address, {"page": odd, "kind": "odd"}).status_code == 200


def test_only_the_words_of_a_purpose_can_be_blanked() -> None:
    planted()
    blanked = "UPDATE register_sight SET purpose = %s"
    with connection.cursor() as cursor:
        cursor.execute(blanked, [Sight.ERASED])
    assert not Sight.objects.exclude(purpose=Sight.ERASED).exists()
    for sql, words in [
        (blanked, ["等"]),
        ("UPDATE register_sight SET how = %s", ["page"]),
        ("UPDATE register_sight SET purpose = %s, viewer_id = NULL", [Sight.ERASED]),
        ("DELETE FROM register_sight WHERE how <> %s", ["x"]),
    ]:
        with (
            pytest.raises(Exception, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, words)


# --- pages about a child, or with a 要配慮 field -----------------------------------------------------

#: What only somebody's own page may show: the canary's private texts.
PRIVATE = (canary.ADDRESS, canary.DIGITS, canary.PHONE, canary.MAIL, "金糸雀の持病", canary.FORMER)
#: Pages that ask nothing, and why.
WITHOUT_REASON = {
    "register_incident": "the leak itself is the reason; who looked is recorded as that",
    "register_list_run": "what a file says, before anybody knows who it is; recorded as an import",
}
ADDRESSES = sorted(name for name in OWN if name.startswith(("register_", "exports_make_for", "exports_make")))


def child() -> Person:
    person = canary.plant()
    Person.objects.filter(pk=person.pk).update(birthday=cast.TODAY - timedelta(days=9 * 366))
    return person


def answers(browser: Client, name: str, person: Person) -> str:
    """What an address about this person answers; empty when it is not about a person."""
    try:
        return browser.get(reverse(name, args=[person.pk]), {"q": canary.FAMILY}).content.decode()
    except NoReverseMatch:
        pass
    try:
        return browser.get(reverse(name), {"q": canary.FAMILY}).content.decode()
    except NoReverseMatch:
        return ""


def unrecorded(browser: Client, name: str, person: Person, given: bool) -> Iterator[str]:
    """What is wrong with one address: it shows something private, and no look or no reason is kept."""
    before = Sight.objects.count()
    text = answers(browser, name, person)
    seen = Sight.objects.order_by("pk")[before:]
    if any(private in text for private in PRIVATE) and not any(
        look.sensitive and look.person_id == person.pk for look in seen
    ):
        yield f"{name} shows them without a record"
    if any(private in text for private in PRIVATE) and not (given or name in WITHOUT_REASON):
        yield f"{name} shows them without a reason"


@pytest.mark.no_cover
@pytest.mark.parametrize("given", [False, True], ids=["no reason given", "with a reason"])
def test_no_page_shows_a_child_or_needs_unrecorded(given: bool) -> None:
    """The child is entered once; what an address leaves behind is taken back before the next."""
    person, browser, wrong = child(), cast.client("director"), []
    if given:
        browser.post(reverse("register_reason", args=[person.pk]), {"choice": "visit"})
    for name in ADDRESSES:
        with transaction.atomic():
            wrong += unrecorded(browser, name, person, given)
            transaction.set_rollback(True)
    assert wrong == []
    assert given == any(private in answers(browser, "register_person", person) for private in PRIVATE)
