"""Addresses of figures."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.figures, name="measures_figures"),
    path("<str:key>/", views.figure, name="measures_figure"),
]
