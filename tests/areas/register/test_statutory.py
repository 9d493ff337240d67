"""A column of statutory fields: numbers in, the same numbers out, and found by any of them."""

from __future__ import annotations

import pytest
from django.core import serializers
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from yoriai.web.register.models import Organisation
from yoriai.web.register.models.statutory import LAST, bits_of, numbers_of
from yoriai.web.register.rules.numbers import FIELDS

NUMBERS = st.lists(st.integers(1, LAST))


@given(NUMBERS)
def test_numbers_come_back_sorted_and_once(numbers: list[int]) -> None:
    column = Organisation._meta.get_field("fields_of_activity")
    assert numbers_of(bits_of(numbers)) == tuple(sorted(set(numbers)))
    assert column.to_python(numbers) == numbers_of(bits_of(numbers))
    told = column.value_to_string(Organisation(fields_of_activity=numbers))
    assert column.to_python(told) == numbers_of(bits_of(numbers))


def test_every_field_of_the_law_fits() -> None:
    assert numbers_of(bits_of(FIELDS)) == tuple(FIELDS)
    assert bits_of([]) == 0


@pytest.mark.parametrize("number", [0, -1, LAST + 1])
def test_a_number_that_no_field_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        bits_of([3, number])


@pytest.mark.django_db
def test_rows_are_found_by_any_of_the_numbers_and_survive_a_file() -> None:
    held = [(), (1,), (1, 7), (7, 20)]
    rows = [factories.organisation(fields_of_activity=numbers) for numbers in held]
    for wanted in ([], [1], [7], [1, 20], [13]):
        found = Organisation.objects.filter(fields_of_activity__any=wanted).order_by("pk")
        assert list(found) == [row for row, numbers in zip(rows, held, strict=True) if {*wanted} & {*numbers}]
    text = serializers.serialize("json", Organisation.objects.order_by("pk"))
    again = [one.object.fields_of_activity for one in serializers.deserialize("json", text)]
    assert (
        again
        == list(Organisation.objects.order_by("pk").values_list("fields_of_activity", flat=True))
        == held
    )
