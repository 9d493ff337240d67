"""What everybody may read: organisations that consented, and nothing else of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast, factories
from tests.areas.ui.texts import strings_in, wordings
from yoriai.web.register import actions
from yoriai.web.register.models import Organisation
from yoriai.web.register.rules import numbers
from yoriai.web.ui.texts import WEB

pytestmark = pytest.mark.django_db


def shown(**values: object) -> Organisation:
    town = factories.municipality()
    base = {
        "name": "川を守る会",
        "kana": "かわをまもるかい",
        "sector": "citizen",
        "profile": "川の生きものをしらべています。",
        "profile_consent_on": date(2026, 4, 1),
        "url": "https://example.jp/kawa",
        "phone": "0866-22-3333",
        "email": "kawa@example.jp",
        "address": "高梁市松山1",
        "representative": "三宅 葵",
        "corporate_number": "",
        "purpose": "川をきれいにすることを目的とする",
    } | values
    return actions.save_organisation(
        cast.viewer("staff"), Organisation(**base), at=cast.NOW, fields_of_activity=[7], works_in=[town]
    )


def page(address: str, language: str = "ja") -> str:
    browser = Client(headers={"accept-language": language})
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_profile_shows_what_was_consented_to_and_nothing_else() -> None:
    row = shown()
    text = page(f"/groups/{row.pk}/")
    for word in ("川を守る会", "環境の保全", "倉敷市", "生きもの", "https://example.jp/kawa"):
        assert word in text, word
    for secret in ("0866", "kawa@example.jp", "松山", "三宅", "目的とする"):
        assert secret not in text + page("/groups/"), secret


@pytest.mark.parametrize(
    "values",
    [
        {"profile_consent_on": None},
        {"profile": ""},
        {"dissolved_on": date(2026, 5, 1)},
        {"profile_consent_on": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_without_consent_there_is_nothing(values: dict[str, object]) -> None:
    row = shown(**values)
    assert "川を守る会" not in page("/groups/")
    assert Client().get(f"/groups/{row.pk}/").status_code == 404


def test_a_merged_organisation_is_not_shown() -> None:
    row, other = shown(), shown(name="川の友", kana="かわのとも")
    Organisation.objects.filter(pk=row.pk).update(merged_into=other)
    assert Client().get(f"/groups/{row.pk}/").status_code == 404
    assert "川を守る会" not in page("/groups/")


def test_an_address_that_is_no_web_address_is_not_a_link() -> None:
    row = shown()
    Organisation.objects.filter(pk=row.pk).update(url="javascript:alert(1)")
    assert "javascript" not in page(f"/groups/{row.pk}/")


def test_a_town_without_places_of_activity_is_the_seat() -> None:
    row = shown(municipality=factories.municipality("33209", "高梁市", "たかはしし"))
    row.works_in.clear()
    assert "高梁市" in page(f"/groups/{row.pk}/")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=カワ", 1),
        ("q=やま", 0),
        ("field=7", 1),
        ("field=8", 0),
        ("field=x", 1),
        ("town=33202", 1),
        ("town=33100", 0),
    ],
)
def test_finding_by_name_field_and_town(query: str, expected: int) -> None:
    shown()
    assert page(f"/groups/?{query}").count("川を守る会") == expected


def test_names_have_readings_in_plain_japanese_and_english_names_in_english() -> None:
    row = shown()
    easy, english = page(f"/groups/{row.pk}/", "ja-easy"), page(f"/groups/{row.pk}/", "en")
    assert "<ruby>川を守る会<rp>（</rp><rt>かわをまもるかい</rt>" in easy and "<ruby>環境" in easy
    assert "Kurashiki" in english and "Protecting the environment" in english
    braces = shown(name="川{の}会", kana="かわのかい")
    assert "川{の}会" in page(f"/groups/{braces.pk}/", "ja-easy")


def test_every_text_of_the_public_pages_is_in_both_catalogues() -> None:
    folder = WEB / "register" / "templates" / "register" / "public"
    texts = {text for file in folder.glob("*.html") for text in strings_in(file)} | set(
        numbers.FIELDS.values()
    )
    for language in ("en", "ja_Easy"):
        assert not texts - set(wordings(language)), language
