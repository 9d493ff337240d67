"""Addresses of the register, by subject."""

from . import core, parts, privacy

urlpatterns = [*core.urlpatterns, *parts.urlpatterns, *privacy.urlpatterns]
