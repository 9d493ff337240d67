"""What an erasure leaves to be cleared outside the database, once it is committed: files, mails, old pages.

The marks are written down with the erasure, so that whoever is interrupted is finished by the next start
of the house, by the hourly round, or by the next erasure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from django.db import connection

from .. import privacy
from ..models import Leftover


def note(marks: Mapping[str, Mapping[str, list[str]]], *, at: datetime) -> dict[str, int]:
    """Part of an erasure: keep what is to be cleared (area -> words -> marks); gives the counts."""
    Leftover.objects.bulk_create(
        Leftover(area=area, mark=mark, since=at)
        for area, by_words in marks.items()
        for ones in by_words.values()
        for mark in ones
    )
    return {f"{area}.{words}": len(ones) for area, found in marks.items() for words, ones in found.items()}


def clear() -> int:
    """Clear what erasures left, and forget it when that is done; gives how many marks there were."""
    rows = list(Leftover.objects.order_by("area", "pk"))
    for area, marks in groupby(rows, key=lambda row: row.area):
        clears = privacy.AREAS[area].clears
        assert clears, f"{area} leaves what nobody clears"
        clears([row.mark for row in marks])
    if rows:
        clean_pages()
        Leftover.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def clean_pages() -> None:
    """SQLite keeps old pages in its write-ahead log; they are written back and the log is emptied.

    Freed places inside the database are zeroed as they are freed (PRAGMA secure_delete, see settings).
    PostgreSQL's old row versions go with its own VACUUM.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
