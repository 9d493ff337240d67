"""Addresses of the register, by subject."""

from . import (
    core,
    mailings,
    parts,
    privacy,
)

urlpatterns = [
    *core.urlpatterns,
    *mailings.urlpatterns,
    *parts.urlpatterns,
    *privacy.urlpatterns,
]
