"""What hangs on an entry, in whatever area: rows that point to it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import ForeignObjectRel

from ..models import Organisation, OrganisationField


def linked_organisations(pks: Collection[int]) -> set[int]:
    """Of these organisations, those to which a row of any area points, their fields of activity aside."""
    found: set[int] = set()
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        if relation.related_model is OrganisationField:
            continue
        column = relation.remote_field.attname
        rows = relation.related_model._default_manager.filter(**{f"{column}__in": pks})
        found.update(rows.values_list(column, flat=True))
    return found
