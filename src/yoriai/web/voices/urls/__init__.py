"""Addresses of voices, by subject."""

from . import desk, maps, public

# the desk first: its fixed words (desk/, reasons/) are no conversation's address
urlpatterns = [*desk.urlpatterns, *public.urlpatterns, *maps.urlpatterns]
