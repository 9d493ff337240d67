"""Pages for access codes and the named list. Codes are shown once, on the page that made them."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request
from yoriai.web.register import queries as register

from ..actions import desk_codes as actions
from ..forms.desk_codes import IssueForm
from ..models import Conversation
from ..rules import desk as rules
from .desk_common import conversation_for


def _address(request: Request, conversation: Conversation) -> str:
    return request.build_absolute_uri(reverse("voices_conversation", args=[conversation.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: Request, slug: str) -> HttpResponse:
    """Issue codes; posting answers with the slips to print, since the codes cannot be shown again."""
    conversation = conversation_for(request, slug, rules.may_manage)
    mark = f"{timezone.localtime():%Y-%m-%d %H:%M} {secrets.token_hex(4)}"
    form = IssueForm(request.POST or None, initial={"count": 24, "batch": mark})
    if form.is_valid():
        try:
            slips = actions.issue_codes(request.viewer, conversation, at=timezone.now(), **form.cleaned_data)
        except actions.AlreadyIssued:
            messages.warning(
                request,
                "このページのコードは発行済みです。もう一度見ることはできません。要るときは新しく発行してください。",
            )
            return redirect("voices_desk_codes", slug)
        return _slips(request, conversation, slips)
    context = {"conversation": conversation, "form": form, "issued": conversation.codes.count()}
    return render(request, "voices/desk/codes.html", context, status=400 if form.errors else 200)


def _slips(request: Request, conversation: Conversation, slips: list[actions.Slip]) -> HttpResponse:
    context = {"conversation": conversation, "slips": slips, "address": _address(request, conversation)}
    return render(request, "voices/desk/code_slips.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitees(request: Request, slug: str) -> HttpResponse:
    """The named list; posting adds people found in the register."""
    conversation = conversation_for(request, slug, rules.may_manage)
    if request.method == "POST":
        chosen = [pk for pk in request.POST.getlist("person") if pk.isascii() and pk.isdigit()]
        people = register.people_visible_to(request.viewer).filter(pk__in=chosen)
        count = actions.invite(request.viewer, conversation, list(people), at=timezone.now())
        messages.success(request, f"{count}人を名簿に加えました。")
        return redirect("voices_desk_invitees", slug)
    words = request.GET.get("q", "")[:100]
    found = register.find_people(request.viewer, words) if words.strip() else None
    rows = conversation.invitees.select_related("person__user").order_by("person__family_kana", "pk")
    context = {
        "conversation": conversation,
        "invitees": rows,
        "without": sum(1 for row in rows if not row.code_id),
        "words": words,
        "found": found[:50] if found is not None else None,
    }
    return render(request, "voices/desk/invitees.html", context)


@require_POST
def uninvite(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    conversation = conversation_for(request, slug, rules.may_manage)
    row = get_object_or_404(conversation.invitees, pk=pk)
    try:
        actions.uninvite(request.viewer, row, at=timezone.now())
    except actions.CodeSent:
        messages.warning(request, "コードを送った人は、名簿から外せません。")
    return redirect("voices_desk_invitees", slug)


@require_POST
def send(request: Request, slug: str) -> HttpResponse:
    """Send everybody their code; those without a mail address get a slip to print."""
    conversation = conversation_for(request, slug, rules.may_manage)
    slips = actions.send_codes(
        request.viewer, conversation, address=_address(request, conversation), at=timezone.now()
    )
    messages.success(request, "メールのある人に、参加コードを送りました。")
    if slips:
        return _slips(request, conversation, slips)
    return redirect("voices_desk_invitees", slug)
