"""Staff's pages of maps: make one, watch it being made, stop it, publish it, compare two."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import maps_computing as actions
from ..actions import maps_publishing
from ..forms.maps import ComputeForm
from ..models import Conversation, Snapshot
from ..queries import maps_computing as queries
from ..queries import maps_snapshots
from ..rules import maps_computing as rules
from ..rules.maps_differences import differences

#: Computations that the page lists.
RECENT = 5


def _conversation(request: Request, slug: str) -> Conversation:
    return get_object_or_404(queries.conversations_to_map(request.viewer), slug=slug)


def _snapshot(request: Request, conversation: Conversation, number: str | int) -> Snapshot:
    rows = maps_snapshots.snapshots_to_publish(request.viewer, conversation)
    if not str(number).isascii() or not str(number).isdigit():
        raise Http404
    return get_object_or_404(rows, number=number)


@require_safe
def maps(request: Request, slug: str) -> HttpResponse:
    """The maps of a conversation, and the button that makes a new one."""
    conversation = _conversation(request, slug)
    return _maps(request, conversation, ComputeForm())


def _maps(request: Request, conversation: Conversation, form: ComputeForm, status: int = 200) -> HttpResponse:
    at = timezone.now()
    rows = queries.computations_visible_to(request.viewer).filter(conversation=conversation)[:RECENT]
    context = {
        "conversation": conversation,
        "form": form,
        "snapshots": maps_snapshots.snapshots_to_publish(request.viewer, conversation),
        "computations": [(row, rules.state_in_words(row, at)) for row in rows],
    }
    return render(request, "voices/maps/list.html", context, status=status)


@require_POST
def compute(request: Request, slug: str) -> HttpResponse:
    """Ask for a new map."""
    conversation = _conversation(request, slug)
    form = ComputeForm(request.POST)
    if not form.is_valid():
        return _maps(request, conversation, form, status=400)
    try:
        row = actions.request_map(
            request.viewer, conversation, seed=form.cleaned_data["seed"], at=timezone.now()
        )
    except actions.AlreadyComputing:
        messages.info(request, _("いま、この対話の地図をつくっているところです。終わるまでお待ちください。"))
        return redirect("voices_maps", slug)
    return redirect("voices_computation", slug, row.pk)


@require_safe
def computation(request: Request, slug: str, pk: int) -> HttpResponse:
    """How far it is; htmx asks for the fragment again until it ends, other browsers reload the page."""
    conversation = _conversation(request, slug)
    rows = queries.computations_visible_to(request.viewer).filter(conversation=conversation)
    row, at = get_object_or_404(rows, pk=pk), timezone.now()
    life = rules.life_of(row)
    dead = life.is_dead(at)
    context = {
        "conversation": conversation,
        "computation": row,
        "live": rules.is_live(row) and not dead,
        "slow": life.is_slow_to_start(at),
        "problem": rules.SENTENCES.for_death(life) if dead else row.problem,
        "step": rules.step_in_words(row.step),
    }
    name = "voices/maps/progress.html" if request.htmx else "voices/maps/computation.html"
    return render(request, name, context)


@require_POST
def stop(request: Request, slug: str, pk: int) -> HttpResponse:
    """Stop a computation."""
    conversation = _conversation(request, slug)
    rows = queries.computations_visible_to(request.viewer).filter(conversation=conversation)
    actions.stop(request.viewer, get_object_or_404(rows, pk=pk), at=timezone.now())
    return redirect("voices_computation", slug, pk)


@require_POST
def publish(request: Request, slug: str, number: int) -> HttpResponse:
    """Make a snapshot public."""
    snapshot = _snapshot(request, _conversation(request, slug), number)
    maps_publishing.publish(request.viewer, snapshot, at=timezone.now())
    messages.success(request, _("地図を公開しました。載せた意見の声は「まとめに使われました」になりました。"))
    return HttpResponseRedirect(maps_snapshots.address(snapshot))


@require_safe
def compare(request: Request, slug: str) -> HttpResponse:
    """What changed from one snapshot to another."""
    conversation = _conversation(request, slug)
    if not request.GET:
        return redirect("voices_maps", slug)
    old = _snapshot(request, conversation, request.GET.get("from", ""))
    new = _snapshot(request, conversation, request.GET.get("to", ""))
    context = {"conversation": conversation, "old": old, "new": new, "changes": differences(old, new)}
    return render(request, "voices/maps/compare.html", context)
