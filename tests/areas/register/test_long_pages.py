"""Pages stay short whatever hangs on an entry: fifty rows of each part, the rest on further pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast, factories
from yoriai.web.register import actions, privacy
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Correction,
    FieldChange,
    Incident,
    IncidentPerson,
    Offering,
    Organisation,
    Person,
    SavedSearch,
    Sight,
    Tie,
    UserGroup,
)
from yoriai.web.register.queries.requests import corrections_visible_to
from yoriai.web.register.rules.groups import fiscal_year
from yoriai.web.register.views import incidents

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


def shown(name: str, *args: object, who: str = "director", **query: object) -> str:
    return cast.client(who).get(reverse(name, args=args), query).content.decode()


def people(count: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(family_name=f"森{number:02d}", given_name="澄江", created_at=cast.NOW)
        for number in range(count)
    )


@pytest.fixture
def association() -> Organisation:
    """60 members, ties and offers, and 60 changes of a field."""
    row = factories.organisation()
    others = Organisation.objects.bulk_create(
        Organisation(
            name=f"隣の会{number:02d}", sector="citizen", legal_form="voluntary", created_at=cast.NOW
        )
        for number in range(60)
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=one, organisation=row, kind="member", since=DAY + timedelta(days=number))
        for number, one in enumerate(people(60))
    )
    Tie.objects.bulk_create(Tie(first=row, second=other, kind="agreement", since=DAY) for other in others)
    Offering.objects.bulk_create(
        Offering(organisation=row, kind="offers", text=f"机{number:02d}", since=DAY) for number in range(60)
    )
    FieldChange.objects.bulk_create(
        FieldChange(kind="organisation", row_id=row.pk, field="url", old=f"前{number:02d}", at=cast.NOW)
        for number in range(60)
    )
    return row


def test_each_part_of_an_organisation_has_pages_of_its_own(association: Organisation) -> None:
    page = shown("register_organisation", association.pk)
    assert page.count("で直す") == 0 and page.count("の会員</span>") == 50
    assert page.count("とのつながり</span>") == 50 and page.count("前") >= 50
    assert page.count("60件のうち1〜50件目") == 4  # members, offers, ties, history
    assert "180件のうち1〜50件目" in page  # what happened: all of them began once
    assert "記載の移り変わり（60件）" in page and '<details class="history" id="past-head">' in page
    assert 'href="?roles=2#roles-head"' in page


def test_a_later_page_of_one_part_leaves_the_others_where_they_are(association: Organisation) -> None:
    page = shown("register_organisation", association.pk, roles=2, past=2)
    assert page.count("の会員</span>") == 10 and page.count("とのつながり</span>") == 50
    assert 'href="?roles=1&amp;past=2#roles-head"' in page
    assert 'id="past-head" open>' in page
    assert shown("register_organisation", association.pk, roles="x").count("の会員</span>") == 50
    assert shown("register_organisation", association.pk, roles="99").count("の会員</span>") == 10


def test_a_long_page_asks_no_more_than_a_short_one(
    association: Organisation, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    browser = cast.client("director")
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        browser.get(reverse("register_organisation", args=[association.pk]))


def test_roles_that_go_on_come_before_those_that_ended() -> None:
    row = factories.organisation()
    ended, going = people(2)
    Affiliation.objects.create(person=going, organisation=row, kind="member", since=DAY)
    Affiliation.objects.create(
        person=ended, organisation=row, kind="member", since=date(2026, 6, 1), until=date(2026, 7, 1)
    )
    page = shown("register_organisation", row.pk)
    table = page[page.index("roles-head") : page.index("offers-head")]
    assert table.index(going.name) < table.index(ended.name)


def test_roles_of_a_person_have_pages() -> None:
    row = factories.person()
    groups = Organisation.objects.bulk_create(
        Organisation(name=f"会{number}", sector="citizen", legal_form="voluntary", created_at=cast.NOW)
        for number in range(51)
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=row, organisation=group, kind="officer", since=DAY) for group in groups
    )
    assert "51件のうち1〜50件目" in shown("register_person", row.pk)
    assert "51件のうち51〜51件目" in shown("register_person", row.pk, roles=2)


def test_a_copy_shows_the_first_rows_and_says_where_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "SHOWN", 2)
    row = factories.person()
    FieldChange.objects.bulk_create(
        FieldChange(kind="person", row_id=row.pk, field="note", old=f"前の値{number}", at=cast.NOW)
        for number in range(5)
    )
    page = shown("register_copy", row.pk)
    assert page.count("前の値") == 2 and "はじめの2件です。あとの3件は、PDFとJSONに入っています" in page


def test_the_labels_of_a_long_table_are_gathered_once() -> None:
    """They were gathered anew for each row: ten thousand looks took fifteen seconds."""
    section = privacy.Section("", [{"日": "1"}, {"欄": "2"}])
    assert section.labels is section.labels and section.cells == [["1", ""], ["", "2"]]


def test_wishes_for_correction_have_pages_the_last_answered_first() -> None:
    director = cast.make_user("director")
    Correction.objects.bulk_create(
        Correction(
            person=one,
            asked_on=DAY,
            asked_by="本人",
            column="address",
            wish="番地が違う",
            due_on=DAY + timedelta(days=number),
            outcome="open" if number < 2 else "done",
            decided_on=None if number < 2 else DAY + timedelta(days=number),
            written_by=director,
        )
        for number, one in enumerate(people(55))
    )
    rows = [
        row.due_on.toordinal() - DAY.toordinal() for row in corrections_visible_to(cast.viewer("director"))
    ]
    assert rows == [0, 1, *range(54, 1, -1)]
    assert shown("register_corrections").count("<tr>") == 51
    assert shown("register_corrections", page=2).count("<tr>") == 6


def test_lists_and_incidents_have_pages() -> None:
    director = cast.make_user("director")
    SavedSearch.objects.bulk_create(
        SavedSearch(name=f"名簿{n:02d}", kind="organisation", made_by=director, made_at=cast.NOW)
        for n in range(52)
    )
    Incident.objects.bulk_create(
        Incident(known_at=cast.NOW, overview=f"取り違え{n:02d}", written_by=director) for n in range(52)
    )
    for name in ("register_lists", "register_incidents"):
        assert (shown(name).count("<tr>"), shown(name, page=2).count("<tr>")) == (51, 3)


def test_everybody_of_a_large_leak_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "SHOWN", 2)
    leak = Incident.objects.create(
        known_at=cast.NOW, overview="宛先の取り違え", written_by=cast.make_user("director")
    )
    concerned = people(4)
    IncidentPerson.objects.bulk_create(IncidentPerson(incident=leak, person=one) for one in concerned)
    cast.client("lead").post(
        reverse("register_tell_people", args=[leak.pk]), {"on": "2026-10-02", "people": [concerned[0].pk]}
    )
    page = shown("register_incident", leak.pk)
    assert "はじめの2人です" in page and "まだの全員（3人）に知らせたと記す" in page
    cast.client("lead").post(
        reverse("register_tell_people", args=[leak.pk]), {"on": "2026-10-03", "everyone": "1"}
    )
    told = leak.people.order_by("person_id").values_list("told_on", flat=True)
    assert list(told) == [date(2026, 10, 2), *[date(2026, 10, 3)] * 3]
    assert "まだの全員" not in shown("register_incident", leak.pk)


def test_an_organisation_without_people_says_so_to_those_who_could_write_them() -> None:
    row = factories.organisation()
    assert "見られる人はいません" not in shown("register_organisation", row.pk)
    assert "見られる人はいません" in shown("register_organisation", row.pk, who="reception")
    Affiliation.objects.create(person=people(1)[0], organisation=row, kind="member", since=DAY)
    assert "森00 澄江" in shown("register_organisation", row.pk)


def test_people_of_one_name_are_told_apart_by_those_who_may() -> None:
    """A hundred people are called alike in a large register: town and age, where contacts may be read."""
    town = factories.municipality()
    actions.index_people([factories.person(family_name="森", municipality=town, birthday=date(1990, 4, 1))])
    for name in ("register_find", "register_people"):
        mine, theirs = (shown(name, who=who, q="森") for who in ("staff", "reception"))
        assert "倉敷市" in mine and "歳" in mine
        assert "森" in theirs and "倉敷市" not in theirs and "歳" not in theirs
    child = factories.person(family_name="林", municipality=town, birthday=timezone.localdate())
    actions.index_people([child])
    found = shown("register_find", who="staff", q="林")
    assert "林" in found and "0歳" not in found


def test_groups_that_have_not_come_back_and_consents_to_ask_again_have_pages() -> None:
    groups = Organisation.objects.bulk_create(
        Organisation(name=f"会{n:02d}", sector="citizen", legal_form="voluntary", created_at=cast.NOW)
        for n in range(55)
    )
    this_year = fiscal_year(timezone.localdate())
    UserGroup.objects.bulk_create(
        UserGroup(
            organisation=group,
            fiscal_year=this_year - 1,
            registered_on=DAY,
            card=f"{group.pk:04d}",
            declared=True,
        )
        for group in groups
    )
    page = shown("register_groups")
    assert "更新がまだの団体（55）" in page and page.count("更新する<span") == 50
    assert shown("register_groups", waiting=2).count("更新する<span") == 5


def test_consents_to_ask_again_have_pages() -> None:
    parent = factories.person()
    born = timezone.localdate().replace(year=timezone.localdate().year - 18, day=1)
    children = Person.objects.bulk_create(
        Person(family_name=f"子{n:02d}", given_name="森", birthday=born, guardian=parent, created_at=cast.NOW)
        for n in range(52)
    )
    Consent.objects.bulk_create(
        Consent(person=child, purpose="newsletter", given_on=DAY, given_by=parent) for child in children
    )
    assert shown("register_of_age").count("18歳になりました</span>") == 50
    assert Sight.objects.count() == 50
    assert shown("register_of_age", page=2).count("18歳になりました</span>") == 2
