"""Addresses of the shell."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("ui/", views.components, name="ui_components"),
    path("accessibility/", views.accessibility, name="ui_accessibility"),
]
