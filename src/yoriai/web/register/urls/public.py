"""Addresses that need no account: organisations that consented to be shown."""

from django.urls import path

from ..views import public

urlpatterns = [
    path("", public.organisations, name="register_public"),
    path("<int:pk>/", public.organisation, name="register_public_organisation"),
]
