"""The conversation's page, the list, the front page, and the sheets to print."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from yoriai.web.voices.rules.public_conversation import (
    Phase,
    by_phase,
    choice_in_language,
    in_language,
    is_open,
    is_published,
    phase,
)

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 9, 2, tzinfo=UTC)
LATER = datetime(2098, 1, 1, tzinfo=UTC)
PAGES = ["conversation", "vote", "give", "enter", "about_me", "my_votes", "sheet", "slips"]


def page(talk, name: str = "conversation", person: str = "visitor", **more):  # type: ignore[no-untyped-def]
    return cast.client(person).get(reverse(f"voices_{name}", args=[talk.slug]), **more)


def text(*args, **more) -> str:  # type: ignore[no-untyped-def]
    return str(page(*args, **more).content.decode())


def test_the_page_says_what_who_where_when_and_who_answers_for_it() -> None:
    towns = [factories.municipality(), factories.municipality("33208", "総社市", "そうじゃし")]
    talk = factories.conversation(municipalities=towns)
    body = text(talk)
    for words in (
        "駅前の広場をどう使いたいですか",
        "駅前の広場を作りなおします。",
        "倉敷市・総社市",
        "2026年9月1日（火） 9時00分から",
        "だれでも参加できます",
        "髙﨑 澄江",
        "意見に投票する",
        "声を届ける",
        reverse("voices_map", args=[talk.slug]),
    ):
        assert words in body


def test_it_says_how_many_took_part() -> None:
    talk = factories.conversation()
    row = factories.statement(talk)
    for _ in range(3):
        row.votes.create(participant=factories.participant(talk), value=1, at=cast.NOW)
    factories.participant(talk)
    assert "3人が投票しました。意見は1あります。" in text(talk)


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ("anyone", "登録はいりません"),
        ("code", "参加コードを受け取った人です"),
        ("list", "名簿にのっている人です"),
    ],
)
def test_it_says_who_may_take_part(access: str, words: str) -> None:
    assert words in text(factories.conversation(access=access))


def test_before_it_opens_nothing_is_taken_and_the_day_is_told() -> None:
    body = text(factories.conversation(opens_at=LATER))
    assert "まだ始まっていません" in body
    assert "2098年1月1日" in body
    assert "意見に投票する" not in body


def test_after_it_closed_people_are_thanked_and_led_to_the_map() -> None:
    talk = factories.conversation(closes_at=LONG_AGO)
    body = text(talk)
    assert "ありがとうございました" in body
    assert reverse("voices_map", args=[talk.slug]) in body
    assert "意見に投票する" not in body


@pytest.mark.parametrize("person", ["visitor", "citizen", "supervisor", "reception"])
@pytest.mark.parametrize("published_at", [None, LATER])
def test_an_unpublished_one_does_not_exist_for_the_public(person: str, published_at: datetime | None) -> None:
    talk = factories.conversation(published_at=published_at)
    for name in PAGES:
        assert page(talk, name, person).status_code == 404
    for name in ("start", "undo"):
        assert cast.client(person).post(reverse(f"voices_{name}", args=[talk.slug])).status_code == 404
    assert talk.question_ja not in Client().get(reverse("voices_conversations")).content.decode()


def test_whoever_makes_conversations_sees_it_before() -> None:
    talk = factories.conversation(published_at=None)
    body = text(talk, person="staff")
    assert "まだ公開していません" in body
    assert "意見に投票する" not in body
    closed = page(talk, "vote", "staff")
    assert closed.url == reverse("voices_conversation", args=[talk.slug])


def test_wordings_follow_the_reader_and_fall_back_to_japanese() -> None:
    talk = factories.conversation(
        question_easy="{広場|ひろば}をどうしますか", question_en="What about the square?"
    )
    english = text(talk, headers={"accept-language": "en"})
    assert "What about the square?" in english
    assert "Kurashiki" in english
    assert "駅前の広場を作りなおします。" in english
    easy = cast.client("visitor")
    easy.cookies["django_language"] = "ja-easy"
    body = easy.get(reverse("voices_conversation", args=[talk.slug])).content.decode()
    assert "<ruby>広場<rp>" in body
    assert "<ruby>倉敷市<rp>（</rp><rt>くらしきし" in body
    assert "<ruby>髙﨑<rp>（</rp><rt>たかさき" in body
    assert "<title>広場をどうしますか" in body


def test_a_wording_of_a_field_or_a_choice() -> None:
    talk = factories.conversation(question_en="The square")
    assert in_language(talk, "question", "en") == "The square"
    assert in_language(talk, "question", "ja-easy") == in_language(talk, "question", "ja") == talk.question_ja
    statement = factories.statement(talk, "ベンチ", text_en="bench")
    assert [in_language(statement, "text", each) for each in ("ja", "en", "ja-easy")] == [
        "ベンチ",
        "bench",
        "ベンチ",
    ]
    choice = {"value": "v", "ja": "はい", "en": "yes"}
    assert [choice_in_language(choice, each) for each in ("ja", "en", "ja-easy")] == ["はい", "yes", "はい"]
    assert choice_in_language({"value": "v"}, "en") == "v"


def test_it_is_running_from_the_first_moment_to_just_before_the_last() -> None:
    talk = factories.conversation(opens_at=cast.NOW, closes_at=cast.NOW + timedelta(days=1))
    instant = timedelta(microseconds=1)
    assert phase(talk, cast.NOW - instant) is Phase.BEFORE
    assert phase(talk, cast.NOW) is Phase.RUNNING
    assert phase(talk, talk.closes_at - instant) is Phase.RUNNING
    assert phase(talk, talk.closes_at) is Phase.AFTER
    assert is_open(talk, cast.NOW)
    assert not is_open(talk, talk.closes_at)
    talk.published_at = cast.NOW + instant
    assert not is_published(talk, cast.NOW)
    assert not is_open(talk, cast.NOW)


def test_running_ones_come_first_in_list_and_on_the_front_page() -> None:
    done = factories.conversation(question_ja="終わった話", closes_at=LONG_AGO)
    soon = factories.conversation(question_ja="これからの話", opens_at=LATER)
    now = factories.conversation(question_ja="いまの話")
    assert [row for row, _ in by_phase([done, soon, now], cast.NOW)] == [now, soon, done]
    for address in (reverse("voices_conversations"), reverse("home")):
        body = Client().get(address).content.decode()
        assert body.index("いまの話") < body.index("これからの話") < body.index("終わった話")


def test_with_nothing_to_talk_about_the_list_says_so() -> None:
    assert (
        "いまは、話していることがありません" in Client().get(reverse("voices_conversations")).content.decode()
    )
    assert Client().get(reverse("home")).status_code == 200


def test_the_sheet_has_question_qr_address_and_place_for_a_code() -> None:
    talk = factories.conversation(access="code")
    body = text(talk, "sheet")
    assert f"http://testserver/c/{talk.slug}/" in body
    assert '<svg role="img"' in body
    assert "sheet-code" in body
    assert "sheet-code" not in text(factories.conversation(), "sheet")


def test_what_is_printed_is_in_plain_japanese_with_readings() -> None:
    body = text(factories.conversation(question_easy="{広場|ひろば}をどうしますか"), "sheet")
    assert "<ruby>広場<rp>" in body
    assert "<title>QRコードの紙" in body  # the page around it stays in the reader's language
    assert "<ruby>紙" not in body.split("<article")[0]
    english = text(factories.conversation(), "sheet", headers={"accept-language": "en"})
    assert "We would like to hear your voice" in english


def test_paper_slips_ask_what_the_page_asks_and_are_for_those_who_key_them_in() -> None:
    talk = factories.conversation()
    factories.asked(talk)
    body = text(talk, "slips", "partner")
    assert "何歳ですか" in body
    assert "30歳より下" in body
    assert "<ruby>名前<rp>" in body
    assert body.count('<article class="slip">') == 2
    assert page(talk, "slips", "citizen").status_code == 404


def test_a_long_list_of_conversations_has_pages() -> None:
    for number in range(31):
        factories.conversation(slug=f"t{number}")
    assert (
        Client().get(reverse("voices_conversations") + "?page=2").content.decode().count('class="question"')
        == 1
    )


def test_the_page_costs_the_same_queries_with_many_votes(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    talk = factories.conversation()
    for _ in range(30):
        row = factories.statement(talk)
        row.votes.create(participant=factories.participant(talk), value=1, at=cast.NOW)
    with django_assert_max_num_queries(8):
        page(talk)
