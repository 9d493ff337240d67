"""Forms of the register, by subject."""

from .core import EndForm, OrganisationForm, PersonForm

__all__ = ["EndForm", "OrganisationForm", "PersonForm"]
