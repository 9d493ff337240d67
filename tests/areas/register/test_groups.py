"""User groups: registered at the desk with their representative, renewed every fiscal year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries
from yoriai.web.register.forms.groups import YearForm
from yoriai.web.register.models import Affiliation, Organisation, Person, Reach, UserGroup
from yoriai.web.register.rules import groups

pytestmark = pytest.mark.django_db
NEW = "/register/groups/new/"


def form(**values: Any) -> dict[str, Any]:
    year = groups.years_open(timezone.localdate())[0]
    return {
        "name": "川を守る会",
        "kana": "かわをまもるかい",
        "legal_form": "voluntary",
        "family_name": "三宅",
        "given_name": "葵",
        "family_kana": "みやけ",
        "given_kana": "あおい",
        "mobile": "090-1111-2222",
        "fiscal_year": year,
        "registered_on": "2026-10-01",
        "card": "12",
        "declared": "on",
    } | values


def year_of(organisation: Organisation, year: int, card: str = "1") -> UserGroup:
    return UserGroup.objects.create(
        organisation=organisation, fiscal_year=year, card=card, registered_on=date(year, 4, 1), declared=True
    )


# --- rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year", "opens"),
    [
        (date(2026, 4, 1), 2026, [2026]),
        (date(2027, 1, 31), 2026, [2026]),
        (date(2027, 2, 1), 2026, [2027, 2026]),
        (date(2027, 3, 31), 2026, [2027, 2026]),
    ],
)
def test_the_fiscal_year_begins_in_april_and_opens_in_february(
    day: date, year: int, opens: list[int]
) -> None:
    assert (groups.fiscal_year(day), groups.years_open(day)) == (year, opens)


def test_the_next_card_follows_the_highest_number() -> None:
    assert groups.next_card([]) == "1"
    assert groups.next_card(["3", "12", "A-99"]) == "13"


# --- a new group -----------------------------------------------------------------------------


def test_reception_registers_a_group_with_its_representative_in_one_deed() -> None:
    answer = cast.client("reception").post(NEW, form())
    group, person = Organisation.objects.get(), Person.objects.get()
    assert answer.headers["Location"] == f"/register/organisations/{group.pk}/"
    assert (group.sector, group.representative) == ("citizen", "三宅 葵")
    assert Affiliation.objects.get().kind == "representative" and Reach.objects.get().person == person
    assert UserGroup.objects.get().card == "12"
    assert [event.verb for event in Event.objects.all()] == ["register.register_group"]
    staff = cast.viewer("staff")
    assert {str(hit.row) for hit in queries.find(staff, "みやけ")} == {"川を守る会", "三宅 葵"}
    assert [hit.row for hit in queries.find(staff, "090-1111")] == [person]


def test_the_representative_can_be_somebody_of_the_register() -> None:
    row = factories.person()
    actions.index_people([row])
    nobody = {"family_name": "", "given_name": "", "family_kana": "", "given_kana": "", "mobile": ""}
    picked = {"known": "たか", "known_asked": "たか", "known_pk": str(row.pk)}
    assert cast.client("reception").post(NEW, form(**nobody, **picked)).status_code == 302
    assert Person.objects.get() == row and Affiliation.objects.get().person == row


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "空にできません"),
        ({"family_name": ""}, "台帳から選ぶか、姓を書いて"),
        ({"mobile": "0866"}, "10けたか11けた"),
        ({"email": "no at"}, "メールアドレス"),
        ({"declared": ""}, "誓約書を受け取ってから"),
        ({"card": "7"}, "利用証7は、ほかの団体のものです"),
        ({"fiscal_year": "1999"}, "選択"),
        ({"known": "高﨑澄江"}, "空のままにしてください"),
    ],
)
def test_a_mistake_gets_a_sentence_and_nothing_typed_is_lost(wrong: dict[str, str], sentence: str) -> None:
    actions.index_people([factories.person()])
    year_of(factories.organisation(), groups.years_open(timezone.localdate())[0], card="7")
    answer = cast.client("reception").post(NEW, form(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 400 and sentence in page
    assert wrong.get("kana", "かわをまもるかい") in page and "みやけ" in page
    assert Organisation.objects.count() == 1 and UserGroup.objects.count() == 1


def test_a_group_that_is_there_already_is_shown_before_it_is_entered_twice() -> None:
    known = factories.organisation(name="川をまもる会", kana="カワヲマモルカイ")
    browser = cast.client("reception")
    answer = browser.post(NEW, form())
    page = answer.content.decode()
    assert answer.status_code == 400 and f"/register/organisations/{known.pk}/" in page
    assert "これではありませんか" in page
    assert browser.post(NEW, form(confirmed="on")).status_code == 302
    assert Organisation.objects.count() == 2


def test_the_page_proposes_day_year_and_card() -> None:
    today = timezone.localdate()
    year_of(factories.organisation(), groups.years_open(today)[0], card="41")
    page = cast.client("reception").get(NEW).content.decode()
    assert 'value="42"' in page and f'value="{today:%Y-%m-%d}"' in page


@pytest.mark.parametrize("name", ["partner", "supervisor", "member", "citizen", "leaver", "visitor"])
def test_nobody_else_registers(name: str) -> None:
    actor, group = cast.viewer(name), Organisation(name="x", sector="citizen")
    year = UserGroup(fiscal_year=2026, card="1", registered_on=cast.TODAY, declared=True)
    with pytest.raises(PermissionDenied):
        actions.register_group(
            actor, organisation=group, representative=Person(family_name="x"), year=year, at=cast.NOW
        )
    year.organisation = factories.organisation()
    with pytest.raises(PermissionDenied):
        actions.renew_group(actor, year, at=cast.NOW)
    assert not UserGroup.objects.exists() and not Person.objects.exists()


def test_the_database_has_the_last_word_and_nothing_is_half_done() -> None:
    year_of(factories.organisation(), 2026, card="1")
    year = UserGroup(fiscal_year=2026, card="1", registered_on=cast.TODAY, declared=True)
    with pytest.raises(IntegrityError):
        actions.register_group(
            cast.viewer("reception"),
            organisation=Organisation(name="x", sector="citizen"),
            representative=Person(family_name="x"),
            year=year,
            at=cast.NOW,
        )
    assert Organisation.objects.count() == 1 and not Person.objects.exists() and not Event.objects.exists()


# --- renewal ---------------------------------------------------------------------------------


def test_a_group_is_renewed_with_its_old_card() -> None:
    row, today = factories.organisation(), timezone.localdate()
    year = groups.years_open(today)[0]
    year_of(row, year - 1, card="7")
    browser, address = cast.client("reception"), f"/register/organisations/{row.pk}/group/"
    assert "利用団体の更新がまだ" in browser.get(f"/register/organisations/{row.pk}/").content.decode()
    assert 'value="7"' in browser.get(address).content.decode()
    typed = {"fiscal_year": year, "card": "7", "registered_on": "2026-10-01", "declared": "on"}
    assert browser.post(address, typed).status_code == 302
    assert row.user_group_years.count() == 2
    assert f"{year}年度の利用団体" in browser.get(f"/register/organisations/{row.pk}/").content.decode()
    again = browser.post(address, typed)
    assert again.status_code == 400 and "もう済んでいます" in again.content.decode()


def test_the_list_shows_who_is_registered_and_who_has_not_come_back() -> None:
    reception, year = cast.viewer("reception"), 2026
    renewed, waiting = factories.organisation(name="川の会"), factories.organisation(name="山の会")
    gone, new = factories.organisation(name="島の会", dissolved_on=date(2026, 5, 1)), factories.organisation()
    for card, row in enumerate((renewed, waiting, gone)):
        year_of(row, year - 1, str(card))
    for card, row in enumerate((renewed, new)):
        year_of(row, year, str(card))
    assert {row.organisation for row in queries.groups_of(reception, year)} == {renewed, new}
    assert [row.organisation for row in queries.not_renewed(reception, year)] == [waiting]
    assert queries.years(date(2027, 4, 1)) == [2027, 2026, 2025]
    assert not queries.groups_of(cast.viewer("partner"), year)


def test_the_lists_page_goes_from_year_to_year() -> None:
    this = groups.fiscal_year(timezone.localdate())
    year_of(factories.organisation(), this - 1)
    browser = cast.client("reception")
    now, before = browser.get("/register/groups/"), browser.get(f"/register/groups/?year={this - 1}")
    assert "更新がまだの団体（1）" in now.content.decode()
    assert f"{this - 1}年度に登録した団体（1）" in before.content.decode()
    assert browser.get("/register/groups/?year=1999x").status_code == 200


def test_in_february_the_coming_year_is_offered_first() -> None:
    form = YearForm(today=date(2027, 2, 1))
    assert [year for year, _words in form.fields["fiscal_year"].choices] == [2027, 2026]  # type: ignore[attr-defined]
