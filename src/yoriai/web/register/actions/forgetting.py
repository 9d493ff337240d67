"""The register's own part of an erasure, and taking a person's texts out of other rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q

from .. import rules
from ..models import (
    Consent,
    Correction,
    FieldChange,
    ImportLine,
    ImportState,
    Organisation,
    Person,
    Reach,
    RetentionHold,
    SearchEntry,
    Sight,
    TwinPair,
)
from ..privacy import Subject, erasable_column
from ..queries.mentions import Mention
from ..rules.traces import is_trace
from . import blanking, merging
from .entries import index_organisations, index_people

ERASED = Sight.ERASED
#: Columns of a person that stay: the town, for figures by town, and the links that figures count.
_KEPT = {"id", "municipality", "merged_into", "created_at", "version", "erased_at"}


def forget(subject: Subject, at: datetime) -> dict[str, int]:
    """Erase what the register holds; roles, consents and sendings stay as counts without a name."""
    ids = subject.person_ids
    waiting = blanking.forget(subject)
    done = waiting | {
        "reach": Reach.objects.filter(person__in=ids).delete()[0],
        "history": FieldChange.objects.filter(kind="person", row_id__in=ids).delete()[0],
        "search": SearchEntry.objects.filter(kind="person", row_id__in=ids).delete()[0],
        "twin": TwinPair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids), kind="person").delete()[
            0
        ],
        "hold": RetentionHold.objects.filter(person__in=ids).delete()[0],
        "consent": Consent.objects.filter(person__in=ids).update(scope=""),
        "correction": Correction.objects.filter(person__in=ids).update(
            asked_by=ERASED, wish=ERASED, reason=ERASED
        ),
        "import": ImportLine.objects.filter(target="person", target_id__in=ids).update(
            name="", values={}, changes={}, conflicts=[], problem=""
        ),
        "merge": merging.forget("person", list(ids)),
        "sight": _blank_purposes(subject),
    }
    Person.objects.filter(guardian__in=ids).update(guardian=None, guardian_relation="")
    return done | {"person": Person.objects.filter(pk__in=ids).update(**_empty(at))}


def _empty(at: datetime) -> dict[str, Any]:
    """An entry of nobody: every column at its emptiest."""
    values: dict[str, Any] = {}
    for field in Person._meta.concrete_fields:
        if field.name not in _KEPT:
            values[field.name] = None if field.null else field.get_default()
    return values | {"family_name": ERASED, "do_not_ask": True, "erased_at": at}


def _blank_purposes(subject: Subject) -> int:
    """The purposes into which somebody wrote one of the person's texts, on anybody's line."""
    written = Sight.objects.exclude(purpose__in=("", ERASED)).order_by().values_list("purpose", flat=True)
    named = [purpose for purpose in written.distinct() if is_trace(subject.traces.kinds(purpose))]
    return Sight.objects.filter(purpose__in=named).update(purpose=ERASED)


def redact(subject: Subject, places: Iterable[Mention]) -> int:
    """Replace the person's texts in these rows; gives how many rows were changed.

    A waiting row of a list is emptied whole. Columns of an organisation count from then on as corrected by
    hand, so that the next import does not bring the name back unasked.
    """
    done = 0
    for place in places:
        if place.fixed:
            continue
        row = place.model._default_manager.get(pk=place.pk)
        if isinstance(row, ImportLine) and row.run.state == ImportState.PREVIEW and row.target == "person":
            blanking.empty(row)
        else:
            _replace(row, place.columns, subject)
        done += 1
    return done


def _replace(row: Model, columns: Sequence[str], subject: Subject) -> None:
    for column in columns:
        value = subject.traces.without(getattr(row, column))
        if isinstance(value, str) and column == erasable_column(row._meta.label):
            value = ERASED
        length = getattr(row._meta.get_field(column), "max_length", None)
        setattr(row, column, value[:length] if isinstance(value, str) else value)
    row.save(update_fields=list(columns))
    _follow(row, columns)


def _follow(row: Model, columns: Sequence[str]) -> None:
    """What is derived from an entry follows its texts: its key, its version and its search entry."""
    if not isinstance(row, (Organisation, Person)):
        return
    row.key = rules.search_key(row.name, row.kana)
    row.version += 1
    row.save(update_fields=["key", "version"])
    if isinstance(row, Organisation):
        row.checked_by_hand = sorted({*row.checked_by_hand, *columns})
        row.save(update_fields=["checked_by_hand"])
        index_organisations([row])
    else:
        index_people([row])
