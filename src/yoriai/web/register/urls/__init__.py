"""Addresses of the register, by subject."""

from . import core, lists

urlpatterns = [*core.urlpatterns, *lists.urlpatterns]
