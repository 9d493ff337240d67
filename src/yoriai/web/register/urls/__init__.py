"""Addresses of the register, by subject."""

from . import core

urlpatterns = [*core.urlpatterns]
