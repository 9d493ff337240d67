"""The verbs of the register, by subject: the only place that writes."""

from .entries import affiliate, end_affiliation, save_organisation, save_person

__all__ = ["affiliate", "end_affiliation", "save_organisation", "save_person"]
