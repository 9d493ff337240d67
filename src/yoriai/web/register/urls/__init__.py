"""Addresses of the register, by subject."""

from . import core, privacy

urlpatterns = [*core.urlpatterns, *privacy.urlpatterns]
