"""Addresses of maps and snapshots."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
