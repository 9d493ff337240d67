"""Wordings, names and days in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils import dateformat
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, override

from yoriai.web.register.models import Municipality, Person
from yoriai.web.ui.furigana import with_ruby

from ..rules.public_conversation import choice_in_language, in_language

register = template.Library()

_DAY = {"ja": "Y年n月j日（D）", "ja-easy": "Y{年|ねん}n{月|がつ}j{日|にち}", "en": "j F Y"}
_CLOCK = {"ja": " G時i分", "ja-easy": " G{時|じ}i{分|ふん}", "en": ", H:i"}


def _language() -> str:
    return get_language() or "ja"


@register.simple_tag
def wording(row: Any, field: str) -> str:
    """A field in the reader's language, Japanese where there is no other wording."""
    return in_language(row, field, _language())


@register.simple_tag
def said(row: Any, field: str) -> SafeString:
    """The same for running text: Japanese in an English page is marked as Japanese."""
    text = in_language(row, field, _language())
    if _language() == "en" and not getattr(row, f"{field}_en", ""):
        return format_html('<span lang="ja">{}</span>', text)
    return SafeString(conditional_escape(text))


@register.filter
def choice_wording(choice: dict[str, str]) -> str:
    """One choice of an asked attribute."""
    return choice_in_language(choice, _language())


@register.filter
def places(rows: Iterable[Municipality]) -> str:
    """Names of towns: with their readings in plain Japanese, in English letters in English."""
    if _language() == "en":
        return ", ".join(row.english or row.name for row in rows)
    return "・".join(_with_reading(row.name, row.kana) for row in rows)


@register.filter
def person(row: Person) -> str:
    """A person's name, with its reading in plain Japanese."""
    family = _with_reading(row.family_name, row.family_kana)
    return f"{family} {_with_reading(row.given_name, row.given_kana)}".strip()


@register.filter
def day(moment: datetime) -> str:
    """A day as it is written in the reader's language."""
    return dateformat.format(localtime(moment), _DAY[_language()])


@register.filter
def moment(value: datetime) -> str:
    """A day and the time of day."""
    return dateformat.format(localtime(value), _DAY[_language()] + _CLOCK[_language()])


class PlainNode(template.Node):
    """Text that is in plain Japanese also for readers of Japanese: what is printed is for everybody."""

    def __init__(self, nodes: template.NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        if _language() != "ja":
            return self.nodelist.render(context)
        with override("ja-easy"):
            return SafeString(with_ruby(self.nodelist.render(context)))


@register.tag
def plainly(parser: Parser, _token: Token) -> PlainNode:
    """`{% plainly %} … {% endplainly %}`"""
    nodes = parser.parse(("endplainly",))
    parser.delete_first_token()
    return PlainNode(nodes)


def _with_reading(name: str, kana: str) -> str:
    if _language() == "ja-easy" and name and kana:
        return f"{{{name}|{kana}}}"
    return name
