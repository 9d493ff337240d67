"""What pages of the register share."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from yoriai.web.accounts.request import Request

from .. import queries
from ..models import Person


def must(allowed: bool) -> None:
    """404 for what is out of scope: it does not say that there is something."""
    if not allowed:
        raise Http404


def whom(request: Request, pk: int) -> Person:
    """The person of a page, or 404 when out of sight."""
    return get_object_or_404(queries.people_visible_to(request.viewer), pk=pk)
