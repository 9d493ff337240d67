"""How public pages name organisations, towns and fields in each language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language, gettext

from ..models import Municipality
from ..queries.public import Profile
from ..rules import numbers

register = template.Library()


def _read(text: str, kana: str) -> str:
    """The text with its reading in pages of plain Japanese (ui/furigana.py makes ruby of it)."""
    safe = not set("{|}") & set(text + kana)
    return f"{{{text}|{kana}}}" if kana and safe and get_language() == "ja-easy" else text


@register.simple_tag
def shown_name(profile: Profile) -> str:
    """An organisation's name, with its reading for those who read plain Japanese."""
    return _read(profile.name, profile.kana)


@register.simple_tag
def town_name(town: Municipality) -> str:
    """A town's name in the page's language."""
    return town.english if get_language() == "en" else _read(town.name, town.kana)


@register.simple_tag
def field_name(number: int) -> str:
    """One of the 20 statutory fields, with its number."""
    return f"{number} {gettext(numbers.FIELDS[number])}"
