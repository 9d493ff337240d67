"""Addresses of the audit."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.events, name="audit_events"),
    path("check/", views.check, name="audit_check"),
]
