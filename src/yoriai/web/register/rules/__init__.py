"""May, must and state of the register, by subject."""

from .access import may_read, may_read_people, may_write
from .names import key as search_key_of


def search_key(*texts: str) -> str:
    """The key of several texts of one entry."""
    return search_key_of("\n".join(texts))


__all__ = ["may_read", "may_read_people", "may_write", "search_key"]
