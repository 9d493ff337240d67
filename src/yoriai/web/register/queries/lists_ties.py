"""What hangs on an entry: every row of every area that points to it, and decisions that name its number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import models
from django.db.models import Q

from ..models import ImportLine, Merge, NotTheSame, Organisation, Person

_MODELS: dict[str, type[models.Model]] = {"person": Person, "organisation": Organisation}
Own = Mapping[type[models.Model], Collection[int]]


def tied(kind: str, ids: Collection[int], *, own: Own, run: int) -> set[int]:
    """The entries among `ids` to which a row points that is not one of `own`: of any area, hidden relations
    too; or that a merge, a decision about twins or another import (than `run`) names."""
    found: set[int] = set()
    for relation in _MODELS[kind]._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            mine = own.get(relation.related_model, ())
            found |= set(rows.exclude(pk__in=mine).values_list(name, flat=True))
    return found | set(_named(kind, ids, run))


def _named(kind: str, ids: Collection[int], run: int) -> Iterable[int]:
    twins = NotTheSame.objects.filter(kind=kind)
    merges = Merge.objects.filter(kind=kind)
    for rows, columns in ((twins, ("first_id", "second_id")), (merges, ("kept_id", "gone_id"))):
        for column in columns:
            yield from rows.filter(**{f"{column}__in": ids}).values_list(column, flat=True)
    lines = ImportLine.objects.filter(target=kind, taken=True, target_id__in=ids).exclude(Q(run_id=run))
    yield from (pk for pk in lines.values_list("target_id", flat=True) if pk)
