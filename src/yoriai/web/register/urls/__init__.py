"""Addresses of the register, by subject."""

from . import (
    core,
    incidents,
    mailings,
    parts,
    portal,
    privacy,
    requests,
    rosters,
    twins,
)

urlpatterns = [
    *core.urlpatterns,
    *incidents.urlpatterns,
    *mailings.urlpatterns,
    *parts.urlpatterns,
    *portal.urlpatterns,
    *privacy.urlpatterns,
    *requests.urlpatterns,
    *rosters.urlpatterns,
    *twins.urlpatterns,
]
