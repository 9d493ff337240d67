"""Who was erased, by number, in a file beside the database: a restored backup does not know it.

Each line is the number of the entry, when it was entered (so that a number given anew after a restore is
not mistaken for the one that was erased), and the rows in which somebody decided to black the person out.
It holds nothing about the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .models import Person


def line_of(person: Person, also: Collection[str]) -> str:
    """The line of one erasure; `also` names the other rows (Mention.key)."""
    return f"{person.pk} {person.created_at.isoformat()} {','.join(sorted(also)) or '-'}"


def add(lines: Iterable[str]) -> None:
    """Note erasures; one that stands there already is not noted again."""
    path = Path(settings.ERASED_LIST)
    path.parent.mkdir(parents=True, exist_ok=True)
    known = set(path.read_text(encoding="ascii").splitlines()) if path.exists() else set()
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{line}\n" for line in dict.fromkeys(lines) if line not in known)


def people(path: Path | None = None) -> Iterator[tuple[Person, set[str] | None]]:
    """The entries on the list that are in the database now and are not erased there, each with the other
    rows that were decided on; None where the list is older than such decisions."""
    path = path or Path(settings.ERASED_LIST)
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    for line in lines:
        number, created, *also = line.split(" ")
        at = datetime.fromisoformat(created)
        found = Person.objects.filter(pk=int(number), created_at=at, erased_at__isnull=True).first()
        if found:
            yield found, set(also[0].split(",")) if also else None
