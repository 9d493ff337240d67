"""Addresses of accounts; signing in itself is django-allauth's."""

from django.urls import path

from . import views

urlpatterns = [
    path("me/", views.mine, name="accounts_mine"),
    path("roles/", views.roles, name="accounts_roles"),
    path("users/", views.users, name="accounts_users"),
    path("users/<int:pk>/", views.user, name="accounts_user"),
    path("assignments/<int:pk>/end/", views.end_assignment, name="accounts_end_assignment"),
]
