"""Addresses of the register, by subject."""

from . import (
    core,
    mailings,
    parts,
    portal,
    privacy,
    twins,
)

urlpatterns = [
    *core.urlpatterns,
    *mailings.urlpatterns,
    *parts.urlpatterns,
    *portal.urlpatterns,
    *privacy.urlpatterns,
    *twins.urlpatterns,
]
