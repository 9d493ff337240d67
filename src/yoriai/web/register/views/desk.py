"""The register's desk."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from ..desk import jobs_for


@require_safe
def desk(request: Request) -> HttpResponse:
    """What can be done with the register, for this viewer."""
    jobs = jobs_for(request.viewer)
    if not jobs:
        raise Http404
    return render(request, "register/desk.html", {"jobs": jobs})
