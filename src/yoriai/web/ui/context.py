"""What every page shell needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from yoriai.web.accounts.request import Request

from .navigation import entries_for


def shell(request: Request) -> dict[str, Any]:
    """The viewer, the entries of the menu that they may open, and the page's language."""
    language = get_language() or "ja"
    return {
        "viewer": request.viewer,
        "menu": entries_for(request.viewer),
        "html_lang": "en" if language == "en" else "ja",
        "language": language,
        "languages": settings.LANGUAGES,
        "demo": settings.DEMO,
    }
