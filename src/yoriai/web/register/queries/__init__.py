"""Reads of the register, by subject, always for a viewer."""

from .entries import (
    affiliations_visible_to,
    current,
    find_organisations,
    find_people,
    municipalities,
    organisations_for_figures,
    organisations_visible_to,
    people_visible_to,
    person_of,
)

__all__ = [
    "affiliations_visible_to",
    "current",
    "find_organisations",
    "find_people",
    "municipalities",
    "organisations_for_figures",
    "organisations_visible_to",
    "people_visible_to",
    "person_of",
]
