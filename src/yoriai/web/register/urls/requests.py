"""Addresses of wishes for correction and of the time of keeping."""

from django.urls import path

from ..views import requests as views

urlpatterns = [
    path("corrections/", views.corrections, name="register_corrections"),
    path("corrections/<int:pk>/", views.correction, name="register_correction"),
    path("people/<int:pk>/corrections/", views.correct, name="register_correct"),
    path("people/<int:pk>/keep/", views.keep, name="register_keep"),
    path("retention/", views.keeping, name="register_retention"),
]
