"""What every page shell needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.rules import VISITOR

from .navigation import lines_for


def shell(request: Request) -> dict[str, Any]:
    """The viewer, the entries of the menu that they may open, and the page's language."""
    language = get_language() or "ja"
    viewer = getattr(request, "viewer", VISITOR)  # an error page can come before the viewer is known
    return {
        "viewer": viewer,
        "menu": lines_for(viewer, request.path),
        "centre": settings.CENTRE,
        "html_lang": "en" if language == "en" else "ja",
        "language": language,
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
    }
