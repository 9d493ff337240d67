"""The front page, and the live page of components."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .home import panels_for
from .samples import SAMPLES


@require_safe
def home(request: Request) -> HttpResponse:
    """What is going on, for whoever is looking."""
    panels = [render_to_string(name, context, request) for name, context in panels_for(request.viewer)]
    return render(request, "ui/home.html", {"panels": panels, "today": timezone.localdate()})


@require_safe
def components(request: Request) -> HttpResponse:
    """Every component as it looks now."""
    return render(request, "ui/components.html", {"samples": SAMPLES})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """What we promise about use by everyone, what was tried, and whom to tell."""
    return render(request, "ui/accessibility.html")
