"""May, must and state of the register, by subject."""

from . import fields
from .access import may_merge, may_read, may_read_contacts, may_read_people, may_write
from .names import key


def search_key(*texts: str) -> str:
    """The key of several texts of one entry."""
    return key("\n".join(texts))


__all__ = [
    "fields",
    "may_merge",
    "may_read",
    "may_read_contacts",
    "may_read_people",
    "may_write",
    "search_key",
]
