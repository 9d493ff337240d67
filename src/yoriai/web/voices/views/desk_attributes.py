"""Pages for what participants are asked about themselves, with the census beside it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request

from ..actions import desk_conversations as actions
from ..forms.desk_conversations import CensusForm, ChoicesForm
from ..models import AskedAttribute, Conversation
from ..rules import desk as rules
from ..rules import presets
from .desk_common import conversation_for, must


def _presets(conversation: Conversation) -> dict[str, presets.Preset]:
    return presets.FIXED | {"area": presets.area(conversation.municipalities.all())}


@require_http_methods(["GET", "HEAD", "POST"])
def attributes(request: Request, slug: str) -> HttpResponse:
    """What is asked; posting adds a ready-made question."""
    conversation = conversation_for(request, slug, rules.may_manage)
    ready = _presets(conversation)
    if request.method == "POST":
        must(request.POST.get("preset") in ready)
        row = actions.ask(request.viewer, conversation, ready[request.POST["preset"]], at=timezone.now())
        return redirect("voices_desk_attribute", slug, row.pk)
    asked = conversation.attributes.prefetch_related("census")
    free = [preset for key, preset in ready.items() if key not in {row.key for row in asked}]
    context = {"conversation": conversation, "attributes": asked, "presets": free}
    return render(request, "voices/desk/attributes.html", context)


def _attribute(request: Request, slug: str, pk: int) -> AskedAttribute:
    return get_object_or_404(conversation_for(request, slug, rules.may_manage).attributes, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def attribute(request: Request, slug: str, pk: int) -> HttpResponse:
    """Wording and choices of one question."""
    row = _attribute(request, slug, pk)
    form = ChoicesForm(request.POST or None, instance=row)
    if form.is_valid():
        changed = form.save(commit=False)
        try:
            actions.change_attribute(
                request.viewer, changed, choices=form.cleaned_data["lines"], at=timezone.now()
            )
        except actions.StillUsed:
            form.add_error("lines", "すでに選んだ人がいる選択肢は、なくせません。")
        else:
            messages.success(request, "保存しました。")
            return redirect("voices_desk_attributes", slug)
    context = {"conversation": row.conversation, "attribute": row, "form": form}
    return render(request, "voices/desk/attribute.html", context, status=400 if form.errors else 200)


@require_POST
def drop(request: Request, slug: str, pk: int) -> HttpResponse:
    """Stop asking."""
    try:
        actions.drop_attribute(request.viewer, _attribute(request, slug, pk), at=timezone.now())
    except actions.StillUsed:
        messages.warning(request, "すでに答えた人がいるので、やめられません。")
    return redirect("voices_desk_attributes", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def census(request: Request, slug: str, pk: int) -> HttpResponse:
    """How many residents have each value."""
    row = _attribute(request, slug, pk)
    form = CensusForm(request.POST or None, attribute=row)
    if form.is_valid():
        actions.enter_census(
            request.viewer, row, people=form.people, source=form.cleaned_data["source"], at=timezone.now()
        )
        messages.success(request, "国勢調査の人数を保存しました。")
        return redirect("voices_desk_attributes", slug)
    context = {"conversation": row.conversation, "attribute": row, "form": form}
    return render(request, "voices/desk/census.html", context, status=400 if form.errors else 200)
