"""Pages of accounts: the table of roles, the people who sign in, and their posts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import actions, queries
from .forms import AssignmentForm
from .request import Request
from .roles import TABLE, Post, Right, Team


def _must_set_roles(request: Request) -> None:
    if not request.viewer.may(Right.ROLES_WRITE):
        raise Http404


@require_safe
def mine(request: Request) -> HttpResponse:
    """One's own account: posts, second factor, devices that are signed in."""
    if not request.viewer.signed_in:
        raise Http404
    posts = queries.posts_of(request.viewer, timezone.localdate())
    return render(request, "accounts/mine.html", {"posts": posts})


@require_safe
def roles(request: Request) -> HttpResponse:
    """Which post may do what: the table that the code itself reads."""
    if not request.viewer.is_staff:
        raise Http404
    rows = [(right.label, [right in TABLE[post] for post in Post]) for right in Right]
    return render(request, "accounts/roles.html", {"posts": Post, "rows": rows})


@require_safe
def users(request: Request) -> HttpResponse:
    """Everybody who can sign in, with their posts."""
    _must_set_roles(request)
    rows = queries.users_visible_to(request.viewer).prefetch_related("assignments")
    return render(request, "accounts/users.html", {"users": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def user(request: Request, pk: int) -> HttpResponse:
    """One account: its posts; posting gives another."""
    _must_set_roles(request)
    row = get_object_or_404(queries.users_visible_to(request.viewer), pk=pk)
    form = AssignmentForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        actions.assign(
            request.viewer,
            user=row,
            post=Post(data["post"]),
            team=Team(data["team"]) if data["team"] else None,
            since=data["since"],
            at=timezone.now(),
        )
        return redirect("accounts_user", pk)
    context = {"account": row, "form": form, "today": timezone.localdate()}
    return render(request, "accounts/user.html", context, status=400 if form.errors else 200)


@require_POST
def end_assignment(request: Request, pk: int) -> HttpResponse:
    """End a post today."""
    _must_set_roles(request)
    row = get_object_or_404(queries.assignments_visible_to(request.viewer), pk=pk)
    actions.end_assignment(request.viewer, assignment=row, until=timezone.localdate(), at=timezone.now())
    return redirect("accounts_user", row.user_id)
