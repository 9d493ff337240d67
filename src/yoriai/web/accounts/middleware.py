"""Puts the viewer on every request, and asks staff for their second factor."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from .queries import viewer_of
from .rules import must_have_second_factor

#: Where somebody without a second factor may still go: to set one up, to sign out, to change language.
OPEN_PATHS = ("/accounts/2fa/", "/accounts/logout/", "/accounts/reauthenticate/", "/language/", "/static/")

Respond = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """`request.viewer`; pages of somebody who signed in are never stored by a cache."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user, timezone.localdate()))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class SecondFactorMiddleware:
    """Staff without a second factor reach only the page on which they set one up."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._missing(request) and not request.path.startswith(OPEN_PATHS):
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def _missing(request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        return must_have_second_factor(request.viewer) and not is_mfa_enabled(request.user)  # type: ignore[attr-defined]
