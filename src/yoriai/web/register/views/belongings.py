"""Pages on which parts of entries are added, corrected, ended and dropped: one table, three kinds of page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.rules import Viewer

from .. import actions, queries, rules
from ..forms import parts as forms
from ..models import Organisation, Person
from . import reasons
from .scope import must

Page = Callable[..., HttpResponse]
OVERTAKEN = "あなたが開いたあとに、ほかの人が先に直しました。"
Owner = Organisation | Person


@dataclass(frozen=True)
class Desk:
    """One kind of part: its words, its form, to which entry it belongs, and its deeds."""

    words: str
    form: type[forms.PartForm]
    owner: str
    rows: Callable[[Viewer], Any]
    name: str
    add: Callable[..., Any] = actions.add_part
    change: Callable[..., Any] = actions.change_part


def _may(viewer: Viewer, desk: Desk) -> bool:
    return rules.may_write(viewer) and (desk.owner == "organisation" or rules.may_read_contacts(viewer))


def _gate(request: Request, owner: Model) -> HttpResponse | None:
    """What a child's parts say opens with a reason, as the child's page does."""
    people = [owner] if isinstance(owner, Person) else []
    return reasons.first(request, people, reasons.CONTACTS)


def _back(owner: Owner) -> HttpResponse:
    return redirect(f"register_{rules.fields.kind_of(owner)}", owner.pk)


def _page(request: Request, desk: Desk, form: forms.PartForm, save: Callable[..., Any]) -> HttpResponse:
    """The form, or back to the entry when what was typed is saved."""
    if form.is_valid():
        try:
            save(request.viewer, form.save(commit=False), at=timezone.now())
        except actions.Stale:
            form.overtaken()
        else:
            return _back(form.owner)
    if isinstance(form.owner, Person):
        actions.opened(request.viewer, form.owner, at=timezone.now())
    context = {
        "form": form,
        "desk": desk,
        "owner": form.owner,
        "owner_kind": rules.fields.kind_of(form.owner),
        "row": form.instance if form.instance.pk else None,
        "drop": f"register_drop_{desk.name}",
    }
    return render(request, "register/part.html", context, status=400 if form.errors else 200)


def adding(desk: Desk) -> Page:
    """The page that adds a part to the entry `pk`."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, pk: int) -> HttpResponse:
        must(_may(request.viewer, desk))
        owner = get_object_or_404(queries.pickable(request.viewer, desk.owner), pk=pk)
        if gate := _gate(request, owner):
            return gate
        initial = {"since": timezone.localdate(), "given_on": timezone.localdate()}
        form = desk.form(request.POST or None, viewer=request.viewer, owner=owner, initial=initial)
        return _page(request, desk, form, desk.add)

    return view


def changing(desk: Desk) -> Page:
    """The page that corrects or ends the part `pk`; `from` says from which end of a tie."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request, pk: int) -> HttpResponse:
        must(_may(request.viewer, desk))
        row = get_object_or_404(desk.rows(request.viewer), pk=pk)
        owner = _owner(desk, row, request.GET.get("from", ""))
        if gate := _gate(request, owner):
            return gate
        form = desk.form(request.POST or None, instance=row, viewer=request.viewer, owner=owner)
        return _page(request, desk, form, desk.change)

    return view


def dropping(desk: Desk) -> Page:
    """Takes the part `pk` away, because it was never true."""

    @require_POST
    def view(request: Request, pk: int) -> HttpResponse:
        must(_may(request.viewer, desk))
        row = get_object_or_404(desk.rows(request.viewer), pk=pk)
        owner = _owner(desk, row, request.POST.get("from", ""))
        form = forms.DropForm(request.POST)
        row.version = (form.cleaned_data["version"] if form.is_valid() else None) or row.version
        try:
            actions.drop_part(request.viewer, row, at=timezone.now())
        except actions.Stale:
            messages.warning(request, f"{OVERTAKEN}いまの内容を見て、よければもう一度取り消してください。")
            return redirect(f"register_change_{desk.name}", pk)
        return _back(owner)

    return view


def _owner(desk: Desk, row: Any, side: str) -> Owner:
    """The entry from whose page somebody came: a tie has two ends, and stands on either page."""
    if desk.form is forms.TieForm:
        second: Organisation = row.second
        first: Organisation = row.first
        return second if side == str(second.pk) else first
    owner: Owner = getattr(row, desk.owner)
    return owner


ROLES = Desk("団体での役割", forms.RoleForm, "person", queries.affiliations_visible_to, "role")
ROLES_HERE = Desk("この団体での役割", forms.RoleForm, "organisation", queries.affiliations_visible_to, "role")
REACHES = Desk("連絡先", forms.ReachForm, "person", queries.reaches_visible_to, "reach")
CONSENTS = Desk(
    "同意",
    forms.ConsentForm,
    "person",
    queries.consents_visible_to,
    "consent",
    add=actions.give_consent,
    change=actions.correct_consent,
)
TIES = Desk("ほかの団体とのつながり", forms.TieForm, "organisation", queries.ties_visible_to, "tie")
OFFERINGS = Desk(
    "提供できること・求めていること",
    forms.OfferingForm,
    "organisation",
    queries.offerings_visible_to,
    "offering",
)


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Write down that a consent was taken back on a day."""
    must(_may(request.viewer, CONSENTS))
    row = get_object_or_404(queries.consents_visible_to(request.viewer), pk=pk)
    form = forms.WithdrawForm(request.POST)
    if form.is_valid() and row.withdrawn_on is None and form.cleaned_data["on"] >= row.given_on:
        on, row.version = form.cleaned_data["on"], form.cleaned_data["version"] or row.version
        try:
            actions.withdraw_consent(request.viewer, row, on=on, at=timezone.now())
        except actions.Stale:
            messages.warning(request, f"{OVERTAKEN}取り消した日（{on:%Y-%m-%d}）は、まだ保存されていません。")
    return _back(row.person)
