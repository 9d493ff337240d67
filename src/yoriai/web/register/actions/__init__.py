"""The verbs of the register, by subject: the only place that writes."""

from .consents import WrongGiver, correct_consent, give_consent, withdraw_consent
from .entries import (
    Stale,
    index_organisations,
    index_people,
    save_organisation,
    save_person,
)
from .groups import register_group, renew_group
from .parts import add_part, affiliate, change_part, drop_part, end_affiliation
from .sights import opened, saw, taken

__all__ = [
    "Stale",
    "WrongGiver",
    "add_part",
    "affiliate",
    "change_part",
    "correct_consent",
    "drop_part",
    "end_affiliation",
    "give_consent",
    "index_organisations",
    "index_people",
    "opened",
    "register_group",
    "renew_group",
    "save_organisation",
    "save_person",
    "saw",
    "taken",
    "withdraw_consent",
]
