"""Addresses of the register, by subject."""

from . import core, incidents, privacy, requests

urlpatterns = [
    *core.urlpatterns,
    *privacy.urlpatterns,
    *incidents.urlpatterns,
    *requests.urlpatterns,
]
