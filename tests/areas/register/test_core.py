"""The register's core: each person and organisation once, findable by any writing, roles over time."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries, rules
from yoriai.web.register.models import Affiliation, AffiliationKind, Organisation, Person

pytestmark = pytest.mark.django_db
WRITERS = ["director", "lead", "staff"]
OTHERS = [name for name in cast.NAMES if name not in WRITERS]


# --- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["高梁川", "タカハシガワ", "ﾀｶﾊｼ", "たかはし かい", "流域　の会"])
def test_an_organisation_is_found_by_any_writing(words: str) -> None:
    row = factories.organisation()
    factories.organisation(name="水辺の会", kana="みずべのかい")
    assert list(queries.find_organisations(cast.viewer("staff"), words)) == [row]


@pytest.mark.parametrize("words", ["髙﨑", "たかさき", "タカサキ 澄江", "髙﨑 澄江"])
def test_a_person_is_found_by_any_writing(words: str) -> None:
    row = factories.person()
    factories.person(family_name="小野", family_kana="おの", given_name="洋子")
    assert list(queries.find_people(cast.viewer("staff"), words)) == [row]


def test_every_word_must_be_there() -> None:
    factories.organisation()
    assert not queries.find_organisations(cast.viewer("staff"), "高梁川 水辺")
    assert queries.find_organisations(cast.viewer("staff"), "").count() == 1


# --- who sees what ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", cast.NAMES)
def test_who_sees_organisations_and_people(name: str) -> None:
    factories.affiliation()
    viewer = cast.viewer(name)
    team = name in [*WRITERS, "reception"]
    assert queries.organisations_visible_to(viewer).exists() is team
    assert queries.people_visible_to(viewer).exists() is team
    assert queries.affiliations_visible_to(viewer).exists() is team
    assert (rules.may_read(viewer), rules.may_write(viewer)) == (team, name in WRITERS)


def test_somebody_sees_their_own_entry() -> None:
    row = factories.person(user=cast.make_user("citizen"))
    factories.person()
    assert list(queries.people_visible_to(cast.viewer("citizen"))) == [row]
    assert queries.person_of(cast.viewer("citizen")) == row
    assert queries.person_of(cast.viewer("member")) is None
    assert queries.person_of(cast.viewer("visitor")) is None


def test_figures_show_the_supervisor_organisations() -> None:
    factories.organisation()
    assert queries.organisations_for_figures(cast.viewer("supervisor")).count() == 1
    factories.organisation(merged_into=queries.organisations_for_figures(cast.viewer("supervisor")).get())
    assert queries.organisations_for_figures(cast.viewer("supervisor")).count() == 1
    assert not queries.organisations_for_figures(cast.viewer("citizen"))


def test_towns_are_public_and_in_the_order_of_their_codes() -> None:
    factories.municipality()
    factories.municipality("33100", "岡山市", "おかやまし")
    assert [str(row) for row in queries.municipalities()] == ["岡山市", "倉敷市"]


# --- writing ---------------------------------------------------------------------------------


def test_an_organisation_is_added_and_changed() -> None:
    staff = cast.viewer("staff")
    row = actions.save_organisation(
        staff, Organisation(name="水辺の会", kana="ミズベノカイ", sector="citizen"), at=cast.NOW
    )
    assert (row.key, row.created_at, str(row)) == ("水辺の会\nみずべのかい", cast.NOW, "水辺の会")
    row.name = "水辺と橋の会"
    later = cast.NOW.replace(year=2027)
    actions.save_organisation(staff, row, at=later)
    row.refresh_from_db()
    assert row.created_at == cast.NOW and row.key.startswith("水辺と橋の会")
    verbs = [event.verb for event in Event.objects.order_by("pk")]
    assert verbs == ["register.add_organisation", "register.change_organisation"]


def test_a_person_is_added_and_changed_and_keeps_the_writing_of_the_name() -> None:
    staff = cast.viewer("staff")
    row = actions.save_person(
        staff, Person(family_name="髙﨑", given_name="澄江", family_kana="タカサキ"), at=cast.NOW
    )
    assert (row.name, row.kana, str(row)) == ("髙﨑 澄江", "タカサキ", "髙﨑 澄江")
    row.given_kana = "スミエ"
    actions.save_person(staff, row, at=cast.NOW)
    row.refresh_from_db()
    assert row.name == "髙﨑 澄江" and row.key == rules.search_key("髙﨑 澄江", "たかさき すみえ")
    verbs = [event.verb for event in Event.objects.order_by("pk")]
    assert verbs == ["register.add_person", "register.change_person"]


def test_the_audit_holds_no_names() -> None:
    staff = cast.viewer("staff")
    actions.save_person(staff, Person(family_name="髙﨑"), at=cast.NOW)
    assert "髙﨑" not in str(Event.objects.get().facts)


def test_roles_in_an_organisation_over_time() -> None:
    staff, person, group = cast.viewer("staff"), factories.person(), factories.organisation()
    first = actions.affiliate(
        staff,
        person=person,
        organisation=group,
        kind=AffiliationKind.MEMBER,
        since=date(2020, 4, 1),
        at=cast.NOW,
    )
    actions.end_affiliation(staff, affiliation=first, until=date(2022, 3, 31), at=cast.NOW)
    second = actions.affiliate(
        staff,
        person=person,
        organisation=group,
        kind=AffiliationKind.REPRESENTATIVE,
        since=date(2022, 4, 1),
        at=cast.NOW,
    )
    roles = queries.affiliations_visible_to(staff)
    assert list(roles) == [second, first]
    for day, expected in [
        (date(2020, 3, 31), []),
        (date(2022, 3, 31), [first]),
        (date(2022, 4, 1), [second]),
        (date(2030, 1, 1), [second]),
    ]:
        assert list(queries.current(roles, day)) == expected, day
    assert Event.objects.count() == 3
    assert str(second) == f"{person.pk} representative {group.pk}"


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_writes(name: str) -> None:
    actor, row = cast.viewer(name), factories.affiliation()
    for write in (
        lambda: actions.save_organisation(actor, row.organisation, at=cast.NOW),
        lambda: actions.save_person(actor, row.person, at=cast.NOW),
        lambda: actions.affiliate(
            actor,
            person=row.person,
            organisation=row.organisation,
            kind=AffiliationKind.STAFF,
            since=cast.TODAY,
            at=cast.NOW,
        ),
        lambda: actions.end_affiliation(actor, affiliation=row, until=cast.TODAY, at=cast.NOW),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert not Event.objects.exists() and Affiliation.objects.count() == 1


# --- what the database itself refuses --------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE register_organisation SET name = ''",
        "UPDATE register_organisation SET sector = 'army'",
        "UPDATE register_person SET family_name = ''",
        "UPDATE register_affiliation SET until = '2019-01-01'",
        "UPDATE register_affiliation SET kind = 'king'",
    ],
)
def test_the_database_has_the_last_word(sql: str) -> None:
    factories.affiliation()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_who_has_roles_cannot_be_deleted() -> None:
    row = factories.affiliation()
    for thing in (row.person, row.organisation):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_an_account_belongs_to_one_person() -> None:
    user = cast.make_user("citizen")
    factories.person(user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.person(user=user)


# --- pages -----------------------------------------------------------------------------------


def test_lists_find_page_and_say_when_there_is_nothing() -> None:
    browser = cast.client("staff")
    assert "団体はまだ載っていません" in browser.get("/register/organisations/").content.decode()
    assert "人はまだ載っていません" in browser.get("/register/people/").content.decode()
    for number in range(51):
        factories.organisation(name=f"会{number:02d}", kana=f"かい{number:02d}")
    factories.person()
    page = browser.get("/register/organisations/").content.decode()
    assert "51団体" in page and "次の50件" in page
    assert "当てはまる団体はありません" in browser.get("/register/organisations/?q=xyz").content.decode()
    assert "当てはまる人はいません" in browser.get("/register/people/?q=xyz").content.decode()
    assert "髙﨑 澄江" in browser.get("/register/people/?q=タカサキ").content.decode()


def test_a_role_is_added_and_ended_on_the_persons_page() -> None:
    browser, person, group = cast.client("staff"), factories.person(), factories.organisation()
    actions.index_organisations([group])
    address = f"/register/people/{person.pk}/"
    assert "役割はまだありません" in browser.get(address).content.decode()
    new = f"{address}roles/new/"
    assert browser.post(new, {"organisation": "", "kind": "member", "since": "x"}).status_code == 400
    browser.post(new, {"organisation": group.name, "kind": "member", "since": "2026-04-01"})
    row = Affiliation.objects.get()
    end = f"/register/affiliations/{row.pk}/end/"
    for until in ("2026-03-31", "きのう"):
        browser.post(end, {"until": until})
        row.refresh_from_db()
        assert row.until is None
    browser.post(end, {"until": "2026-09-30"})
    row.refresh_from_db()
    assert row.until == date(2026, 9, 30)
    assert "2026-09-30" in browser.get(f"/register/organisations/{group.pk}/").content.decode()


def test_somebody_reads_their_own_page_and_changes_nothing() -> None:
    row = factories.person(user=cast.make_user("citizen"))
    browser = cast.client("citizen")
    page = browser.get(f"/register/people/{row.pk}/").content.decode()
    assert "髙﨑 澄江" in page and "書き足す" not in page
    assert browser.post(f"/register/people/{row.pk}/roles/new/", {"kind": "member"}).status_code == 404
