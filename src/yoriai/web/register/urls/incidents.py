"""Addresses of incidents."""

from django.urls import path

from ..views import incidents as views

urlpatterns = [
    path("incidents/", views.incidents, name="register_incidents"),
    path("incidents/new/", views.start, name="register_add_incident"),
    path("incidents/<int:pk>/", views.incident, name="register_incident"),
    path("incidents/<int:pk>/edit/", views.change, name="register_change_incident"),
    path("incidents/<int:pk>/told/", views.told, name="register_tell_people"),
]
