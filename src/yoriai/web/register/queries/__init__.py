"""Reads of the register, by subject, always for a viewer."""

from .contact import consents_with_standing, may_be_written_to
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
    running_first,
)
from .groups import groups_of, next_card, not_renewed, standing, years
from .of_age import of_age
from .parts import (
    consents_visible_to,
    latest_change,
    offerings_visible_to,
    reaches_visible_to,
    ties_of,
    ties_told,
    ties_visible_to,
)
from .picker import alike, only_exact, pickable, suggest
from .privacy import subject_of, whole_of
from .public import consenting
from .search import find
from .story import deadlines, history, past, story
from .told import knows

__all__ = [
    "activities",
    "affiliations_visible_to",
    "alike",
    "consenting",
    "consents_visible_to",
    "consents_with_standing",
    "current",
    "deadlines",
    "find",
    "find_organisations",
    "find_people",
    "groups_of",
    "history",
    "knows",
    "latest_change",
    "may_be_written_to",
    "municipalities",
    "next_card",
    "not_renewed",
    "of_age",
    "offerings_visible_to",
    "only_exact",
    "organisations_for_figures",
    "organisations_visible_to",
    "past",
    "people_visible_to",
    "person_of",
    "pickable",
    "reaches_visible_to",
    "running_first",
    "standing",
    "story",
    "subject_of",
    "suggest",
    "ties_of",
    "ties_told",
    "ties_visible_to",
    "whole_of",
    "years",
]
