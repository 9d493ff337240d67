"""A list is taken and undone: what stands in the register before, between and after."""

from __future__ import annotations

import pytest

from tests.areas.register import lists_world as world
from yoriai.web.register.models import Affiliation, Organisation, Person

pytestmark = pytest.mark.django_db


def test_people_and_organisations_come_in_and_go_out_again() -> None:
    run = world.taken(world.book([world.HEADER, world.SUMIE]))
    person, organisation = Person.objects.get(), Organisation.objects.get()
    assert (person.name, person.kana, str(person.birthday)) == ("髙﨑 澄江", "たかさき すみえ", "1975-04-01")
    assert {(reach.kind, reach.value) for reach in person.reaches.all()} == {
        ("phone", "0862310532"),
        ("email", "sumie@example.jp"),
    }
    role = Affiliation.objects.get()
    assert (role.person, role.organisation, role.kind) == (person, organisation, "representative")
    assert run.state == "done"
    run = world.undone(run)
    assert not Person.objects.exists() and not Organisation.objects.exists() and run.state == "undone"
