"""May, must and state of the register, by subject."""

from datetime import date

from ..models import Person
from . import fields, groups, numbers, parts, ties, wishes
from .access import (
    may_add,
    may_import_lists,
    may_merge,
    may_read,
    may_read_contacts,
    may_read_people,
    may_write,
)
from .names import key


def search_key(*texts: str) -> str:
    """The key of several texts of one entry."""
    return key("\n".join(texts))


def age(person: Person, day: date) -> int | None:
    """Full years on a day, when the birthday is known."""
    return numbers.age_on(person.birthday, day) if person.birthday else None


__all__ = [
    "age",
    "fields",
    "groups",
    "may_add",
    "may_import_lists",
    "may_merge",
    "may_read",
    "may_read_contacts",
    "may_read_people",
    "may_write",
    "numbers",
    "parts",
    "search_key",
    "ties",
    "wishes",
]
