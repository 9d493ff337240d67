"""Addresses of the register, by subject."""

from . import core, mailings

urlpatterns = [*core.urlpatterns, *mailings.urlpatterns]
