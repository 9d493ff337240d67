"""Addresses of the register."""

from django.urls import path

from ..views import browse, desk, edit
from ..views import core as views

urlpatterns = [
    path("", browse.find, name="register_find"),
    path("desk/", desk.desk, name="register_desk"),
    path("organisations/", browse.organisations, name="register_organisations"),
    path("organisations/new/", edit.edit_organisation, name="register_add_organisation"),
    path("organisations/<int:pk>/", views.organisation, name="register_organisation"),
    path("organisations/<int:pk>/edit/", edit.edit_organisation, name="register_change_organisation"),
    path("people/", browse.people, name="register_people"),
    path("people/new/", edit.edit_person, name="register_add_person"),
    path("people/<int:pk>/", views.person, name="register_person"),
    path("people/<int:pk>/edit/", edit.edit_person, name="register_change_person"),
    path("affiliations/<int:pk>/end/", edit.end_affiliation, name="register_end_affiliation"),
]
