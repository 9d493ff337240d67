"""Addresses of the register, by subject."""

from . import core, twins

urlpatterns = [*core.urlpatterns, *twins.urlpatterns]
