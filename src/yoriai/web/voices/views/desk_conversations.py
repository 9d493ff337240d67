"""Pages for conversations: the list, the desk of one, its wording, publishing, today's numbers."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from ..actions import desk_conversations as actions
from ..forms.desk_conversations import ConversationForm
from ..models import Conversation
from ..queries import desk as queries
from ..rules import desk as rules
from .desk_common import conversation_for, must


@require_safe
def conversations(request: Request) -> HttpResponse:
    """All conversations with what waits in each."""
    must(rules.may_key_in(request.viewer))
    rows = queries.with_counts(queries.conversations_visible_to(request.viewer))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "may_manage": rules.may_manage(request.viewer), "now": timezone.now()}
    return render(request, "voices/desk/conversations.html", context)


@require_safe
def desk(request: Request, slug: str) -> HttpResponse:
    """The desk of one conversation."""
    conversation = conversation_for(request, slug)
    now = timezone.now()
    context = {
        "conversation": conversation,
        "figures": queries.today(conversation, now),
        "facts": queries.facts(conversation),
        "waiting": queries.waiting(request.viewer, conversation).count(),
        "findings": [] if conversation.published_at else _findings(conversation),
        "may_manage": rules.may_manage(request.viewer),
        "may_moderate": rules.may_moderate(request.viewer),
        "now": now,
    }
    return render(request, "voices/desk/conversation.html", context)


def _findings(conversation: Conversation) -> list[rules.Finding]:
    return rules.findings(conversation, queries.facts(conversation), timezone.now())


@require_safe
def today(request: Request, slug: str, key: str) -> HttpResponse:
    """The rows behind one of today's numbers."""
    conversation = conversation_for(request, slug)
    if key not in queries.FIGURES:
        raise Http404
    rows = queries.today_rows(key, conversation, timezone.now())
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    context = {
        "conversation": conversation,
        "page": page,
        "key": key,
        "label": queries.FIGURES[key][0],
        "unit": queries.FIGURES[key][1],
        "may_moderate": rules.may_moderate(request.viewer),
    }
    return render(request, "voices/desk/today.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """Make a conversation; it begins as a draft."""
    must(rules.may_manage(request.viewer))
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    initial = {"opens_at": start, "closes_at": start.replace(hour=17) + timedelta(days=30)}
    form = ConversationForm(request.POST or None, viewer=request.viewer, initial=initial)
    return _save(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """Change a conversation."""
    conversation = conversation_for(request, slug, rules.may_manage)
    form = ConversationForm(request.POST or None, viewer=request.viewer, instance=conversation)
    return _save(request, form)


def _save(request: Request, form: ConversationForm) -> HttpResponse:
    if form.is_valid():
        row = actions.save_conversation(
            request.viewer,
            form.save(commit=False),
            municipalities=form.cleaned_data["municipalities"],
            at=timezone.now(),
        )
        messages.success(request, "保存しました。")
        return redirect("voices_desk_conversation", row.slug)
    status = 400 if form.errors else 200
    return render(request, "voices/desk/edit_conversation.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, slug: str) -> HttpResponse:
    """What speaks against publishing, and the button."""
    conversation = conversation_for(request, slug, rules.may_manage)
    found, status = _findings(conversation), 200
    if request.method == "POST":
        knowing = request.POST.get("knowing") == "1"
        try:
            actions.publish(request.viewer, conversation, knowing=knowing, at=timezone.now())
        except actions.NotReady as problem:
            found, status = problem.findings, 400
        else:
            messages.success(request, "公開しました。")
            return redirect("voices_desk_conversation", slug)
    stops = any(finding.stops for finding in found)
    context = {"conversation": conversation, "findings": found, "stops": stops, "asked": status == 400}
    return render(request, "voices/desk/publish.html", context, status=status)
