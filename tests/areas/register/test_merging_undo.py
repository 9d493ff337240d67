"""Merging moves every link of every area, and undoing gives every row back, byte by byte."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from tests import cast
from tests.areas.register.twins_world import NOT_PLANTED, World, dump, points_to
from yoriai.web.register.actions import merging
from yoriai.web.register.models import Organisation, Person
from yoriai.web.register.queries import links
from yoriai.web.register.rules import merging as rules

pytestmark = pytest.mark.django_db
KINDS = ["person", "organisation"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_undoing_gives_every_row_of_every_table_back(kind: str, seed: int) -> None:
    world = World(seed)
    before = dump()
    row = world.merge(kind)
    assert dump() != before
    assert merging.undo(cast.viewer("lead"), row, at=cast.NOW) == []
    assert dump() == before


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_moves(kind: str) -> None:
    world = World()
    kept, gone = world.rows(kind)[:2]
    planted = [(model, field) for model, field in links.links(kind) if model not in NOT_PLANTED]
    for model, field in planted:
        assert points_to(model, field, gone.pk), f"plant a {model.__name__}.{field.name} in twins_world"
    world.merge(kind)
    for model, field in planted:
        assert not points_to(model, field, gone.pk), f"{model.__name__}.{field.name} stayed behind"
        assert points_to(model, field, kept.pk)


def test_a_chain_is_undone_from_its_end() -> None:
    world = World()
    before = dump()
    first = world.merge("organisation", 0, 1)
    middle = dump()
    second = world.merge("organisation", 0, 3)
    with pytest.raises(rules.CannotMerge, match=f"まとめ{second.pk}番"):
        merging.undo(cast.viewer("lead"), first, at=cast.NOW)
    merging.undo(cast.viewer("lead"), second, at=cast.NOW)
    assert dump() == middle
    merging.undo(cast.viewer("lead"), first, at=cast.NOW)
    assert dump() == before


# --- nothing new is forgotten --------------------------------------------------------------------


def test_every_foreign_key_to_an_entry_has_a_name_on_the_page() -> None:
    for kind in KINDS:
        for model, _field in links.links(kind):
            assert model._meta.label_lower in rules.LINKS, (
                f"{model._meta.label} points to {kind}: say what its rows are called "
                "(rules.merging.LINKS, or name_links in the area's apps.py) and plant one in twins_world"
            )


def test_every_number_of_an_entry_is_decided() -> None:
    names = {"row_id", "target_id", "first_id", "second_id", "kept_id", "gone_id", "entry_id"}
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            ends = field.name.endswith(("person_id", "organisation_id", "people_ids", "person_ids"))
            if isinstance(field, (models.IntegerField, models.JSONField)) and (field.name in names or ends):
                found.add(f"{model._meta.label_lower}.{field.name}")
    assert found == set(rules.NUMBERS), "say in rules.merging.NUMBERS what merging does with it"


def test_links_are_those_that_django_knows() -> None:
    """Found by another way: the reverse relations of the models, hidden ones included."""
    for kind, model in (("person", Person), ("organisation", Organisation)):
        known = {
            (relation.related_model, relation.field.name)
            for relation in model._meta.get_fields(include_hidden=True)
            if relation.auto_created and not relation.concrete and not relation.many_to_many
        }
        known.discard((model, "merged_into"))
        assert {(found, field.name) for found, field in links.links(kind)} == known
