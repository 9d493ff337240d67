"""Picking another entry in a form: with and without JavaScript, within what the viewer may see."""

from __future__ import annotations

import pytest

from tests import cast, factories
from yoriai.web.register import actions, queries
from yoriai.web.register.forms.picker import Picked, PickField, PickWidget
from yoriai.web.register.models import Affiliation, Organisation, Person

pytestmark = pytest.mark.django_db


def group(name: str, kana: str, **values: object) -> Organisation:
    row = factories.organisation(name=name, kana=kana, **values)
    actions.index_organisations([row])
    return row


def somebody(**values: object) -> Person:
    row = factories.person(**values)
    actions.index_people([row])
    return row


# --- suggestions for htmx --------------------------------------------------------------------


def test_hits_come_as_radio_buttons_for_the_words_they_were_found_by() -> None:
    town = factories.municipality()
    row = group("川の会", "かわのかい", municipality=town)
    group("水辺の会", "みずべのかい")
    address = "/register/pick/organisation/?field=other&other=かわ"
    page = cast.client("reception").get(address).content.decode()
    assert "<html" not in page and "水辺の会" not in page and "倉敷市" in page
    assert f'type="radio" name="other_pk" value="{row.pk}"' in page
    assert 'name="other_asked" value="かわ"' in page


def test_people_are_suggested_by_name_without_anything_else() -> None:
    somebody(address="高梁市松山1", municipality=factories.municipality())
    page = cast.client("reception").get("/register/pick/person/?field=who&who=たかさき").content.decode()
    assert "髙﨑 澄江" in page and "松山" not in page and "倉敷市" not in page
    nothing = cast.client("reception").get("/register/pick/person/?field=who&who=おの").content.decode()
    assert "当てはまるものはありません" in nothing and "髙﨑" not in nothing


def test_the_name_of_the_box_is_a_plain_word() -> None:
    assert cast.client("staff").get('/register/pick/person/?field="><script>').status_code == 404


@pytest.mark.parametrize("name", ["partner", "supervisor", "member", "citizen", "leaver", "visitor"])
def test_out_of_scope_nothing_is_suggested(name: str) -> None:
    group("川の会", "かわのかい")
    somebody()
    viewer = cast.viewer(name)
    assert queries.suggest(viewer, "organisation", "かわ") == queries.suggest(viewer, "person", "たか") == []
    assert queries.only_exact(viewer, "organisation", "川の会") is None
    assert queries.alike(viewer, "organisation", "川の会", "") == []


def test_merged_and_erased_entries_are_not_suggested() -> None:
    kept, gone = group("川の会", "かわのかい"), group("川の会（旧）", "かわのかい")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    left = somebody()
    Person.objects.filter(pk=left.pk).update(erased_at=cast.NOW)
    staff = cast.viewer("staff")
    assert queries.suggest(staff, "organisation", "川") == [kept]
    assert queries.suggest(staff, "person", "たかさき") == []
    assert queries.alike(staff, "person", "髙﨑 澄江", "") == []


def test_no_more_suggestions_than_fit() -> None:
    for number in range(20):
        group(f"川の会{number}", f"かわのかい{number}")
    assert len(queries.suggest(cast.viewer("staff"), "organisation", "川の会")) == 12


# --- in a form -------------------------------------------------------------------------------


def test_without_javascript_the_form_comes_back_with_the_hits() -> None:
    person = somebody()
    first, second = group("川の会", "かわのかい"), group("川の友", "かわのとも")
    browser, address = cast.client("staff"), f"/register/people/{person.pk}/roles/new/"
    typed = {"organisation": "かわ", "kind": "accountant", "since": "2026-04-01"}
    answer = browser.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and "下の候補からひとつ選んで" in page
    assert "川の会" in page and "川の友" in page and 'value="2026-04-01"' in page
    chosen = {"organisation_asked": "かわ", "organisation_pk": str(second.pk)}
    assert browser.post(address, typed | chosen).status_code == 302
    assert Affiliation.objects.get().organisation == second
    assert first.affiliations.count() == 0


def test_a_choice_for_other_words_is_a_new_search() -> None:
    person, first = somebody(), group("川の会", "かわのかい")
    group("水辺の会", "みずべのかい")
    typed = {"organisation": "みず", "organisation_asked": "かわ", "organisation_pk": str(first.pk)}
    answer = cast.client("staff").post(
        f"/register/people/{person.pk}/roles/new/", typed | {"kind": "member", "since": "2026-04-01"}
    )
    assert answer.status_code == 400 and "水辺の会" in answer.content.decode()
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize("number", ["999999", "x", "9" * 30])
def test_a_made_up_number_chooses_nothing(number: str) -> None:
    field = PickField("organisation", cast.viewer("staff"), required=False)
    group("川の会", "かわのかい")
    group("川の友", "かわのとも")
    with pytest.raises(Exception, match="下の候補から"):
        field.clean(Picked("かわ", number))


def test_nothing_found_says_what_to_do() -> None:
    field = PickField("organisation", cast.viewer("staff"))
    with pytest.raises(Exception, match="先に載せてください"):
        field.clean(Picked("やま"))


def test_an_empty_box_is_nobody_unless_somebody_is_needed() -> None:
    staff = cast.viewer("staff")
    assert PickField("person", staff, required=False).clean(Picked()) is None
    with pytest.raises(Exception, match="空にできません"):
        PickField("person", staff).clean(Picked())


def test_the_exact_name_is_enough_when_it_is_the_only_one() -> None:
    row, staff = group("川の会", "かわのかい"), cast.viewer("staff")
    assert PickField("organisation", staff).clean(Picked("川の会")) == row
    group("川の会 支部", "かわのかいしぶ")
    with pytest.raises(Exception, match="下の候補から"):
        PickField("organisation", staff).clean(Picked("川の会"))


def test_the_box_shows_who_stands_there_now() -> None:
    row = somebody()
    field = PickField("person", cast.viewer("staff"))
    assert field.prepare_value(row.pk) == Picked("髙﨑 澄江", str(row.pk), [row])
    assert field.prepare_value(None) == field.prepare_value(999_999) == Picked()
    html = PickWidget().render("who", None, {"id": "id_who"})
    assert 'id="id_who"' in html and "checked" not in html
