"""A made-up file and that of a year later: the comparison finds exactly what was planted."""

from __future__ import annotations

from datetime import date

import pytest
from seed import portal as seed

from tests import factories
from tests.areas.register import portal_world as world
from yoriai.web.register.models import ImportRun, Organisation, SearchEntry
from yoriai.web.register.rules import entries, portal, search_key

FIRST, SECOND = date(2025, 9, 1), date(2026, 9, 1)


def kinds(run: ImportRun) -> dict[str, set[str]]:
    """Kind -> numbers of the corporations, by line."""
    found: dict[str, set[str]] = {}
    numbers = dict(Organisation.objects.values_list("pk", "corporate_number"))
    for line in run.lines.all():
        number = (
            portal.unpacked(line.values["row"]).get("corporate_number", "")
            if line.kind == "new"
            else numbers.get(line.target_id or 0, "")
        )
        found.setdefault(line.kind, set()).add(number)
    return found


def assert_as_if_saved_by_hand() -> None:
    """What is written for many at once is what writing one after the other gives."""
    searched = {
        row_id: texts for row_id, *texts in SearchEntry.objects.values_list("row_id", "order", "open")
    }
    rows = Organisation.objects.select_related("municipality")
    assert len(searched) == len(rows) == 600
    assert {bool(row.municipality) for row in rows} == {True, False}
    for row in rows:
        row.full_clean(exclude=["key"])
        entry = entries.search_entry_of_organisation(row)
        assert (row.key, searched[row.pk]) == (search_key(row.name, row.kana), [entry.order, entry.open])


@pytest.mark.django_db
@pytest.mark.parametrize("chance", [1, 2])
def test_the_planted_changes_are_found_and_nothing_else(chance: int) -> None:
    factories.municipality("33214", "真庭市", "まにわし")
    before = seed.make(600, chance, FIRST)
    first = world.take(world.bring(before.zip(FIRST)))
    assert first.state == "done", first.problem
    assert first.options["counts"]["broken"] == 6
    assert first.lines.filter(kind="new", taken=True).count() == Organisation.objects.count() == 600
    assert_as_if_saved_by_hand()
    after, planted = seed.a_year_later(before, chance, SECOND)
    run = world.bring(after.zip(SECOND))
    found = kinds(run)
    assert found["new"] == planted.new
    assert found["dissolved"] == planted.dissolved
    assert found["moved"] == planted.moved
    assert found["changed"] == set(planted.changed)
    for line in run.lines.filter(kind="changed"):
        number = Organisation.objects.get(pk=line.target_id).corporate_number
        assert {column: new for column, (_old, new) in line.changes.items()} == planted.changed[number]
    world.take(run)
    again = world.bring(after.zip(SECOND))
    assert set(again.options["counts"]) <= {"same", "repeated", "broken", "expiring"}
