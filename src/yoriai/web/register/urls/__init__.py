"""Addresses of the register, by subject."""

from . import (
    core,
    mailings,
    parts,
    portal,
    privacy,
)

urlpatterns = [
    *core.urlpatterns,
    *mailings.urlpatterns,
    *parts.urlpatterns,
    *portal.urlpatterns,
    *privacy.urlpatterns,
]
