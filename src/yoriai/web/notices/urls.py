"""Addresses of the outbox."""

from django.urls import path

from . import views

urlpatterns = [path("", views.outbox, name="notices_outbox")]
