"""Addresses of the register, by subject."""

from . import core, parts

urlpatterns = [*core.urlpatterns, *parts.urlpatterns]
