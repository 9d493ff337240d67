"""Wishes for correction, for those who answer them."""

from __future__ import annotations

from django.db.models import Case, DateField, F, IntegerField, QuerySet, Value, When

from yoriai.web.accounts.rules import Viewer

from ..models import Correction, Outcome
from ..rules import privacy


def corrections_visible_to(viewer: Viewer) -> QuerySet[Correction]:
    """Those to be answered first, by their last day; then the answered ones, newest first."""
    answered = Case(When(outcome=Outcome.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Correction.objects.filter(person__erased_at__isnull=True).select_related("person")
    urgent = Case(When(outcome=Outcome.OPEN, then=F("due_on")), output_field=DateField())
    rows = rows.annotate(answered=answered, urgent=urgent)
    rows = rows.order_by("answered", "urgent", "-decided_on", "-pk")
    return rows if privacy.may_correct(viewer) else rows.none()
