"""Furigana: `{漢字|かんじ}` in a page of plain Japanese becomes ruby; elsewhere it becomes 漢字."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from .furigana import with_ruby


class FuriganaMiddleware:
    """Applies `with_ruby` to whole pages and fragments in plain Japanese."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if html and not response.streaming and get_language() == "ja-easy":
            response.content = with_ruby(response.content.decode()).encode()
        return response
