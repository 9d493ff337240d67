"""What moved on between preview and taking, and the way back: what is undone, and what is named."""

from __future__ import annotations

import pytest

from tests import cast, factories
from tests.areas.register import portal_world as world
from tests.areas.register.portal_world import GOOD, first, number_of, second, verbs
from yoriai.web.register.actions import (
    portal_applying,
    portal_undoing,
    save_organisation,
)
from yoriai.web.register.models import (
    Affiliation,
    Organisation,
    SearchEntry,
)

pytestmark = pytest.mark.django_db


def test_entries_that_moved_on_between_preview_and_taking_are_left_and_named() -> None:
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": f"会{place}"} for place in range(3)]
    first(*rows[:2])
    one, two = Organisation.objects.order_by("name")
    run = second(*(row | {"代表者氏名": "新しい人"} for row in rows))
    one.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), one, at=cast.NOW)
    Organisation.objects.filter(pk=two.pk).update(merged_into=one)
    factories.organisation(name="先に載せた会", corporate_number=number_of(2))
    world.take(run)
    assert dict(run.lines.values_list("name", "problem")) == {
        "会0": portal_applying.STALE,
        "会1": portal_applying.GONE,
        "会2": portal_applying.TAKEN_NUMBER,
    }
    assert not run.lines.filter(taken=True).exists()


def test_undoing_takes_everything_back() -> None:
    first(GOOD | {"法人番号": "", "法人名称": "もとからの会"})
    before = list(Organisation.objects.order_by("pk").values())
    search = list(SearchEntry.objects.order_by("pk").values("kind", "row_id", "order", "open"))
    run = second(GOOD, GOOD | {"法人番号": "", "法人名称": "もとからの会", "代表者氏名": "新しい人"})
    world.undo(world.take(run))
    after = list(Organisation.objects.order_by("pk").values())
    assert [row | {"version": 1} for row in after] == before
    assert list(SearchEntry.objects.order_by("pk").values("kind", "row_id", "order", "open")) == search
    assert run.lines.filter(taken=True).count() == 0
    assert verbs()[-2:] == ["register.ask_undo_portal", "register.undo_portal"]


def test_undoing_leaves_and_names_what_was_changed_or_linked_since() -> None:
    names = ["直した会", "つながった会", "消えた会", "ふつうの会"]
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": name} for place, name in enumerate(names)]
    run = first(*rows)
    changed, linked, gone, _plain = (Organisation.objects.get(name=name) for name in names)
    changed.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), changed, at=cast.NOW)
    factories.affiliation(organisation=linked)
    Organisation.objects.filter(pk=gone.pk).delete()
    world.undo(run)
    assert dict(run.lines.filter(taken=True).values_list("name", "problem")) == {
        "直した会": portal_undoing.CHANGED_SINCE,
        "つながった会": portal_undoing.LINKED_SINCE,
        "消えた会": portal_undoing.CHANGED_SINCE,
    }
    assert set(Organisation.objects.values_list("name", flat=True)) >= {"直した会", "つながった会"}
    assert not Organisation.objects.filter(name="ふつうの会").exists()
    assert Affiliation.objects.exists()


def test_a_changed_entry_that_staff_changed_again_keeps_its_values() -> None:
    first()
    run = world.take(second(GOOD | {"代表者氏名": "新しい人"}))
    row = Organisation.objects.get()
    row.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), row, at=cast.NOW)
    world.undo(run)
    assert run.lines.get().problem == portal_undoing.CHANGED_SINCE
    assert Organisation.objects.get().representative == "新しい人"


def test_two_imports_are_undone_one_after_the_other() -> None:
    one = first()
    two = world.take(second(GOOD | {"代表者氏名": "新しい人"}))
    world.undo(two)
    world.undo(one)
    assert not Organisation.objects.exists() and not SearchEntry.objects.exists()
