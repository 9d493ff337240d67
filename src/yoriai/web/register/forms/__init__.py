"""Forms of the register, by subject."""

from .core import AffiliationForm, EndForm, OrganisationForm, PersonForm

__all__ = ["AffiliationForm", "EndForm", "OrganisationForm", "PersonForm"]
