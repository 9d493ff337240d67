"""Saving, changing and dropping lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import SavedSearch
from ..rules import lists

register_verbs(
    {
        "register.save_list": "名簿を保存した",
        "register.change_list": "名簿のさがし方を直した",
        "register.drop_list": "名簿をなくした",
    }
)


def save_list(actor: Viewer, *, name: str, kind: str, query: dict[str, Any], at: datetime) -> SavedSearch:
    """Keep a search under a name.

    Raises PermissionDenied when the actor may not, Refused for a condition that is not theirs to use.
    """
    _must_save(actor, kind, query)
    assert actor.user_id is not None  # a right is held by an account
    with transaction.atomic():
        row = SavedSearch.objects.create(
            name=name, kind=kind, query=lists.tidy(kind, query), made_by_id=actor.user_id, made_at=at
        )
        audit.record(actor, "register.save_list", row, at=at, kind=kind, conditions=sorted(row.query))
    return row


def change_list(actor: Viewer, row: SavedSearch, *, name: str, query: dict[str, Any], at: datetime) -> None:
    """Give a list another name or other conditions; what was sent to it before stays as it was."""
    _must_save(actor, row.kind, query)
    with transaction.atomic():
        row.name, row.query = name, lists.tidy(row.kind, query)
        row.save(update_fields=["name", "query"])
        audit.record(actor, "register.change_list", row, at=at, conditions=sorted(row.query))


def drop_list(actor: Viewer, row: SavedSearch, *, at: datetime) -> None:
    """Drop a list; the records of what was sent to it stay."""
    _must_save(actor, row.kind, row.query)
    with transaction.atomic():
        audit.record(actor, "register.drop_list", row, at=at, kind=row.kind)
        row.delete()


def _must_save(actor: Viewer, kind: str, query: dict[str, Any]) -> None:
    if not lists.may_save(actor):
        raise PermissionDenied
    lists.check(actor, kind, query)
