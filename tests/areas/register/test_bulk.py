"""Many rows in one go: what goes in comes out, on either database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from tests import cast, factories
from yoriai.web.register.actions import bulk
from yoriai.web.register.actions.portal_parts import Aside
from yoriai.web.register.models import FieldChange, ImportLine, ImportRun, Organisation, SearchEntry
from yoriai.web.register.rules.portal_file import Record

NASTY = ["", "NULL", "\\N", "\\.", 'a"b', "a,b", "a\nb", "a\r\nb", "a\tb", " a ", "\\", "髙﨑𠮷", "'", "%s"]


@pytest.mark.django_db
def test_texts_stay_as_they_are() -> None:
    columns = ["kind", "row_id", "order", "open", "contact"]
    rows = [("person", place, "", text, text[::-1]) for place, text in enumerate(NASTY, 1)]
    bulk.insert(SearchEntry, columns, rows)
    found = SearchEntry.objects.order_by("row_id").values_list(*columns)
    assert list(found) == rows


def test_what_is_copied_is_escaped_and_nothing_is_told_from_an_empty_text() -> None:
    rows: list[tuple[object, ...]] = [(1, "", None, 'か"き\\', "a\tb\r\n", True), (None, "", "", "", "", 2.5)]
    written = '1\t\t\\N\tか"き\\\\\ta\\tb\\r\\n\tTrue\n\\N\t\t\t\t\t2.5\n'
    assert bulk.as_copy(rows) == written
    assert bulk.as_copy([]) == ""
    assert bulk.as_copy([(1, "a"), (2, "b")], ("x\n", None)) == "1\ta\tx\\n\t\\N\n2\tb\tx\\n\t\\N\n"


@pytest.mark.parametrize("sign", ["\x1f", "\x1e", "\x1d"])
def test_signs_that_stand_between_values_may_stand_in_them_too(sign: str) -> None:
    text = f"{sign}か\n{sign}"
    assert bulk.as_copy([(1, text, None), (2, "", "x")]) == f"1\t{sign}か\\n{sign}\t\\N\n2\t\tx\n"
    assert bulk.as_copy([(1,), (2,)], (text, None)) == "".join(
        f"{number}\t{sign}か\\n{sign}\t\\N\n" for number in (1, 2)
    )


@pytest.mark.django_db
def test_nothing_stays_nothing_and_days_times_and_json_come_through() -> None:
    run = ImportRun.objects.create(
        kind="portal", state="preview", file_name="a", sha256="", started_at=cast.NOW,
        started_by_id=cast.viewer("director").user_id,
    )  # fmt: skip
    columns = ["run_id", "number", "sheet", "kind", "target", "target_id", "name", "values", "changes"]
    columns += ["conflicts", "expires_on", "problem", "chosen", "taken"]
    kept = {"row": {"name": 'か"き,\n\\N', "fields": [1, 2]}}
    json = [bulk.as_json(kept), bulk.as_json({}), bulk.as_json([])]
    bulk.insert(
        ImportLine,
        columns,
        [
            (run.pk, 2, "", "new", "organisation", None, "", *json, None, "", True, False),
            (run.pk, 3, "", "new", "organisation", 7, "x", *json, "2026-03-31", "", False, True),
        ],
    )
    first, second = ImportLine.objects.order_by("number")
    assert (first.target_id, first.name, first.expires_on, first.chosen, first.taken) == (
        None, "", None, True, False,
    )  # fmt: skip
    assert (second.target_id, str(second.expires_on), second.chosen) == (7, "2026-03-31", False)
    assert (first.values, first.changes, first.conflicts) == (kept, {}, [])
    change = ("organisation", 7, "name", "", "x", bulk.moment(cast.NOW), None, "")
    bulk.insert(FieldChange, ["kind", "row_id", "field", "old", "new", "at", "by_id", "source"], [change])
    assert FieldChange.objects.get().at == cast.NOW


@pytest.mark.django_db
def test_a_row_to_which_something_points_is_not_deleted() -> None:
    used, free = factories.affiliation().organisation, factories.organisation(name="水辺の会")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.delete(Organisation, [used.pk, free.pk])
        connection.check_constraints()
    assert Organisation.objects.count() == 2
    bulk.delete(Organisation, [free.pk])
    bulk.delete(Organisation, [])
    connection.check_constraints()
    assert list(Organisation.objects.all()) == [used]


@pytest.mark.parametrize("count", [0, 1, Aside.PORTION, Aside.PORTION + 1, 2 * Aside.PORTION])
def test_records_put_aside_come_back_in_their_order(count: int) -> None:
    records = [(Record(place, [str(place), "か\n", ""]), "x" * (place % 2)) for place in range(count)]
    with Aside() as aside:
        for record, problem in records:
            aside.put(record, problem)
        assert (len(aside), list(aside)) == (count, records)
    assert aside.file.closed
