"""Wishes for correction, for those who answer them."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from yoriai.web.accounts.rules import Viewer

from ..models import Correction, Outcome
from ..rules import privacy


def corrections_visible_to(viewer: Viewer) -> QuerySet[Correction]:
    """Those to be answered first, by their last day; then the answered ones, newest first."""
    answered = Case(When(outcome=Outcome.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Correction.objects.filter(person__erased_at__isnull=True).select_related("person")
    rows = rows.annotate(answered=answered).order_by("answered", "due_on", "pk")
    return rows if privacy.may_correct(viewer) else rows.none()
