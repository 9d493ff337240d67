"""Addresses of the register, by subject."""

from . import core, rosters

urlpatterns = [*core.urlpatterns, *rosters.urlpatterns]
