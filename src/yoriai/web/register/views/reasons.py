"""要配慮 fields open with a reason, once a day for each person: asked on the page, kept with the Sight."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .. import actions, rules
from ..forms.privacy import ReasonForm
from ..models import Person
from ..rules import privacy
from .scope import must, whom

#: Under this name the session keeps for whom a reason was given, and on which day.
_KEY = "register_reasons"


def viewing(request: Request, person: Person) -> Viewer:
    """Who looks at this person now: without the right to 要配慮 fields until a reason was given today.

    Pages that show somebody's columns ask for the columns of this viewer, so none of them shows more.
    """
    given = request.session.get(_KEY, {}).get(str(person.pk))
    if given == timezone.localdate().isoformat():
        return request.viewer
    return request.viewer.without(Right.SENSITIVE_READ)


def asked(request: Request, person: Person) -> ReasonForm | None:
    """The question, when there is something to see that this viewer may see with a reason."""
    open_already = viewing(request, person).may(Right.SENSITIVE_READ)
    return None if open_already or not rules.fields.has_sensitive(request.viewer, person) else ReasonForm()


@require_POST
def give(request: Request, pk: int) -> HttpResponse:
    """Give the reason: it is recorded, and the fields stay open for today."""
    must(request.viewer.may(Right.SENSITIVE_READ))
    person = whom(request, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = {"person": person, "reason": form}
        return render(request, "register/privacy/reason.html", context, status=400)
    purpose = privacy.reason_text(form.cleaned_data["choice"], form.cleaned_data["words"])
    actions.saw(request.viewer, person, at=timezone.now(), how="sensitive", purpose=purpose)
    kept = request.session.get(_KEY, {})
    request.session[_KEY] = kept | {str(pk): timezone.localdate().isoformat()}
    return redirect("register_person", pk)
