"""Addresses of imports, of the portal's import, and of the coming deadlines."""

from django.urls import path

from ..views import deadlines
from ..views import portal as views

urlpatterns = [
    path("imports/", views.imports, name="register_imports"),
    path("imports/portal/", views.bring, name="register_portal"),
    path("imports/portal/<int:pk>/", views.run, name="register_portal_run"),
    path("imports/portal/<int:pk>/lines/<slug:kind>/", views.lines, name="register_portal_lines"),
    path("imports/portal/<int:pk>/kind/<slug:kind>/", views.choose_kind, name="register_portal_kind"),
    path("imports/portal/<int:pk>/confirm/", views.confirm, name="register_portal_confirm"),
    path("imports/portal/<int:pk>/stop/", views.stop, name="register_portal_stop"),
    path("imports/portal/<int:pk>/undo/", views.undo, name="register_portal_undo"),
    path("deadlines/", deadlines.deadlines, name="register_deadlines"),
]
