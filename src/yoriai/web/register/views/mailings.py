"""Pages of mailings: prepare and send, the record of each, and stopping without signing in."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import queries as entries
from ..actions import mailings as actions
from ..actions import stopping
from ..forms.mailings import PrintForm, SendForm
from ..models import ConsentPurpose, SavedSearch, SendingKind, SendingLine
from ..queries import lists as lists_queries
from ..queries import mailings as queries
from ..queries.recipients import Plan
from ..rules import lists as rules
from ..rules import mailings
from ..rules.recipients import FOR_ORGANISATIONS
from .scope import must

#: So many names are shown of those who get it and of those who do not.
SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, pk: int) -> HttpResponse:
    """Prepare a mailing, see who gets it and who does not and why, and send it."""
    saved = lists_queries.saved(request.viewer, pk)
    if saved is None or not rules.may_send(request.viewer):
        raise Http404
    form = SendForm(request.POST or None, list_kind=saved.kind)
    if not form.is_valid() or "back" in request.POST:
        context = {"form": form, "saved": saved, "sentence": _sentence(saved)}
        return render(request, "register/mailings/send.html", context, status=400 if form.errors else 200)
    if "confirmed" in request.POST:
        sending = actions.send(
            request.viewer,
            saved,
            form.order,
            deed=form.cleaned_data["deed"],
            site=request.build_absolute_uri("/").rstrip("/"),
            at=timezone.now(),
        )
        return redirect("register_sending", sending.pk)
    return _preview(request, saved, form)


def _preview(request: Request, saved: SavedSearch, form: SendForm) -> HttpResponse:
    plan = queries.plan(request.viewer, saved, form.order, timezone.localdate())
    context = {
        "form": form,
        "saved": saved,
        "sentence": _sentence(saved),
        "order": form.order,
        "kind": SendingKind(form.order.kind).label,
        "purpose": ConsentPurpose(form.order.purpose).label,
        "plan": plan,
        "pieces": plan.pieces[:SHOWN],
        "left_out": _left_out(plan),
        "shown": SHOWN,
        "example": _example(plan, form),
    }
    return render(request, "register/mailings/preview.html", context)


def _sentence(saved: SavedSearch) -> str:
    return lists_queries.sentence_of(saved.kind, saved.query)


def _left_out(plan: Plan) -> list[dict[str, object]]:
    """The first names for each reason."""
    firsts = {
        code: [pk for pk, reason in plan.left_out if reason == code][:SHOWN] for code, _n in plan.reasons
    }
    names = queries.names_of(plan.kind, [pk for pks in firsts.values() for pk in pks])
    return [
        {"words": code.label, "count": n, "names": [(pk, names[pk]) for pk in firsts[code]]}
        for code, n in plan.reasons
    ]


def _example(plan: Plan, form: SendForm) -> dict[str, str]:
    """The text as the first recipient reads it."""
    if not plan.pieces or not mailings.needs_text(form.order.kind):
        return {}
    values = mailings.values_for(plan.pieces[0].lines, timezone.localdate(), settings.CENTRE)
    return {
        "subject": mailings.filled(form.order.subject, values),
        "body": mailings.filled(form.order.body, values),
    }


@require_safe
def sendings(request: Request) -> HttpResponse:
    """All mailings, newest first."""
    must(rules.may_see_sendings(request.viewer))
    page = Paginator(queries.sendings_visible_to(request.viewer), 50).get_page(request.GET.get("page"))
    return render(request, "register/mailings/sendings.html", {"page": page})


@require_safe
def sending(request: Request, pk: int) -> HttpResponse:
    """The record of one mailing: numbers, lines, reasons, and the paper to print."""
    row = get_object_or_404(queries.sendings_visible_to(request.viewer), pk=pk)
    return _record(request, row, PrintForm(kind=row.kind))


@require_POST
def paper(request: Request, pk: int) -> HttpResponse:
    """Go and take out the labels or letters, from a label on."""
    row = get_object_or_404(queries.sendings_visible_to(request.viewer), pk=pk)
    must(rules.may_send(request.viewer) and row.kind != SendingKind.EMAIL)
    form = PrintForm(request.POST, kind=row.kind)
    if not form.is_valid():
        return _record(request, row, form)
    return redirect("exports_make_for", "register.mailing", f"{row.pk}.{form.how}")


def _record(request: Request, row, form: PrintForm) -> HttpResponse:  # type: ignore[no-untyped-def]
    reason = request.GET.get("reason", "")
    lines = queries.lines_visible_to(request.viewer).filter(sending=row)
    lines = lines.filter(left_out=reason) if reason else lines
    context = {
        "sending": row,
        "reasons": queries.reasons_of(row),
        "reason": reason,
        "page": Paginator(lines.order_by("left_out", "piece", "pk"), 50).get_page(request.GET.get("page")),
        "form": form,
        "may_print": rules.may_send(request.viewer) and row.kind != SendingKind.EMAIL,
        "waiting": row.lines.filter(leads=True, mailed_at__isnull=True).count()
        if row.kind == SendingKind.EMAIL
        else 0,
    }
    template = "register/mailings/progress.html" if request.htmx else "register/mailings/sending.html"
    return render(request, template, context, status=400 if form.errors else 200)


@require_safe
def of_person(request: Request, pk: int) -> HttpResponse:
    """What one person was sent, and when they were left out and why."""
    must(rules.may_see_sendings(request.viewer))
    row = get_object_or_404(entries.people_visible_to(request.viewer), pk=pk)
    lines = queries.sent_to_person(request.viewer, row)
    return _of(request, row.name, reverse("register_person", args=[pk]), lines)


@require_safe
def of_organisation(request: Request, pk: int) -> HttpResponse:
    """What one organisation was sent, and when it was left out and why."""
    must(rules.may_see_sendings(request.viewer))
    row = get_object_or_404(entries.organisations_visible_to(request.viewer), pk=pk)
    lines = queries.sent_to_organisation(request.viewer, row)
    more = {"wishes": queries.wishes_of(row), "pk": pk, "may_write": rules.may_save(request.viewer)}
    return _of(request, row.name, reverse("register_organisation", args=[pk]), lines, **more)


@require_POST
def refusal(request: Request, pk: int) -> HttpResponse:
    """An organisation told the centre that it wants nothing more for a purpose, or wants it again."""
    must(rules.may_save(request.viewer) and rules.may_see_sendings(request.viewer))
    row = get_object_or_404(entries.organisations_visible_to(request.viewer), pk=pk)
    purpose = request.POST.get("purpose", "")
    must(purpose in FOR_ORGANISATIONS)
    change = stopping.lift_refusal if "again" in request.POST else stopping.write_refusal
    change(request.viewer, row, purpose, at=timezone.now())
    return redirect("register_organisation_sendings", pk)


def _of(request: Request, name: str, back: str, lines, **more: object) -> HttpResponse:  # type: ignore[no-untyped-def]
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    context = {"name": name, "back": back, "page": page, **more}
    return render(request, "register/mailings/of_entry.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: Request, token: str) -> HttpResponse:
    """Stop getting something for one purpose: one press, no sign-in. Opening the page stops nothing."""
    line = queries.line_of(token)
    if line is None:
        return render(request, "register/mailings/stop_unknown.html", status=404)
    if request.method == "POST":
        again = "again" in request.POST
        change = stopping.resubscribe if again else stopping.unsubscribe
        change(line, at=timezone.now())
        if "List-Unsubscribe" not in request.POST:  # a mail program is answered without a redirect
            return redirect("register_stop", token)
    return render(request, "register/mailings/stop.html", _stop_context(line))


def _stop_context(line: SendingLine) -> dict[str, object]:
    return {
        "line": line,
        "purpose": line.sending.purpose,
        "stopped": queries.is_stopped(line),
        "organisation": line.organisation_id is not None,
        "may_return": line.organisation_id is not None or queries.reader_of(line) is not None,
    }
