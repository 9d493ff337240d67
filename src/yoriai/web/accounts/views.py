"""Pages of accounts: the table of roles, the people who sign in, and their posts."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import actions, queries
from .forms import AssignmentForm
from .request import Request
from .roles import SECOND_FACTOR, TABLE, Post, Right, Team
from .rules import holds


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
    second = [post in SECOND_FACTOR for post in Post]
    return render(request, "accounts/roles.html", {"posts": Post, "rows": rows, "second": second})


@require_safe
def users(request: Request) -> HttpResponse:
    """Everybody who can sign in, with their posts now."""
    _must_set_roles(request)
    words = request.GET.get("q", "")[:100]
    found = queries.find_users(request.viewer, words)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    today, secured = timezone.localdate(), queries.with_second_factor(page.object_list)
    held = [[post for post in row.assignments.all() if holds(post, today)] for row in page]
    rows = [(row, posts, row.pk in secured) for row, posts in zip(page, held, strict=True)]
    return render(request, "accounts/users.html", {"page": page, "rows": rows, "words": words})


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
    posts = row.assignments.order_by("-since", "-pk")
    context = {"account": row, "form": form, "posts": posts, "today": timezone.localdate()}
    return render(request, "accounts/user.html", context, status=400 if form.errors else 200)


@require_POST
def end_assignment(request: Request, pk: int) -> HttpResponse:
    """End a post today."""
    _must_set_roles(request)
    row = get_object_or_404(queries.assignments_visible_to(request.viewer), pk=pk)
    actions.end_assignment(request.viewer, assignment=row, until=timezone.localdate(), at=timezone.now())
    return redirect("accounts_user", row.user_id)
