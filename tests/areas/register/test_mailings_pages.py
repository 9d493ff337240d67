"""The pages of mailings: preview, record, papers through the one door, what a person was sent."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import cast, factories
from tests.areas.register import mailings_world as world
from tests.files import fetched
from yoriai.web.exports import actions as exports
from yoriai.web.exports.registry import EXPORTS, startable
from yoriai.web.measures.registry import MEASURES, Period, cells
from yoriai.web.register import queries
from yoriai.web.register.actions import mailings as actions
from yoriai.web.register.models import Person, SavedSearch, Sending, Sight

pytestmark = pytest.mark.django_db


def data(**fields: Any) -> dict[str, Any]:
    values = {"kind": "letter", "purpose": "newsletter", "subject": "秋のお便り", "body": "{宛名}へ"}
    return {**values, "deed": str(uuid4()), **fields}


def address_of(saved: SavedSearch) -> str:
    return reverse("register_send", args=[saved.pk])


def test_the_preview_shows_who_gets_it_and_who_does_not_and_why() -> None:
    world.reader(family_name="届")
    world.reader(family_name="控", do_not_ask=True)
    saved = world.people_list()
    page = cast.client("staff").post(address_of(saved), data()).content.decode()
    assert "届 澄江 様" in page and "〒" not in page and "倉敷市白楽町249番地5" in page
    assert "今後の依頼を控える希望があります（1件）" in page and "控 澄江" in page
    assert "届 澄江様へ" in page  # the first letter as it will read
    assert not Sending.objects.exists()


def test_confirming_sends_once_and_shows_the_record() -> None:
    world.reader()
    saved, typed = world.people_list(), data(confirmed="1")
    browser = cast.client("staff")
    first = browser.post(address_of(saved), typed)
    second = browser.post(address_of(saved), typed)
    sending = Sending.objects.get()
    assert first["Location"] == second["Location"] == reverse("register_sending", args=[sending.pk])
    page = browser.get(first["Location"]).content.decode()
    assert "髙﨑 澄江" in page and "1通目" in page and "手紙を印刷する" in page


def test_going_back_keeps_what_was_typed() -> None:
    saved = world.people_list()
    answer = cast.client("staff").post(address_of(saved), data(back="1"))
    assert answer.status_code == 200 and "秋のお便り" in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body": "{住所}"}, "使えない差し込みがあります：{住所}"),
        ({"subject": ""}, "件名を書いてください"),
        ({"body": " "}, "本文を書いてください"),
        ({"kind": "fax"}, "まだ送れていません"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sent(fields: dict[str, str], words: str) -> None:
    saved = world.people_list()
    answer = cast.client("staff").post(address_of(saved), data(confirmed="1", **fields))
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not Sending.objects.exists()


def test_nobody_to_send_to_is_said() -> None:
    page = cast.client("staff").post(address_of(world.people_list()), data()).content.decode()
    assert "届く先がありません" in page and "通を送る" not in page


def test_organisations_are_asked_for_their_purposes_only() -> None:
    factories.organisation(profile_consent_on=date(2025, 4, 1), address="倉敷市中央1")
    saved = world.organisation_list()
    browser = cast.client("staff")
    assert browser.post(address_of(saved), data(purpose="photo")).status_code == 400
    page = browser.post(address_of(saved), data(kind="label12", subject="", body="")).content.decode()
    assert "高梁川流域の会 御中" in page and "はじめの1通" not in page


def test_the_record_is_read_by_reason() -> None:
    world.reader(family_name="控", do_not_ask=True)
    world.reader(family_name="届")
    sending = world.send(world.people_list())
    address = reverse("register_sending", args=[sending.pk])
    page = cast.client("staff").get(address, {"reason": "do_not_ask"}).content.decode()
    assert "控 澄江" in page and "届 澄江" not in page
    listed = cast.client("staff").get(reverse("register_sendings")).content.decode()
    assert "秋のお便り" in listed and "倉敷の人" in listed


def test_waiting_mails_are_counted_down() -> None:
    world.reader()
    sending = world.send(world.people_list(), kind="email")
    address = reverse("register_sending", args=[sending.pk])
    browser = cast.client("staff")
    assert "あと1通" in browser.get(address, headers={"HX-Request": "true"}).content.decode()
    actions.put_portion(sending.pk, at=cast.NOW)
    fragment = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "すべて送信箱に入りました" in fragment and "<html" not in fragment
    assert "印刷する" not in browser.get(address).content.decode()


# --- papers -------------------------------------------------------------------------------------


def take(sending: Sending, how: str = "1.0.0", who: str = "staff") -> bytes:
    viewer = cast.viewer(who)
    made = exports.make(
        viewer,
        export=EXPORTS["register.mailing"],
        subject=f"{sending.pk}.{how}",
        purpose="秋のお便り",
        file_format="",
        at=cast.NOW,
    )
    return fetched(viewer, made)


@pytest.mark.parametrize("kind", ["letter", "label12", "label24"])
def test_papers_leave_by_the_one_door_and_are_the_same_twice(kind: str) -> None:
    row = world.reader()
    sending = world.send(world.people_list(), kind=kind)
    Sight.objects.all()
    before = Sight.objects.count()
    first = take(sending)
    assert first.startswith(b"%PDF-") and take(sending) == first
    assert Sight.objects.count() == before + 2
    assert set(Sight.objects.values_list("person_id", flat=True)) == {row.pk}


@pytest.mark.parametrize("subject", ["", "x", "1", "1.0.0.0", "99999.1.0.0", "१.1.0.0"])
def test_there_is_no_paper_for_anything_else(subject: str) -> None:
    export = EXPORTS["register.mailing"]
    assert export.rows(cast.viewer("staff"), subject) is None
    assert export.paper and export.paper(cast.viewer("staff"), subject) is None


def test_a_mailing_by_mail_has_no_paper_and_others_have_none_of_it() -> None:
    world.reader()
    saved = world.people_list()
    export = EXPORTS["register.mailing"]
    mailed, printed = world.send(saved, kind="email"), world.send(saved)
    assert export.rows(cast.viewer("staff"), f"{mailed.pk}.1.0.0") is None
    assert export.rows(cast.viewer("reception"), f"{printed.pk}.1.0.0") is None
    assert export not in startable(cast.viewer("staff"))


def test_who_was_erased_since_is_on_no_paper() -> None:
    row = world.reader()
    sending = world.send(world.people_list(), kind="label12")
    Person.objects.filter(pk=row.pk).update(erased_at=cast.NOW)
    rows = EXPORTS["register.mailing"].rows(cast.viewer("staff"), f"{sending.pk}.1.0.0")
    assert rows is not None and list(rows) == []


@pytest.mark.parametrize(
    ("kind", "typed", "ending"),
    [
        ("label12", {"start": "5", "right": "1.5", "down": "-0.5"}, ".5.15.-5"),
        ("label24", {"start": "24"}, ".24.0.0"),
        ("letter", {}, ".1.0.0"),
    ],
)
def test_a_used_sheet_and_a_nudge_are_asked_for(kind: str, typed: dict[str, str], ending: str) -> None:
    world.reader()
    sending = world.send(world.people_list(), kind=kind)
    answer = cast.client("staff").post(reverse("register_sending_paper", args=[sending.pk]), typed)
    assert answer["Location"].endswith(f"/register.mailing/{sending.pk}{ending}/")
    assert cast.client("staff").get(answer["Location"]).status_code == 200


def test_a_label_that_is_not_on_the_sheet_is_refused() -> None:
    world.reader()
    sending = world.send(world.people_list(), kind="label12")
    address = reverse("register_sending_paper", args=[sending.pk])
    assert cast.client("staff").post(address, {"start": "13"}).status_code == 400
    mailed = world.send(world.people_list(), kind="email")
    address = reverse("register_sending_paper", args=[mailed.pk])
    assert cast.client("staff").post(address, {"start": "1"}).status_code == 404


# --- where else it is seen -------------------------------------------------------------------------


def test_an_entry_shows_what_it_was_sent_and_when_it_was_left_out() -> None:
    row = world.reader()
    body = factories.organisation()
    saved = world.people_list()
    world.send(saved)
    row.consents.update(withdrawn_on=world.TODAY)
    world.send(saved, subject="冬のお便り")
    world.send(world.organisation_list(), subject="団体へのお便り")
    browser = cast.client("staff")
    page = browser.get(reverse("register_person_sendings", args=[row.pk])).content.decode()
    assert "秋のお便り" in page and "冬のお便り" in page and "同意が取り消されています" in page
    page = browser.get(reverse("register_organisation_sendings", args=[body.pk])).content.decode()
    assert "団体へのお便り" in page and "公開してよいと確かめていません" in page
    assert (
        reverse("register_person_sendings", args=[row.pk])
        in browser.get(reverse("register_person", args=[row.pk])).content.decode()
    )


def test_the_story_of_an_organisation_tells_what_it_was_sent() -> None:
    body = factories.organisation(profile_consent_on=date(2025, 4, 1), address="倉敷市中央1")
    sending = world.send(world.organisation_list())
    lines = [line for line in queries.story(cast.viewer("staff"), body) if line.area == "発送"]
    assert [(line.words, line.url) for line in lines] == [
        ("「秋のお便り」を手紙で送りました", reverse("register_sending", args=[sending.pk]))
    ]
    (told,) = [line for line in queries.story(cast.viewer("reception"), body) if line.area == "発送"]
    assert told.url == ""  # the record names others, who are out of sight


def test_the_figure_counts_pieces_and_opens_to_lines_without_names() -> None:
    world.reader(given_name="健")
    world.reader(given_name="由紀")
    factories.organisation(profile_consent_on=date(2025, 4, 1), address="倉敷市中央1")
    world.send(world.people_list(), households=True)
    world.send(world.organisation_list())
    measure = MEASURES["register.sent_pieces"]
    period = Period(world.TODAY, world.TODAY)
    assert measure.value(cast.viewer("supervisor"), period) == 2
    rows = [cells(measure, row) for row in measure.rows(cast.viewer("staff"), period)]
    assert [row[-1] for row in rows] == ["人", "団体"] or [row[-1] for row in rows] == ["団体", "人"]
    assert "髙﨑" not in str(rows)
    assert not measure.rows(cast.viewer("citizen"), period).exists()


def test_the_desk_leads_to_lists_and_records() -> None:
    page = cast.client("staff").get(reverse("register_desk")).content.decode()
    assert reverse("register_lists") in page and reverse("register_sendings") in page
    page = cast.client("reception").get(reverse("register_desk")).content.decode()
    assert reverse("register_lists") in page and reverse("register_sendings") not in page
