"""What tells people of the same name apart on a list."""

from __future__ import annotations

from django import template
from django.utils import timezone

from .. import rules
from ..models import Person

register = template.Library()


@register.filter
def age(person: Person) -> str:
    """The age of today, when the birthday is known. A child's stands on its own page only, where looking at
    it is recorded."""
    today = timezone.localdate()
    if person.birthday is None or rules.numbers.is_child(person.birthday, today):
        return ""
    return f"{rules.age(person, today)}歳"
