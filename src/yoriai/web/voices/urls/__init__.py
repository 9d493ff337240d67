"""Addresses of voices, by subject."""

from . import desk, maps, public

urlpatterns = [*public.urlpatterns, *desk.urlpatterns, *maps.urlpatterns]
