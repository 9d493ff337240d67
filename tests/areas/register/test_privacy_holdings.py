"""Each column that points to a person or an account is copied, and erased or kept for a reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Field

from tests import cast, factories
from tests.areas.register import canary
from yoriai.web.accounts.models import User
from yoriai.web.exports import actions as exports
from yoriai.web.exports.registry import EXPORTS, Export
from yoriai.web.register import privacy, queries
from yoriai.web.register.models import FieldChange, Person, Sight

#: Columns that name a person by number, without a foreign key.
SOFT = {
    "register.Sight.person_id",
    "register.FieldChange.row_id",
    "register.ImportLine.target_id",
    "register.Merge.kept_id",
    "register.Merge.gone_id",
    "register.NotTheSame.first_id",
    "register.NotTheSame.second_id",
    "register.SearchEntry.row_id",
    "register.TwinPair.first_id",
    "register.TwinPair.second_id",
}


def pointing() -> set[str]:
    """Every column of every table that points to a person or an account."""
    found = set(SOFT)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, Field) and field.related_model in (Person, User):
                found.add(f"{model._meta.app_label}.{model.__name__}.{field.name}")
    return found


def test_every_column_that_points_to_somebody_is_copied() -> None:
    copied = set().union(*(area.copied for area in privacy.AREAS.values()))
    assert pointing() - copied == set(), "name them in the holdings.py of their area"
    assert copied - pointing() == set()


def test_every_column_that_points_to_somebody_is_erased_or_kept_for_a_reason() -> None:
    erased = set().union(*(area.erased for area in privacy.AREAS.values()))
    kept = {column: why for area in privacy.AREAS.values() for column, why in area.kept.items()}
    assert pointing() - erased - set(kept) == set(), "name them in the holdings.py of their area"
    assert erased & set(kept) == set()
    assert all(kept.values())


@pytest.mark.django_db
def test_the_copy_holds_what_was_planted() -> None:
    person = canary.plant()
    found = str([section.rows for _area, section in privacy.sections(queries.subject_of(person))])
    written = set(canary.TEXTS) - {canary.FAMILY + canary.GIVEN, canary.DIGITS}  # folded writings are no data
    assert [text for text in sorted(written) if text not in found] == []
    titles = {section.title for _area, section in privacy.sections(queries.subject_of(person))}
    assert titles >= {"声", "投票", "送ったメール", "送ったもの", "だれが見たか", "名簿にある対話の場"}


@pytest.mark.django_db
def test_the_copy_of_somebody_without_anything_is_short() -> None:
    sections = privacy.sections(queries.subject_of(factories.person()))
    assert {section.title for _area, section in sections} == {"台帳の記載"}


@pytest.mark.django_db
def test_the_copy_of_a_member_of_staff_says_what_their_account_wrote() -> None:
    user = cast.make_user("staff")
    person = factories.person(user=user, given_name="", given_kana="")
    FieldChange.objects.create(kind="person", row_id=1, field="note", at=cast.NOW, by=user)
    Sight.objects.create(person_id=person.pk, how="page", at=cast.NOW)
    found = {section.title: section.rows for _area, section in privacy.sections(queries.subject_of(person))}
    assert found["このアカウントが書いた記録の数"] == [{"記録": "記載の移り変わり", "件数": 1}]
    assert found["だれが見たか"] == [{"日時": "2026-10-01 19:00", "どのように": "ページを見た"}]
    assert {text for _kind, text in queries.subject_of(person).traces.texts} == {
        "staff@example.jp",
        "たかさき",
    }


@pytest.mark.django_db
def test_no_paper_for_who_may_not_copy() -> None:
    person = factories.person()
    paper, data = EXPORTS["register.copy-paper"].paper, EXPORTS["register.copy"].data
    assert paper
    assert data
    assert paper(cast.viewer("staff"), str(person.pk)) is None
    assert data(cast.viewer("staff"), str(person.pk)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["register.copy", "register.copy-paper", "register.sights"])
def test_copy_and_sights_leave_through_the_door(key: str) -> None:
    person = canary.plant()
    browser = cast.client("director")
    address = f"/exports/make/{key}/{person.pk}/"
    if key != "register.sights":
        way = browser.get(address)
        assert way.headers["Location"].startswith(f"/register/people/{person.pk}/reason/?next=")
        assert browser.post(address, {"purpose": "本人の求め"}).headers["Location"] == way.headers["Location"]
        cast.reason(browser, person.pk)
    assert browser.post(address, {"purpose": "本人の求め", "file_format": "csv"}).status_code == 302
    assert cast.client("staff").get(address).status_code == 404
    assert browser.get(f"/exports/make/{key}/x/").status_code == 404
    left = Sight.objects.filter(person_id=person.pk, how="export", purpose="本人の求め")
    assert left.count() == (0 if key == "register.sights" else 1)


@pytest.mark.django_db
def test_the_paper_is_a_pdf_and_the_document_is_json() -> None:
    person = canary.plant()
    for key, head in (("register.copy-paper", b"%PDF"), ("register.copy", b"{")):
        download = exports.make(
            cast.viewer("lead"),
            export=EXPORTS[key],
            subject=str(person.pk),
            purpose="本人の求め",
            file_format="",
            at=cast.NOW,
        )
        content = exports.path_of(download).read_bytes()
        assert content.startswith(head)
    assert canary.NAME in content.decode()


def _holds_people(export: Export) -> bool:
    rows = list(export.rows(cast.viewer("director"), "") or [])
    return any(isinstance(row, Person) or isinstance(getattr(row, "person", None), Person) for row in rows)


@pytest.mark.django_db
def test_every_export_that_holds_people_says_so() -> None:
    canary.plant()
    silent = [key for key, export in EXPORTS.items() if _holds_people(export) and export.person is None]
    assert silent == [], "give these exports `person=`, so that it is recorded whose data left"
