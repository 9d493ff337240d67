"""The site with two addresses more: one that breaks, one that nobody may."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from yoriai.web.config.urls import urlpatterns as site


def broken(_request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError


def forbidden(_request: HttpRequest) -> NoReturn:
    raise PermissionDenied


urlpatterns = [*site, path("broken/", broken), path("forbidden/", forbidden)]
