"""Pages for Polis files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from ..actions import desk_polis as actions
from ..forms.desk_polis import PolisForm
from ..models import LoadState
from ..queries import desk_polis as queries
from ..rules import desk as rules
from ..rules.polis_format import PolisProblem
from .desk_common import must


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request) -> HttpResponse:
    """Choose files; posting makes a conversation of them."""
    must(rules.may_manage(request.viewer))
    form = PolisForm(request.POST or None, request.FILES or None, viewer=request.viewer)
    if form.is_valid():
        data = form.cleaned_data
        plan = actions.Plan(data["slug"], data["responsible"], list(data["municipalities"]), data["publish"])
        try:
            load = actions.hand_over(request.viewer, files=data["files"], plan=plan, at=timezone.now())
        except PolisProblem as problem:
            form.add_error("files", str(problem))
        else:
            return redirect("voices_desk_polis_load", load.pk)
    context = {"form": form, "loads": queries.loads_visible_to(request.viewer)[:20]}
    return render(request, "voices/desk/polis.html", context, status=400 if form.errors else 200)


@require_safe
def load(request: Request, pk: int) -> HttpResponse:
    """How far one hand-over is; a finished one leads to its conversation."""
    row = get_object_or_404(queries.loads_visible_to(request.viewer), pk=pk)
    stopped = rules.has_stopped(row, timezone.now())
    under_way = row.state in (LoadState.QUEUED, LoadState.RUNNING) and not stopped
    template = "voices/desk/parts/polis_progress.html" if request.htmx else "voices/desk/polis_load.html"
    return render(request, template, {"load": row, "under_way": under_way, "stopped": stopped})
