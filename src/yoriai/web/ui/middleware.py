"""Furigana: `{漢字|かんじ}` in a page of plain Japanese becomes ruby; elsewhere it becomes 漢字."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

MARK = re.compile(r"\{([^{}|<>\n]+)\|([ぁ-ゖァ-ヺー・ ]+)\}")
#: Text in these elements is shown without markup, and attributes are never marked up.
PLAIN = re.compile(
    r"(<(title|option|textarea|script|style|text|desc)\b.*?</\2\s*>|<[^>]*>)", re.DOTALL | re.IGNORECASE
)


def plain(text: str) -> str:
    """The text without its readings."""
    return MARK.sub(r"\1", text)


def with_ruby(html: str) -> str:
    """HTML whose marks in running text are ruby, and in tags, titles and options are dropped."""
    pieces = PLAIN.split(html)
    out = []
    for number, piece in enumerate(pieces):
        kind = number % 3  # 0 running text, 1 a tag or a plain element, 2 its name
        if kind == 0:
            out.append(MARK.sub(r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", piece))
        elif kind == 1:
            out.append(plain(piece))
    return "".join(out)


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
