"""Who was erased, by number, in a file beside the database: a restored backup does not know it.

Each line is the number of the entry and when it was entered, so that a number given anew after a restore
is not mistaken for the one that was erased. It holds nothing about the person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .models import Person


def add(person: Person) -> None:
    """Note that an entry was erased."""
    path = Path(settings.ERASED_LIST)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{person.pk} {person.created_at.isoformat()}\n")


def people(path: Path | None = None) -> Iterator[Person]:
    """The entries on the list that are in the database now, and are not erased there."""
    path = path or Path(settings.ERASED_LIST)
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    for line in lines:
        number, _, created = line.partition(" ")
        at = datetime.fromisoformat(created)
        found = Person.objects.filter(pk=int(number), created_at=at, erased_at__isnull=True).first()
        if found:
            yield found
