"""What tells people of the same name apart on a list."""

from __future__ import annotations

from django import template
from django.utils import timezone

from .. import rules
from ..models import Person

register = template.Library()


@register.filter
def age(person: Person) -> str:
    """The age of today, when the birthday is known."""
    years = rules.age(person, timezone.localdate())
    return "" if years is None else f"{years}歳"
