"""Pages of figures: all of them for a period, and one with its rows."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request
from yoriai.web.exports.rules import may_export

from . import queries
from .forms import PeriodForm
from .registry import Period, cells


def _period(request: Request) -> tuple[PeriodForm, Period]:
    year = queries.fiscal_year(timezone.localdate())
    start = {"since": year.since.isoformat(), "until": year.until.isoformat()}
    form = PeriodForm({**start, **request.GET.dict()})
    return form, Period(**form.cleaned_data) if form.is_valid() else year


@require_safe
def figures(request: Request) -> HttpResponse:
    """Every figure the viewer may see."""
    measures = queries.visible_to(request.viewer)
    if not measures:
        raise Http404
    form, period = _period(request)
    rows = [(measure, measure.value(request.viewer, period)) for measure in measures]
    return render(request, "measures/figures.html", {"form": form, "period": period, "rows": rows})


@require_safe
def figure(request: Request, key: str) -> HttpResponse:
    """One figure and the rows it counts."""
    measure = queries.measure_for(request.viewer, key)
    if measure is None:
        raise Http404
    form, period = _period(request)
    rows = measure.rows(request.viewer, period)
    page = Paginator(rows.order_by("pk") if not rows.ordered else rows, 50).get_page(request.GET.get("page"))
    context = {
        "measure": measure,
        "may_export": may_export(request.viewer),
        "value": measure.value(request.viewer, period),
        "form": form,
        "period": period,
        "page": page,
        "rows": [cells(measure, row) for row in page],
    }
    return render(request, "measures/figure.html", context)
