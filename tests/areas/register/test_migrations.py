"""Registers that are there already come through a change of tables with what they held."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import cast

BEFORE, AFTER = ("register", "0007_early_entries"), ("register", "0009_no_rows_of_fields")


def migrate(to: tuple[str, str]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


@pytest.mark.django_db(transaction=True)
def test_fields_of_activity_move_into_a_column_with_all_that_undoes_them() -> None:
    user = cast.make_user("lead")
    apps = migrate(BEFORE)
    try:
        made = plant(apps, user.pk)
        apps = migrate(AFTER)
        rows = apps.get_model("register", "Organisation").objects
        held = {row.pk: row.fields_of_activity for row in rows.all()}
        assert held == {made["kept"]: (1, 2, 7), made["gone"]: (2, 7), made["plain"]: ()}
        assert apps.get_model("register", "ImportLine").objects.get().values["undo"]["fields"] == [1]
        merge = apps.get_model("register", "Merge").objects.get()
        assert merge.moved == [{"model": "register.tie", "pk": 1, "was": {}, "now": {}}]
        assert merge.before == [
            {
                "model": "register.organisation",
                "pk": made["kept"],
                "was": {"fields_of_activity": "1,2"},
                "now": {"fields_of_activity": "1,2,7"},
            }
        ]
        back = migrate(BEFORE).get_model("register", "OrganisationField").objects
        pairs = [(made["kept"], number) for number in (1, 2, 7)] + [(made["gone"], 2), (made["gone"], 7)]
        assert sorted(back.values_list("organisation_id", "number")) == sorted(pairs)
    finally:
        migrate(AFTER)


def plant(apps: Any, user: int) -> dict[str, int]:
    """Three entries; of two a merging, whose one moved a field and found the other there; and a list."""
    get = lambda name: apps.get_model("register", name).objects  # noqa: E731
    kept, gone, plain = (
        get("Organisation").create(name=name, sector="citizen", created_at=cast.NOW)
        for name in ("里山の会", "里山会", "川の会")
    )
    own, _both, moved = (get("OrganisationField").create(organisation=kept, number=n) for n in (1, 2, 7))
    was = {"organisation_id": gone.pk}
    lines = [
        {
            "model": "register.organisationfield",
            "pk": moved.pk,
            "was": was,
            "now": {"organisation_id": kept.pk},
        },
        {"model": "register.organisationfield", "pk": 999, "was": {**was, "number": "2"}, "now": None},
        {"model": "register.tie", "pk": 1, "was": {}, "now": {}},
    ]
    get("Merge").create(
        kind="organisation", kept_id=kept.pk, gone_id=gone.pk, before=[], moved=lines, at=cast.NOW, by_id=user
    )
    run = get("ImportRun").create(
        kind="list", state="done", file_name="a", sha256="", started_at=cast.NOW, started_by_id=user
    )
    values = {"undo": {"fields": [own.pk, 12345]}}
    get("ImportLine").create(run=run, number=2, kind="changed", target="organisation", values=values)
    return {"kept": kept.pk, "gone": gone.pk, "plain": plain.pk}
