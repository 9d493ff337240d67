"""Addresses of exports."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.downloads, name="exports_downloads"),
    path("files/<uuid:pk>/", views.ready, name="exports_ready"),
    path("files/<uuid:pk>/stop/", views.stop, name="exports_stop"),
    path("files/<uuid:pk>/fetch/", views.fetch, name="exports_fetch"),
    path("make/<str:key>/", views.make, name="exports_make"),
    path("make/<str:key>/<str:subject>/", views.make, name="exports_make_for"),
]
