"""An import is undone whole: the tables are as they were; what others built on since stays, named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import cast, factories
from tests.areas.register import lists_world as world
from yoriai.web.audit.models import Event
from yoriai.web.register import actions
from yoriai.web.register.actions import lists_reading, lists_undoing
from yoriai.web.register.actions.lists_parts import NotNow
from yoriai.web.register.models import (
    Affiliation,
    FieldChange,
    ImportRun,
    Merge,
    NotTheSame,
    Organisation,
    Person,
    Reach,
)

pytestmark = pytest.mark.django_db
#: Tables of the import itself; everything else of the register must be as it was.
OWN = {"importrun", "importline", "columnmemory"}


def dump() -> str:
    """Every row of every table of the register but the imports' own; versions of entries count on."""
    rows: list[Any] = []
    for model in sorted(apps.get_app_config("register").get_models(), key=lambda model: model.__name__):
        if model._meta.model_name not in OWN:
            rows += serializers.serialize("python", model._default_manager.order_by("pk"))
    for row in rows:
        row["fields"].pop("version", None)
    return json.dumps(rows, ensure_ascii=False, default=str)


def someone(**fields: Any) -> Person:
    row = Person(**({"family_name": "髙﨑", "given_name": "澄江", "birthday": date(1975, 4, 1)} | fields))
    return actions.save_person(cast.viewer("lead"), row, at=cast.NOW)


def group(name: str = "里山の会", **fields: Any) -> Organisation:
    row = Organisation(name=name, sector="citizen", **fields)
    return actions.save_organisation(cast.viewer("lead"), row, at=cast.NOW, fields_of_activity=[2])


def problems(run: ImportRun) -> list[str]:
    return list(run.lines.exclude(problem="").order_by("pk").values_list("problem", flat=True))


def test_new_and_changed_entries_go_back_exactly() -> None:
    factories.municipality()
    someone(address="倉敷市阿知1")
    group(kana="さとやま", phone="1")
    before = dump()
    header = [*world.HEADER, "住所", "活動分野", "設立日", "市町村"]
    rows = [
        [*world.SUMIE, "倉敷市中央2", "2、3", "1999-04-01", "倉敷市"],
        ["大森 健", "", "", "", "", "川の会", "会計", "", "5", "", ""],
    ]
    run = world.taken(world.book([header, *rows]))
    assert dump() != before
    run = world.undone(run)
    assert dump() == before
    assert run.state == "undone" and problems(run) == [] and not run.lines.filter(taken=True).exists()
    assert not run.lines.exclude(values={}, changes={}).exists()
    assert Event.objects.latest("pk").facts == {"removed": 2, "put_back": 2, "kept": 0}


CELL = st.sampled_from(
    [
        "",
        "髙﨑 澄江",
        "大森健",
        "平松 直樹",
        "倉敷市1",
        "S50.4.1",
        "昭和99年",
        "0862310532",
        "里山の会",
        "川の会",
        "代表",
    ]
)


class UndoingAnyList(TestCase):
    """Whatever stands in the cells."""

    @settings(derandomize=True, deadline=None, max_examples=15)
    @given(st.lists(st.tuples(*[CELL] * 6), min_size=1, max_size=6))
    def test_leaves_the_register_as_it_was(self, rows: list[tuple[str, ...]]) -> None:
        someone()
        group()
        before = dump()
        header = ["氏名", "住所", "生年月日", "電話", "団体名", "役職"]
        run = world.compared(world.book([header, *rows]))
        for line in world.lines(run):
            if line.values.get("decision") == "":
                world.decide(run, line, str(line.values["candidates"][0][0]))
        world.lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
        world.undone(run)
        assert dump() == before


def test_what_was_changed_since_stays_and_is_named() -> None:
    known = someone()
    run = world.taken(
        world.book([["氏名", "生年月日", "住所", "備考"], ["髙﨑 澄江", "1975-04-01", "新しい住所", "メモ"]])
    )
    known.refresh_from_db()
    known.address = "もっと新しい住所"
    actions.save_person(cast.viewer("lead"), known, at=cast.NOW)
    run = world.undone(run)
    known.refresh_from_db()
    assert (known.address, known.note) == ("もっと新しい住所", "")
    assert problems(run) == [lists_undoing.CHANGED_SINCE] and run.lines.get().taken
    assert list(FieldChange.objects.order_by("pk").values_list("field", flat=True)) == ["address", "address"]


def test_a_column_that_went_there_and_back_is_changed_too() -> None:
    known = someone()
    run = world.taken(world.book([["氏名", "生年月日", "住所"], ["髙﨑 澄江", "1975-04-01", "新しい住所"]]))
    for address in ("別", "新しい住所"):
        known.refresh_from_db()
        known.address = address
        actions.save_person(cast.viewer("lead"), known, at=cast.NOW)
    assert problems(world.undone(run)) == [lists_undoing.CHANGED_SINCE]
    known.refresh_from_db()
    assert known.address == "新しい住所"


def _erase(row: Person) -> None:
    Person.objects.filter(pk=row.pk).update(erased_at=cast.NOW)


