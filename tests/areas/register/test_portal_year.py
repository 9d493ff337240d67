"""A made-up file and that of a year later: the comparison finds exactly what was planted."""

from __future__ import annotations

from datetime import date

import pytest
from seed import portal as seed

from tests.areas.register import portal_world as world
from yoriai.web.register.models import ImportRun, Organisation, SearchEntry

FIRST, SECOND = date(2025, 9, 1), date(2026, 9, 1)


def kinds(run: ImportRun) -> dict[str, set[str]]:
    """Kind -> numbers of the corporations, by line."""
    found: dict[str, set[str]] = {}
    numbers = dict(Organisation.objects.values_list("pk", "corporate_number"))
    for line in run.lines.all():
        number = (
            line.values["row"].get("corporate_number", "")
            if line.kind == "new"
            else numbers.get(line.target_id or 0, "")
        )
        found.setdefault(line.kind, set()).add(number)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("chance", [1, 2])
def test_the_planted_changes_are_found_and_nothing_else(chance: int) -> None:
    before = seed.make(600, chance, FIRST)
    first = world.take(world.bring(before.zip(FIRST)))
    assert first.state == "done", first.problem
    assert first.options["counts"]["broken"] == 6
    assert first.lines.filter(kind="new", taken=True).count() == Organisation.objects.count() == 600
    assert SearchEntry.objects.count() == 600
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
