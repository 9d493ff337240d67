"""Conversations: drafted, checked, published; attributes and census figures; today's numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests import cast, factories
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import desk_conversations as actions
from yoriai.web.voices.models import Access, Cast, Conversation
from yoriai.web.voices.queries import desk as queries
from yoriai.web.voices.rules import desk as rules

pytestmark = pytest.mark.django_db


def answers(**changes: Any) -> dict[str, Any]:
    """What somebody types into the form."""
    return {
        "question_ja": "バスをどう残しますか",
        "question_easy": "{町|まち}のバス",
        "municipalities": [factories.municipality().pk],
        "access": "anyone",
        "opens_at": "2026-10-01T09:00",
        "closes_at": "2026-11-01T17:00",
        "responsible": world.responsible().pk,
        "slug": "bus-2026",
        "minimum_showings": "20",
        "slate_size": "10",
    } | changes


def draft(**fields: Any) -> Conversation:
    return world.conversation("draft", published_at=None, background_ja="来年度の計画に", **fields)


def test_a_conversation_begins_as_a_draft_and_is_recorded() -> None:
    answer = cast.client("staff").post("/voices/desk/new/", answers())
    row = Conversation.objects.get()
    assert answer["Location"] == "/voices/bus-2026/desk/"
    assert (row.published_at, row.created_by) == (None, cast.make_user("staff"))
    assert list(row.municipalities.all()) == [factories.municipality()]
    assert timezone.localtime(row.opens_at).hour == 9
    assert Event.objects.get(verb="voices.create_conversation").facts == {"slug": "bus-2026"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"question_easy": "{町|マチとまち"}, "読みの書き方"),
        ({"background_easy": "町|まち"}, "読みの書き方"),
        ({"slug": "desk"}, "この言葉はアドレスに使えません"),
        ({"closes_at": "2026-09-01T09:00"}, "終わりは、始まりより後に"),
        ({"slate_size": "0"}, "1以上"),
        ({"responsible": "999999"}, "責任者"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(changes: dict[str, str], sentence: str) -> None:
    answer = cast.client("staff").post("/voices/desk/new/", answers(**changes))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "バスをどう残しますか" in answer.content.decode()
    assert not Conversation.objects.exists()


def test_a_conversation_is_changed_but_keeps_its_address_once_public() -> None:
    home = world.conversation()
    page = cast.client("staff").get("/voices/bus-desk/desk/edit/").content.decode()
    assert "バスをどう残しますか" in page
    cast.client("staff").post("/voices/bus-desk/desk/edit/", answers(question_ja="電車は", slug="other"))
    home.refresh_from_db()
    assert (home.question_ja, home.slug) == ("電車は", "bus-desk")
    assert Event.objects.filter(verb="voices.change_conversation").count() == 1


def test_who_does_not_manage_makes_nothing() -> None:
    for name in ("reception", "partner", "supervisor", "visitor"):
        with pytest.raises(PermissionDenied):
            actions.save_conversation(cast.viewer(name), Conversation(), municipalities=[], at=cast.NOW)
        with pytest.raises(PermissionDenied):
            actions.publish(cast.viewer(name), world.conversation(), knowing=True, at=cast.NOW)


# --- publishing ---------------------------------------------------------------------------------


def complete(home: Conversation) -> None:
    home.question_easy, home.question_en = "{町|まち}", "Buses"
    home.save()
    world.statement(conversation=home)


def test_a_complete_conversation_is_published_without_further_questions() -> None:
    home = draft()
    complete(home)
    actions.publish(cast.viewer("staff"), home, knowing=False, at=cast.NOW)
    home.refresh_from_db()
    assert home.published_at == cast.NOW
    assert Event.objects.get(verb="voices.publish").facts == {"slug": "draft", "warnings": 0}


def test_publishing_again_changes_nothing() -> None:
    home = world.conversation()
    before = home.published_at
    actions.publish(cast.viewer("staff"), home, knowing=True, at=cast.NOW)
    home.refresh_from_db()
    assert home.published_at == before
    assert not Event.objects.filter(verb="voices.publish").exists()


def test_a_warning_asks_whether_one_knows() -> None:
    home = draft()
    browser = cast.client("staff")
    page = browser.get("/voices/draft/desk/publish/").content.decode()
    assert "投票できる意見がまだ一つもありません" in page
    assert browser.post("/voices/draft/desk/publish/").status_code == 400
    home.refresh_from_db()
    assert home.published_at is None
    assert browser.post("/voices/draft/desk/publish/", {"knowing": "1"}).status_code == 302
    home.refresh_from_db()
    assert home.published_at


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"access": Access.LIST}, "名簿にまだだれもいません"),
        ({"access": Access.CODE}, "参加コードがまだ一つもありません"),
    ],
)
def test_what_stops_publishing_stops_it_even_knowingly(fields: dict[str, Any], sentence: str) -> None:
    home = draft(**fields)
    complete(home)
    with pytest.raises(actions.NotReady) as not_ready:
        actions.publish(cast.viewer("staff"), home, knowing=True, at=cast.NOW)
    assert sentence in str(not_ready.value)
    page = cast.client("staff").post("/voices/draft/desk/publish/", {"knowing": "1"})
    assert page.status_code == 400
    assert "このままでは公開できません" in page.content.decode()


def test_a_nameless_responsible_or_no_place_stops_publishing() -> None:
    home = draft(responsible=world.responsible(given_name=""))
    home.municipalities.clear()
    facts = queries.facts(home)
    found = {finding.text for finding in rules.findings(home, facts, cast.NOW) if finding.stops}
    assert found == {"関わる市町村が選ばれていません。", "責任者の姓と名が台帳にそろっていません。"}


def test_a_past_conversation_can_be_published_with_a_warning() -> None:
    home = draft()
    complete(home)
    found = rules.findings(home, queries.facts(home), home.closes_at)
    assert [(finding.stops, finding.text[:14]) for finding in found] == [
        (False, "終わりの日時が過ぎています。")
    ]


# --- the desk -------------------------------------------------------------------------------------


def test_todays_numbers_open_to_their_rows() -> None:
    now = timezone.now()
    home = world.conversation()
    person = world.participant(joined_at=now)
    statement = world.statement()
    voice = world.waiting_voice("きょうの声", received_at=now, state_at=now)
    world.waiting_voice("きのうの声", received_at=now - timedelta(days=1), state_at=now)
    for value in (1, None):
        Cast.objects.create(
            participant=person,
            statement=statement,
            value=value,
            channel="web",
            milliseconds=int(now.timestamp() * 1000),
        )
    assert {figure.key: figure.count for figure in queries.today(home, now)} == {
        "voices": 1,
        "decided": 0,
        "people": 1,
        "votes": 1,
    }
    browser = cast.client("reception")
    page = browser.get("/voices/bus-desk/desk/today/voices/").content.decode()
    assert voice.receipt in page
    assert "きのうの声" not in page
    for key in queries.FIGURES:
        assert browser.get(f"/voices/bus-desk/desk/today/{key}/").status_code == 200
    assert browser.get("/voices/bus-desk/desk/today/secrets/").status_code == 404


def test_the_list_and_the_desk_show_what_each_may_do() -> None:
    draft()
    world.waiting_voice()
    for name, shown, hidden in [
        ("staff", "声を確かめる（確認待ち 1件）", "見えません"),
        ("reception", "代筆", "声を確かめる"),
        ("partner", "代筆", "参加コードを発行する"),
    ]:
        page = cast.client(name).get("/voices/bus-desk/desk/").content.decode()
        assert shown in page
        assert hidden not in page
    listed = cast.client("partner").get("/voices/desk/").content.decode()
    assert "下書き" in listed
    assert "新しい場" not in listed
    assert "公開する前に" in cast.client("staff").get("/voices/draft/desk/").content.decode()


def test_only_people_with_accounts_are_offered_when_the_register_is_large(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    known = world.responsible(user=cast.make_user("staff"))
    other = world.responsible(family_name="別")
    viewer = cast.viewer("staff")
    assert set(queries.possibly_responsible(viewer)) == {known, other}
    monkeypatch.setattr(queries, "_MANY", 1)
    assert list(queries.possibly_responsible(viewer)) == [known]
