"""What points to an entry, and where a merged entry went."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from ..models import Organisation
from ..rules import merging

Link = tuple[type[Model], "ForeignKey[Any, Any]"]


def links(kind: str) -> list[Link]:
    """Every foreign key of any area (tables between two models included) to people or to organisations.

    `merged_into` is left out: a chain of merges stays as it was made, and is followed.
    """
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and field.related_model is merging.MODELS[kind]
        and field.name != "merged_into"
    ]


def counts(kind: str, pk: int) -> list[tuple[str, int]]:
    """How many rows of each sort point to an entry, by the name that people know."""
    found: dict[str, int] = {}
    for model, field in links(kind):
        words = merging.LINKS.get(model._meta.label_lower, "そのほかの記録")
        found[words] = found.get(words, 0) + model._base_manager.filter(**{field.attname: pk}).count()
    return [(words, count) for words, count in found.items() if count]


def linked_organisations(pks: Collection[int]) -> set[int]:
    """Of these organisations, those to which something points: a row of any area, or an entry that was
    merged into them."""
    found = set(Organisation.objects.filter(merged_into__in=pks).values_list("merged_into", flat=True))
    for model, field in links("organisation"):
        rows = model._base_manager.filter(**{f"{field.attname}__in": pks})
        found.update(rows.values_list(field.attname, flat=True))
    return {pk for pk in found if pk is not None}


def ids_of(kind: str, pk: int) -> list[int]:
    """An entry's number and those of all entries that were merged into it, however long the chain.

    For reading rows that keep the number they were written with: history, who saw whom, imports.
    """
    model, found = merging.MODELS[kind], [pk]
    newest = [pk]
    while newest:
        newest = list(
            model._base_manager.filter(merged_into__in=newest).order_by("pk").values_list("pk", flat=True)
        )
        found += newest
    return found


def kept_id(kind: str, pk: int) -> int | None:
    """The entry that stands for a number today: its own if it was not merged; None if there is none."""
    model = merging.MODELS[kind]
    rows = dict.fromkeys([pk])
    while True:
        last = next(reversed(rows))
        after = model._base_manager.filter(pk=last).values_list("merged_into", flat=True).first()
        if after is None:
            return last if model._base_manager.filter(pk=last).exists() else None
        rows[after] = None
