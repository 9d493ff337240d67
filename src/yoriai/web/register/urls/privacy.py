"""Addresses about people's own data."""

from django.urls import path

from ..views import erasures, reasons
from ..views import privacy as views

urlpatterns = [
    path("people/<int:pk>/reason/", reasons.give, name="register_reason"),
    path("people/<int:pk>/sights/", views.sights, name="register_sights"),
    path("people/<int:pk>/copy/", views.copy, name="register_copy"),
    path("people/<int:pk>/erase/", erasures.erase, name="register_erase"),
    path("people/<int:pk>/erased/", erasures.erased, name="register_erased"),
    path("erasures/", erasures.requests, name="register_erasures"),
    path("erasures/<int:pk>/", erasures.request, name="register_erasure_request"),
    path("erasures/<int:pk>/decline/", erasures.decline, name="register_decline_erasure"),
    path("erasures/<int:pk>/take-back/", erasures.take_back, name="register_take_back_erasure"),
]
