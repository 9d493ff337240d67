"""Reads of the register, by subject, always for a viewer."""

from .entries import (
    activities,
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
from .privacy import subject_of, whole_of
from .search import find
from .story import deadlines, history, story

__all__ = [
    "activities",
    "affiliations_visible_to",
    "current",
    "deadlines",
    "find",
    "find_organisations",
    "find_people",
    "history",
    "municipalities",
    "organisations_for_figures",
    "organisations_visible_to",
    "people_visible_to",
    "person_of",
    "story",
    "subject_of",
    "whole_of",
]
