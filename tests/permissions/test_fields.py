"""Every column of the register x every person of the cast, against fields.toml: the rules, every page and
form, every file, and the find box. A column of the models that is not in the table fails."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import models

from tests import cast
from tests.permissions import fields_world as birds
from yoriai.web.exports import actions as exports
from yoriai.web.exports import rules as export_rules
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.measures.registry import MEASURES
from yoriai.web.register import models as register
from yoriai.web.register import queries
from yoriai.web.register.rules import fields, privacy, search

pytestmark = pytest.mark.django_db
TABLE = tomllib.loads((Path(__file__).parent / "fields.toml").read_text(encoding="utf-8"))
MODELS: dict[str, type[models.Model]] = {
    "person": register.Person,
    "organisation": register.Organisation,
    "reach": register.Reach,
    "consent": register.Consent,
    "affiliation": register.Affiliation,
    "offering": register.Offering,
    "tie": register.Tie,
    "user_group": register.UserGroup,
}
REASON = next(iter(privacy.REASONS))
CANARIES = birds.canaries()
#: Columns that somebody reads, without those that name the row's own entry.
SEEN = sorted(
    (kind, column)
    for kind in MODELS
    for column, group in TABLE[kind].items()
    if group != "nobody" and (kind, column) not in birds.OWNERS
)
#: Columns whose canary is the name of an organisation, which stands on its own account elsewhere.
ORGANISATIONS_NAMED = {("affiliation", "organisation"), ("tie", "first"), ("tie", "second")}


def readers(kind: str, column: str) -> list[str]:
    return TABLE["groups"][TABLE[kind][column]]


def sings(key: tuple[str, str], text: str) -> bool:
    return any(canary in text for canary in CANARIES[key])


# --- the table itself ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MODELS)
def test_every_column_stands_in_the_table(kind: str) -> None:
    meta = MODELS[kind]._meta
    columns = {field.name for field in [*meta.concrete_fields, *meta.many_to_many]} - {"id"}
    assert columns == set(TABLE[kind]), f"{kind}: say in fields.toml who reads the new column"
    assert columns == set(fields.rights_of(kind))


def test_every_column_that_somebody_reads_has_a_canary() -> None:
    assert set(SEEN) == set(CANARIES)


@pytest.mark.parametrize("name", cast.NAMES)
def test_the_rules_say_what_the_table_says(name: str) -> None:
    viewer = cast.viewer(name)
    for kind in MODELS:
        may = {column for column, right in fields.rights_of(kind).items() if right and viewer.may(right)}
        assert may == {column for column in TABLE[kind] if name in readers(kind, column)}, kind
    for kind in fields.TABLES:
        assert set(fields.readable(viewer, kind)) <= {c for c in TABLE[kind] if name in readers(kind, c)}


# --- pages and forms -------------------------------------------------------------------------


@pytest.mark.no_cover
@pytest.mark.parametrize("name", cast.NAMES)
def test_pages_and_forms_show_each_column_to_its_readers_only(name: str) -> None:
    world, browser = birds.make(), cast.client(name)
    person = f"/register/people/{world.person.pk}/"
    closed = birds.read(browser, person) + birds.read(browser, f"{person}edit/")
    sensitive = [key for key in SEEN if key[1] in fields.SENSITIVE]
    assert not any(sings(key, closed) for key in sensitive), "要配慮 without a reason"
    browser.post(f"{person}reason/", {"choice": REASON, "words": "受付"})
    entries = birds.read(browser, person) + birds.read(
        browser, f"/register/organisations/{world.organisation.pk}/"
    )
    pages = {address: birds.read(browser, address) for address in birds.addresses(world)}
    everything = entries + "".join(pages.values())
    lists = entries + pages["/register/people/"] + birds.read(browser, "/register/?q=金糸家")
    for key in SEEN:
        text = everything
        if key in birds.NAMED_ELSEWHERE:
            text = lists if key[1] == "municipality" else entries
        where = [address for address, page in pages.items() if sings(key, page)]
        assert sings(key, text) is (name in readers(*key)), (key, where)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", cast.NAMES)
def test_the_history_of_a_column_is_for_its_readers(name: str) -> None:
    world, browser = birds.make(), cast.client(name)
    person = f"/register/people/{world.person.pk}/"
    browser.post(f"{person}reason/", {"choice": REASON, "words": "受付"})
    pages = {
        "person": birds.read(browser, person),
        "organisation": birds.read(browser, f"/register/organisations/{world.organisation.pk}/"),
    }
    for kind, table in fields.TABLES.items():
        for column in table:
            shown = birds.before(column) in pages[kind]
            assert shown is (name in readers(kind, column)), (kind, column)


def test_the_public_page_shows_what_the_organisation_consented_to() -> None:
    world, browser = birds.make(), cast.client("visitor")
    register.Organisation.objects.filter(pk=world.organisation.pk).update(dissolved_on=None)
    page = birds.read(browser, "/groups/") + birds.read(browser, f"/groups/{world.organisation.pk}/")
    seen = {f"{key[0]}.{key[1]}" for key in SEEN if key not in ORGANISATIONS_NAMED and sings(key, page)}
    assert seen <= set(TABLE["public"]["columns"])
    assert {"organisation.name", "organisation.profile"} <= seen


@pytest.mark.parametrize("name", cast.NAMES)
def test_figures_show_names_and_places_of_organisations_to_those_who_read_figures(name: str) -> None:
    birds.make()
    browser, period = cast.client(name), "?since=2010-01-01&until=2030-01-01"
    page = "".join(
        birds.read(browser, f"/measures/{key}/{period}") for key in MEASURES if key.startswith("register.")
    )
    for kind, column in SEEN:
        figure = f"{kind}.{column}" in TABLE["figures"]["columns"] and name in TABLE["figures"]["people"]
        if not figure and name not in readers(kind, column):
            named = (kind, column) in ORGANISATIONS_NAMED and name in TABLE["figures"]["people"]
            assert named or not sings((kind, column), page), (kind, column)


# --- files -----------------------------------------------------------------------------------


def taken(name: str, key: str, file_format: str) -> bytes:
    download = exports.make(
        cast.viewer(name),
        export=EXPORTS[key],
        subject="",
        purpose="点検",
        file_format=file_format,
        at=cast.NOW,
    )
    return exports.path_of(download).read_bytes()


def cells(content: bytes, file_format: str) -> tuple[list[str], str]:
    """The header of a file, and all of its text."""
    if file_format == "json":
        rows = json.loads(content)["rows"]
        return list(rows[0]), json.dumps(rows, ensure_ascii=False)
    if file_format == "csv":
        table: list[Any] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        table = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values)
    return list(table[0]), "\n".join(str(cell) for row in table for cell in row)


EXPORTERS = TABLE["export"]["people"]
OF_PEOPLE, OF_ORGANISATIONS = (
    ("person", "reach", "consent", "affiliation"),
    ("organisation", "offering", "tie"),
)
OF_ORGANISATIONS += ("user_group",)
#: In a file of people the scope is part of the consent, and what is false or the entry itself has no words.
UNWRITTEN = {("affiliation", "person"), ("tie", "first"), ("consent", "given_by"), ("reach", "preferred")}
#: Their canary is the label, and JSON has keys.
FLAGS = {("person", "do_not_ask"), ("organisation", "other_business"), ("reach", "kind")}


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("name", EXPORTERS)
def test_files_hold_the_columns_of_who_takes_them(name: str, file_format: str) -> None:
    birds.make()
    for export, kinds in (("register.people", OF_PEOPLE), ("register.organisations", OF_ORGANISATIONS)):
        header, text = cells(taken(name, export, file_format), file_format)
        allowed = EXPORTS[export].columns_for(cast.viewer(name))
        assert header == [column.key if file_format == "json" else column.label for column in allowed]
        for key in SEEN:
            flag = file_format == "json" and key in FLAGS
            if key[0] in kinds and key not in UNWRITTEN and not flag:
                assert sings(key, text) is (name in readers(*key)), (export, key)


@pytest.mark.parametrize("name", [name for name in cast.NAMES if name not in EXPORTERS])
@pytest.mark.parametrize("export", ["register.people", "register.organisations"])
def test_others_take_nothing(name: str, export: str) -> None:
    browser = cast.client(name)
    assert browser.get(f"/exports/make/{export}/").status_code == 404
    assert browser.post(f"/exports/make/{export}/", {"purpose": "x", "file_format": "csv"}).status_code == 404


def test_a_file_of_people_is_written_down_for_each_of_them() -> None:
    world = birds.make()
    taken("staff", "register.people", "csv")
    found = register.Sight.objects.filter(person_id=world.person.pk, how="export").get()
    assert (found.purpose, found.sensitive) == ("点検", True)


def test_a_file_comes_back_as_it_left() -> None:
    """Formulas are neutralised in the file, and `restored` gives the names as they were."""
    world = birds.make()
    register.Person.objects.filter(pk=world.person.pk).update(family_name="=1+1", given_name="'雀")
    content = taken("director", "register.people", "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    [row] = [row for row in rows if row["番号"] == str(world.person.pk)]
    assert (row["姓"], row["名"]) == ("'=1+1", "''雀")
    assert (export_rules.restored(row["姓"]), export_rules.restored(row["名"])) == ("=1+1", "'雀")


def test_merged_and_erased_entries_do_not_leave() -> None:
    world = birds.make()
    register.Person.objects.filter(pk=world.person.pk).update(erased_at=cast.NOW)
    register.Organisation.objects.filter(pk=world.organisation.pk).update(
        merged_into=register.Organisation.objects.exclude(pk=world.organisation.pk).first()
    )
    for export in ("register.people", "register.organisations"):
        text = taken("director", export, "csv").decode()
        assert "金糸家" not in text and "鷽の提供" not in text


# --- the find box ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", cast.NAMES)
def test_the_box_finds_by_a_column_for_its_readers_only(name: str) -> None:
    world, viewer = birds.make(), cast.viewer(name)
    for kind, column in SEEN:
        if isinstance(getattr(world.person if kind == "person" else world.organisation, column, ""), bool):
            continue
        owner = world.person if kind in {"person", "reach", "consent"} else world.organisation
        hits = {type(hit.row) for hit in queries.find(viewer, CANARIES[kind, column][0]) if hit.row == owner}
        searched = column in TABLE["search"].get(kind, []) or (kind, column) in SAME_WORDS
        assert bool(hits) is (searched and name in readers(kind, column)), (kind, column)


#: These name the entry itself, which is found by its own name.
SAME_WORDS = {("affiliation", "organisation"), ("tie", "first")}


def test_the_rules_of_the_box_say_what_the_table_says() -> None:
    assert {kind: sorted(columns) for kind, columns in search.SEARCHED.items()} == {
        kind: sorted(columns) for kind, columns in TABLE["search"].items()
    }
