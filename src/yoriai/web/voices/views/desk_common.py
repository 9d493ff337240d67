"""What the desk's views share."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.rules import Viewer

from ..models import Conversation
from ..queries import desk as queries
from ..rules import desk as rules


def must(allowed: bool) -> None:
    """Out of sight is 404."""
    if not allowed:
        raise Http404


def conversation_for(
    request: Request, slug: str, may: Callable[[Viewer], bool] = rules.may_key_in
) -> Conversation:
    """The conversation, for those who may do this at the desk."""
    must(may(request.viewer))
    return get_object_or_404(queries.conversations_visible_to(request.viewer), slug=slug)