def _guard(row: Person) -> None:
    Person.objects.filter(family_name="大森").update(guardian=row)


def _merge(row: Person) -> None:
    Merge.objects.create(
        kind="person", kept_id=row.pk, gone_id=0, before={}, moved={}, at=cast.NOW, by=cast.make_user("lead")
    )


def _tell_apart(row: Person) -> None:
    other = row.pk + 1
    NotTheSame.objects.create(
        kind="person",
        first_id=row.pk,
        second_id=other,
        decided_by=cast.make_user("lead"),
        decided_at=cast.NOW,
    )


def _import_again(row: Person) -> None:
    world.taken(world.book([["氏名", "電話"], [row.name, "0862310532"]]))


def _edit(row: Person) -> None:
    row.refresh_from_db()
    actions.save_person(cast.viewer("lead"), row, at=cast.NOW)


def _role(row: Person) -> None:
    factories.affiliation(person=row)


def _role_ends(row: Person) -> None:
    Affiliation.objects.filter(person=row).update(until=date(2026, 12, 31))


def _preferred(row: Person) -> None:
    Reach.objects.filter(person=row, kind="phone").update(preferred=True)


def _ask(row: Person) -> None:
    factories.conversation(responsible=row)


@pytest.mark.parametrize(
    ("since", "reason"),
    [
        (_erase, lists_undoing.CHANGED_SINCE),
        (_edit, lists_undoing.CHANGED_SINCE),
        (_guard, lists_undoing.TIED_SINCE),
        (_merge, lists_undoing.TIED_SINCE),
        (_tell_apart, lists_undoing.TIED_SINCE),
        (_import_again, lists_undoing.TIED_SINCE),
        (_role, lists_undoing.TIED_SINCE),
        (_role_ends, lists_undoing.TIED_SINCE),
        (_preferred, lists_undoing.TIED_SINCE),
        (_ask, lists_undoing.TIED_SINCE),
    ],
)
def test_an_entry_on_which_something_hangs_stays_with_all_that_is_its(since: Any, reason: str) -> None:
    someone(family_name="大森", given_name="健", birthday=None)
    run = world.taken(world.book([world.HEADER, world.SUMIE]))
    row = Person.objects.get(family_name="髙﨑")
    since(row)
    run = world.undone(run)
    assert Person.objects.filter(pk=row.pk).exists() and row.reaches.count() == 2
    assert Organisation.objects.filter(name="里山の会").exists()
    assert problems(run) == [reason, lists_undoing.TIED_SINCE]


def test_ways_to_reach_that_were_marked_since_stay_with_a_known_person() -> None:
    known = someone()
    run = world.taken(world.book([["氏名", "生年月日", "電話"], ["髙﨑 澄江", "1975-04-01", "0862310532"]]))
    Reach.objects.update(preferred=True)
    run = world.undone(run)
    assert known.reaches.count() == 1 and problems(run) == [lists_undoing.CHANGED_SINCE]


def test_somebody_erased_since_is_left_alone() -> None:
    known = someone(address="前")
    run = world.taken(world.book([["氏名", "生年月日", "住所"], ["髙﨑 澄江", "1975-04-01", "新しい住所"]]))
    Person.objects.filter(pk=known.pk).update(erased_at=cast.NOW, address="")
    run = world.undone(run)
    known.refresh_from_db()
    assert known.address == "" and problems(run) == [lists_undoing.CHANGED_SINCE]


def test_a_line_whose_values_were_scrubbed_is_named() -> None:
    run = world.taken(world.book([["氏名"], ["大森 健"], ["平松 直樹"]]))
    first = run.lines.order_by("pk").first()
    assert first is not None
    run.lines.filter(pk=first.pk).update(values={}, changes={})
    run = world.undone(run)
    assert problems(run) == [lists_undoing.FORGOTTEN] and Person.objects.get().name == "大森 健"


def test_undoing_ends_with_its_time() -> None:
    run = world.taken(world.book([["氏名"], ["大森 健"]]))
    waiting = world.compared(world.book([["氏名"], ["平松 直樹"]]))
    later = cast.NOW + timedelta(days=181)
    lists_reading.read_list(cast.viewer("lead"), file_name="a.csv", content=b"a", at=later)
    with pytest.raises(lists_undoing.TooLate):
        world.undone(run)
    assert world.fresh(waiting).state == "stopped" and not waiting.lines.exists()
    assert Event.objects.latest("pk").facts["given_up"] == 1


def test_only_once_and_only_by_those_who_may() -> None:
    run = world.taken(world.book([["氏名"], ["大森 健"]]))
    with pytest.raises(PermissionDenied):
        lists_undoing.undo_list(cast.viewer("staff"), run, at=cast.NOW)
    world.undone(run)
    with pytest.raises(NotNow):
        world.undone(run)


def test_an_import_that_took_nothing_is_undone_too() -> None:
    assert world.undone(world.taken(world.book([["氏名", "生年月日"], ["", "昭和99年"]]))).state == "undone"
