"""Template tags of the desk."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def worded(label: str) -> str:
    """A label of the model in the page's language."""
    return gettext(label)
