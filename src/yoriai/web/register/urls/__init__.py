"""Addresses of the register, by subject."""

from . import core, portal

urlpatterns = [*core.urlpatterns, *portal.urlpatterns]
