"""Addresses about people's own data."""

from django.urls import path

from ..views import privacy as views
from ..views import reasons

urlpatterns = [
    path("people/<int:pk>/reason/", reasons.give, name="register_reason"),
    path("people/<int:pk>/sights/", views.sights, name="register_sights"),
    path("people/<int:pk>/copy/", views.copy, name="register_copy"),
    path("people/<int:pk>/erase/", views.erase, name="register_erase"),
    path("people/<int:pk>/erased/", views.erased, name="register_erased"),
]
