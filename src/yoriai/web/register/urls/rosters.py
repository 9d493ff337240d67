"""Addresses of the import of lists."""

from django.urls import path

from ..views import rosters as views

urlpatterns = [
    path("imports/lists/new/", views.new, name="register_list_new"),
    path("imports/lists/<int:pk>/", views.run, name="register_list_run"),
    path("imports/lists/<int:pk>/columns/", views.match, name="register_list_columns"),
    path("imports/lists/<int:pk>/decide/", views.decide, name="register_list_decide"),
    path("imports/lists/<int:pk>/apply/", views.apply, name="register_list_apply"),
    path("imports/lists/<int:pk>/undo/", views.undo, name="register_list_undo"),
    path("imports/lists/<int:pk>/stop/", views.stop, name="register_list_stop"),
]
