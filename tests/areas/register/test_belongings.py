"""What belongs to entries: roles, ways to be reached, consents, ties, offers; added, corrected, dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Offering,
    Organisation,
    Person,
    Reach,
    Sight,
    Tie,
    UserGroup,
)
from yoriai.web.register.rules import parts, ties

pytestmark = pytest.mark.django_db
SPRING = date(2026, 4, 1)


def found(**values: Any) -> Organisation:
    """An organisation that the search knows."""
    row = factories.organisation(**values)
    actions.index_organisations([row])
    return row


def known(**values: Any) -> Person:
    """A person whom the search knows."""
    row = factories.person(**values)
    actions.index_people([row])
    return row


def lines(row: Organisation | Person) -> list[tuple[str, str, str]]:
    """The history of an entry as staff read it, oldest first."""
    past = queries.past(cast.viewer("staff"), row)
    return [(line.label, line.value, line.now) for line in reversed(past)]


def verbs() -> list[str]:
    return [event.verb for event in Event.objects.order_by("pk")]


# --- ways to be reached ----------------------------------------------------------------------


def test_a_way_to_reach_somebody_is_added_corrected_and_dropped() -> None:
    browser, row = cast.client("staff"), known()
    new = {"kind": "mobile", "value": "０９０-１２３４-５６７８", "preferred": "on"}
    answer = browser.post(f"/register/people/{row.pk}/reaches/new/", new)
    assert answer.headers["Location"] == f"/register/people/{row.pk}/"
    reach = Reach.objects.get()
    assert (reach.key, reach.preferred) == ("09012345678", True)
    assert [hit.row for hit in queries.find(cast.viewer("staff"), "090-1234")] == [row]
    browser.post(f"/register/reaches/{reach.pk}/", new | {"value": "080-1111-2222"})
    assert queries.find(cast.viewer("staff"), "090-1234") == []
    browser.post(f"/register/reaches/{reach.pk}/drop/")
    assert queries.find(cast.viewer("staff"), "080-1111") == [] and not Reach.objects.exists()
    assert lines(row) == [
        ("連絡先", "", "携帯電話 ０９０-１２３４-５６７８（まずここへ）"),
        ("連絡先", "携帯電話 ０９０-１２３４-５６７８（まずここへ）", "携帯電話 080-1111-2222（まずここへ）"),
        ("連絡先", "携帯電話 080-1111-2222（まずここへ）", ""),
    ]
    assert verbs() == ["register.add_reaches", "register.change_reaches", "register.drop_reaches"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "phone", "value": "0866"}, "10けたか11けた"),
        ({"kind": "email", "value": "no at"}, "メールアドレス"),
        ({"kind": "email", "value": "a@x.jp", "preferred": "on", "avoid": "on"}, "どちらかひとつ"),
        ({"kind": "email", "value": " S@x.jp"}, "もう同じ連絡先があります"),
    ],
)
def test_a_wrong_way_gets_a_sentence_and_keeps_what_was_typed(typed: dict[str, str], sentence: str) -> None:
    row = known()
    Reach.objects.create(person=row, kind="email", value="s@x.jp", key="s@x.jp", avoid=True)
    answer = cast.client("staff").post(f"/register/people/{row.pk}/reaches/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and sentence in page and typed["value"].strip() in page
    assert "ここへは連絡しない" in parts.told(Reach.objects.get())[0][2]


def test_post_is_a_way_too() -> None:
    row = known()
    answer = cast.client("staff").post(
        f"/register/people/{row.pk}/reaches/new/", {"kind": "post", "value": "高梁市松山1"}
    )
    assert answer.status_code == 302 and Reach.objects.get().key == "高梁市松山1"


# --- consents --------------------------------------------------------------------------------


def test_an_adult_consents_and_withdraws() -> None:
    browser, row = cast.client("staff"), known(birthday="1980-01-01")
    address = f"/register/people/{row.pk}/"
    new = {"purpose": "newsletter", "given_on": "2026-04-01"}
    assert browser.post(f"{address}consents/new/", new).status_code == 302
    consent = Consent.objects.get()
    assert consent.given_by == row and "有効" in browser.get(address).content.decode()
    for day in ("2026-03-31", "きのう"):
        browser.post(f"/register/consents/{consent.pk}/withdraw/", {"on": day})
        assert Consent.objects.get().withdrawn_on is None
    browser.post(f"/register/consents/{consent.pk}/withdraw/", {"on": "2026-09-30"})
    browser.post(f"/register/consents/{consent.pk}/withdraw/", {"on": "2026-10-30"})
    page = browser.get(address).content.decode()
    assert Consent.objects.get().withdrawn_on == date(2026, 9, 30)
    assert "2026年9月30日に取り消し" in page and "無効" in page
    assert lines(row)[-1][2] == "お便りを受け取る 本人の同意 2026-04-01から 2026-09-30に取り消し"
    assert verbs() == ["register.give_consent", "register.withdraw_consent"]
    assert Event.objects.latest("pk").facts == {"purpose": "newsletter"}


def test_for_a_child_the_guardian_consents() -> None:
    mother = known(family_name="平松")
    child = known(family_name="平松", given_name="花", birthday="2012-05-01", guardian=mother)
    browser = cast.client("staff")
    new = {"purpose": "photo", "given_on": "2026-04-01", "scope": "広報紙", "ends_on": "2027-03-31"}
    browser.post(f"/register/people/{child.pk}/consents/new/", new)
    assert Consent.objects.get().given_by == mother
    assert lines(child)[0][2] == "写真を載せる（広報紙） 保護者の同意 2026-04-01から2027-03-31まで"
    page = cast.reason(browser, child.pk).get(f"/register/people/{child.pk}/").content.decode()
    assert "平松 澄江さん（保護者）" in page and "子どもなので、保護者が同意します" in page


def test_without_a_guardian_a_childs_consent_is_not_taken() -> None:
    child = known(birthday=date(2012, 5, 1))
    new = {"purpose": "photo", "given_on": "2026-04-01"}
    answer = cast.client("staff").post(f"/register/people/{child.pk}/consents/new/", new)
    assert answer.status_code == 400 and "保護者の同意が要ります" in answer.content.decode()
    with pytest.raises(actions.WrongGiver, match="保護者を書いてください"):
        actions.give_consent(
            cast.viewer("staff"), Consent(person=child, given_by=child, given_on=SPRING), at=cast.NOW
        )


@pytest.mark.parametrize(("birthday", "who"), [(date(1980, 1, 1), "本人"), (date(2012, 5, 1), "保護者")])
def test_somebody_else_cannot_consent(birthday: date, who: str) -> None:
    other = factories.person(family_name="小野")
    row = factories.person(birthday=birthday, guardian=factories.person(family_name="平松"))
    wrong = Consent(person=row, given_by=other, purpose="photo", given_on=SPRING)
    with pytest.raises(actions.WrongGiver, match=who):
        actions.give_consent(cast.viewer("staff"), wrong, at=cast.NOW)
    assert not Consent.objects.exists() and not Event.objects.exists()


def test_a_grown_ups_guardian_stays_the_one_who_consented() -> None:
    guardian = known(family_name="平松")
    row = known(birthday="1940-01-01", guardian=guardian)
    given = Consent(person=Person.objects.get(pk=row.pk), given_by=guardian, purpose="photo", given_on=SPRING)
    actions.give_consent(cast.viewer("staff"), given, at=cast.NOW)
    typed = {"purpose": "photo", "given_on": "2026-04-01", "scope": "広報紙"}
    cast.client("staff").post(f"/register/consents/{given.pk}/", typed)
    assert (Consent.objects.get().given_by, Consent.objects.get().scope) == (guardian, "広報紙")


def test_the_end_of_a_consent_is_set_later_and_stands_after_the_beginning() -> None:
    row = known(birthday="1980-01-01")
    consent = Consent.objects.create(person=row, given_by=row, purpose="matching", given_on=SPRING)
    browser, address = cast.client("lead"), f"/register/consents/{consent.pk}/"
    typed = {"purpose": "matching", "given_on": "2026-04-01"}
    wrong = browser.post(address, typed | {"ends_on": "2026-03-01"})
    assert wrong.status_code == 400 and "始まりの日かそのあと" in wrong.content.decode()
    assert browser.post(address, {"purpose": "matching", "given_on": ""}).status_code == 400
    browser.post(address, typed | {"ends_on": "2026-09-30"})
    assert Consent.objects.get().ends_on == date(2026, 9, 30)
    assert verbs() == ["register.correct_consent"]


def test_from_the_18th_birthday_on_the_page_says_to_ask() -> None:
    mother = known(family_name="平松")
    row = known(birthday="2008-05-01", guardian=mother)
    Consent.objects.create(person=row, given_by=mother, purpose="photo", given_on=date(2025, 4, 1))
    assert (
        "18歳になりました：本人に聞く"
        in cast.client("staff").get(f"/register/people/{row.pk}/").content.decode()
    )


# --- roles -----------------------------------------------------------------------------------


def test_a_role_is_corrected_and_dropped() -> None:
    browser, row, group, other = cast.client("staff"), known(), found(), found(name="水辺の会", kana="みずべ")
    role = factories.affiliation(person=row, organisation=group, since=date(2020, 4, 1))
    address = f"/register/roles/{role.pk}/"
    typed = {"organisation": "水辺の会", "kind": "accountant", "since": "2021-04-01", "until": "2025-05-31"}
    wrong = browser.post(address, typed | {"until": "2021-03-31"})
    assert wrong.status_code == 400 and "始まりの日かそのあと" in wrong.content.decode()
    assert browser.post(address, typed).status_code == 302
    role.refresh_from_db()
    assert (role.organisation, role.kind, role.until) == (other, "accountant", date(2025, 5, 31))
    page = browser.get(f"/register/organisations/{other.pk}/").content.decode()
    assert "会計が終わりました（2025-05まで）" in page
    browser.post(f"{address}drop/")
    assert not Affiliation.objects.exists()
    assert lines(row) == [
        (
            "役割",
            "高梁川流域の会 代表 2020-04-01から",
            "水辺の会 会計 2021-04-01から2025-05-31まで",
        ),
        ("役割", "水辺の会 会計 2021-04-01から2025-05-31まで", ""),
    ]
    assert lines(other) == [], "what is written about people stands in their own history only"


def test_a_role_is_added_from_the_organisations_page() -> None:
    row, group = known(), found()
    new = {"person": "たかさき", "person_asked": "たかさき", "person_pk": str(row.pk), "kind": "councillor"}
    address = f"/register/organisations/{group.pk}/roles/new/"
    answer = cast.client("staff").post(address, new | {"since": "2026-04-01"})
    assert answer.headers["Location"] == f"/register/organisations/{group.pk}/"
    assert Affiliation.objects.get().person == row


# --- ties, offers and needs ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "backwards"), [(pair[0], pair[0].startswith("-")) for pair in ties.CHOICES]
)
def test_a_tie_reads_right_from_both_ends(chosen: str, backwards: bool) -> None:
    here, there = found(name="川の会", kana="かわ"), found(name="水辺の会", kana="みずべ")
    typed = {"other": "水辺の会", "chosen": chosen, "since": "2024-04-01"}
    cast.client("staff").post(f"/register/organisations/{here.pk}/ties/new/", typed)
    row = Tie.objects.get()
    assert (row.first, row.second) == ((there, here) if backwards else (here, there))
    told = dict(ties.CHOICES)
    mirrored = chosen if chosen == "agreement" else chosen.removeprefix("-") if backwards else f"-{chosen}"
    staff = cast.viewer("staff")
    assert [words for *_rest, words in queries.ties_told(staff, here)] == [told[chosen]]
    assert [words for *_rest, words in queries.ties_told(staff, there)] == [told[mirrored]]


def test_a_tie_is_ended_from_its_other_end_and_both_histories_know() -> None:
    here, there = found(name="川の会", kana="かわ"), found(name="水辺の会", kana="みずべ")
    row = Tie.objects.create(first=here, second=there, kind="supports", since=SPRING)
    browser, address = cast.client("staff"), f"/register/ties/{row.pk}/?from={there.pk}"
    assert "相手から支援を受けている" in browser.get(address).content.decode()
    typed = {"other": "川の会", "chosen": "-supports", "since": "2026-04-01", "until": "2026-09-30"}
    answer = browser.post(address, typed)
    assert answer.headers["Location"] == f"/register/organisations/{there.pk}/"
    row.refresh_from_db()
    assert (row.first, row.until) == (here, date(2026, 9, 30))
    assert lines(here)[0][2] == "水辺の会：相手を支援している 2026-04-01から2026-09-30まで"
    assert lines(there)[0][2] == "川の会：相手から支援を受けている 2026-04-01から2026-09-30まで"
    dropped = browser.post(f"/register/ties/{row.pk}/drop/", {"from": there.pk})
    assert dropped.headers["Location"] == f"/register/organisations/{there.pk}/"
    assert not Tie.objects.exists() and len(lines(here)) == 2


def test_a_tie_needs_another_organisation() -> None:
    here = found()
    typed = {"other": here.name, "chosen": "supports", "since": "2026-04-01"}
    answer = cast.client("staff").post(f"/register/organisations/{here.pk}/ties/new/", typed)
    assert answer.status_code == 400 and "ほかの団体を選んで" in answer.content.decode()


def test_offers_and_needs_begin_and_end() -> None:
    browser, row = cast.client("staff"), found()
    address = f"/register/organisations/{row.pk}/"
    browser.post(f"{address}offerings/new/", {"kind": "needs", "text": "会計の手伝い", "since": "2026-04-01"})
    need = Offering.objects.get()
    typed = {"kind": "needs", "text": "会計の手伝い", "since": "2026-04-01", "until": "2026-08-31"}
    browser.post(f"/register/offerings/{need.pk}/", typed)
    page = browser.get(address).content.decode()
    assert "求めていること「会計の手伝い」が終わりました" in page
    assert lines(row)[-1] == (
        "提供できること・求めていること",
        "求めていること：会計の手伝い 2026-04-01から",
        "求めていること：会計の手伝い 2026-04-01から2026-08-31まで",
    )


# --- who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["reception", "partner", "supervisor", "member", "citizen", "leaver", "visitor"]
)
def test_nobody_else_writes_what_belongs_to_entries(name: str) -> None:
    actor, row = cast.viewer(name), factories.person()
    reach = Reach.objects.create(person=row, kind="phone", value="1", key="1")
    consent = Consent.objects.create(person=row, given_by=row, purpose="photo", given_on=SPRING)
    deeds: list[Any] = [
        lambda: actions.add_part(actor, Reach(person=row, kind="fax", value="2"), at=cast.NOW),
        lambda: actions.change_part(actor, reach, at=cast.NOW),
        lambda: actions.drop_part(actor, reach, at=cast.NOW),
        lambda: actions.give_consent(actor, consent, at=cast.NOW),
        lambda: actions.correct_consent(actor, consent, at=cast.NOW),
        lambda: actions.withdraw_consent(actor, consent, on=SPRING, at=cast.NOW),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()
    assert not Event.objects.exists() and Reach.objects.count() == 1


def test_history_of_parts_is_read_by_those_who_may_read_the_parts() -> None:
    row = known()
    actions.add_part(cast.viewer("staff"), Reach(person=row, kind="phone", value="0866-22-1111"), at=cast.NOW)
    assert queries.past(cast.viewer("reception"), row) == []
    assert len(queries.past(cast.viewer("staff"), row)) == 1


def test_pages_about_a_childs_parts_are_recorded() -> None:
    child = known(birthday="2015-05-01")
    browser, address = cast.client("staff"), f"/register/people/{child.pk}/reaches/new/"
    assert "/reason/?next=" in browser.get(address).headers["Location"]
    assert not Sight.objects.exists()
    assert cast.reason(browser, child.pk).get(address).status_code == 200
    assert Sight.objects.filter(person_id=child.pk, sensitive=True, how="page").exists()


def test_a_years_registration_stands_in_the_history() -> None:
    row = UserGroup(
        organisation=factories.organisation(), fiscal_year=2026, card="3", registered_on=SPRING, declared=True
    )
    assert parts.told(row)[0][2] == "2026年度 利用証3（2026-04-01）"


def test_a_kind_of_tie_that_does_not_exist_is_refused() -> None:
    here, _there = found(), found(name="水辺の会", kana="みずべ")
    typed = {"other": "水辺の会", "chosen": "loves", "since": "2026-04-01"}
    answer = cast.client("staff").post(f"/register/organisations/{here.pk}/ties/new/", typed)
    assert answer.status_code == 400 and not Tie.objects.exists()
