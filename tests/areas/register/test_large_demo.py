"""`make demo-large`: a register as large as a country's, made from a seed, in demo mode only."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from seed import large, region

from tests import cast
from yoriai.web.config import house
from yoriai.web.register import queries
from yoriai.web.register.models import Organisation, Person, SearchEntry, UserGroup
from yoriai.web.register.rules import entries, numbers

pytestmark = pytest.mark.django_db


def _made() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """What one making gives; nothing of it stays."""
    with transaction.atomic():
        assert large.make(cast.NOW, 7, organisations=60, people=80) == (60, 80)
        organisations = Organisation.objects.order_by("pk").values_list("name", "phone", "corporate_number")
        people = Person.objects.order_by("pk").values_list("family_name", "given_name", "address", "birthday")
        found = list(organisations), list(people)
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_register() -> None:
    region.make_places()
    assert _made() == _made()


def test_it_fills_up_to_the_numbers_and_everybody_can_be_found() -> None:
    region.make_places()
    large.make(cast.NOW, 7, organisations=60, people=80)
    assert large.make(cast.NOW, 7, organisations=60, people=90) == (0, 10)
    assert SearchEntry.objects.count() == 150
    for person in Person.objects.all():
        entry = SearchEntry.objects.get(kind="person", row_id=person.pk)
        assert entry.contact == entries.search_entry_of_person(person, person.reaches.order_by("pk")).contact
    for number in Organisation.objects.exclude(corporate_number="").values_list(
        "corporate_number", flat=True
    ):
        assert numbers.is_corporate_number(number)
    one = Organisation.objects.order_by("pk").first()
    assert one and one in [hit.row for hit in queries.find(cast.viewer("staff"), one.name)]


def test_children_have_guardians_who_are_grown_up() -> None:
    region.make_places()
    large.make(cast.NOW, 7, organisations=10, people=300)
    children = [row for row in Person.objects.all() if numbers.is_child(row.birthday, cast.TODAY)]
    assert children
    for child in children:
        assert child.guardian and not numbers.is_child(child.guardian.birthday, cast.TODAY)


def test_it_refuses_outside_demo_mode(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="YORIAI_DEMO"):
        call_command("demo_large")
    assert not Organisation.objects.exists()


def test_the_command_says_what_it_did(
    settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    monkeypatch.setattr(house, "prepare", lambda: None)
    monkeypatch.setattr(house, "fill", lambda _at: region.make_places())
    call_command("demo_large", "--organisations", "3", "--people", "4")
    assert "団体を3、人を4" in capsys.readouterr().out


def test_a_register_that_is_full_stays_as_it_is() -> None:
    region.make_places()
    large.make(cast.NOW, 7, organisations=200, people=10)
    groups = UserGroup.objects.count()
    assert large.make(cast.NOW, 7, organisations=200, people=10) == (0, 0)
    assert groups and UserGroup.objects.count() == groups
