"""Reading a page of the map as somebody of the cast."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from tests import cast


def read(name: str, *args: Any, who: str = "visitor", language: str = "ja", **headers: Any) -> str:
    browser = cast.client(who)
    browser.cookies["django_language"] = language
    response = browser.get(reverse(name, args=args), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The text of a page without tags and readings, in one line."""
    html = re.sub(r"</?ruby>|<(rt|rp|script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
