"""The verbs of the register, by subject: the only place that writes."""

from .entries import (
    Stale,
    affiliate,
    end_affiliation,
    index_organisations,
    index_people,
    save_organisation,
    save_person,
)
from .sights import opened, saw, taken

__all__ = [
    "Stale",
    "affiliate",
    "end_affiliation",
    "index_organisations",
    "index_people",
    "opened",
    "save_organisation",
    "save_person",
    "saw",
    "taken",
]
