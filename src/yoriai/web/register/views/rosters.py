"""Pages for importing the centre's own lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import rules
from ..actions import lists_applying, lists_comparing, lists_reading, lists_undoing, lists_working, sights
from ..actions.lists_parts import NotNow
from ..forms.rosters import ListForm, RoleForm, SheetForm
from ..models import ImportRun
from ..queries import lists_preview
from ..queries import rosters as queries
from ..rules.rosters import columns, header, stages
from ..rules.rosters.book import LARGEST, Unreadable
from ..rules.rosters.stages import Stage, Work
from .scope import must

PAGE = 50
SAMPLES = 3
TOO_LATE = "ほかの人が先に進めました。いまの様子はこのとおりです。"


def _run(request: Request, pk: int) -> ImportRun:
    return get_object_or_404(queries.runs_visible_to(request.viewer), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Choose a file; it is looked at before anything is taken."""
    must(rules.may_import_lists(request.viewer))
    form = ListForm(_typed(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row = lists_reading.read_list(
                request.viewer, file_name=upload.name, content=upload.read(LARGEST + 1), at=timezone.now()
            )
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("register_list_columns", row.pk)
    context = {"form": form, "runs": queries.runs_visible_to(request.viewer)[:10]}
    return render(request, "register/rosters/new.html", context, status=400 if form.errors else 200)


@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    """Where an import stands: at work, in preview, taken, undone."""
    row = _run(request, pk)
    stage = stages.stage_of(row)
    if stages.work_of(row):
        return _progress(request, row)
    if request.htmx:  # the page that watched the work shows what came of it
        return HttpResponse(headers={"HX-Refresh": "true"})
    if stage == Stage.COLUMNS:
        return redirect("register_list_columns", pk)
    return _preview(request, row) if stage == Stage.PREVIEW else _result(request, row)


def _progress(request: Request, row: ImportRun) -> HttpResponse:
    work = stages.work_of(row)
    context = {
        "run": row,
        "words": stages.WORDS[work] if work else "",
        "step": row.options.get("step", ""),
        "dead": stages.life_of(row).is_dead(timezone.now()),
        "dead_words": stages.SENTENCES.lost_worker,
    }
    name = "register/rosters/progress.html" if request.htmx else "register/rosters/working.html"
    return render(request, name, context)


def _preview(request: Request, row: ImportRun) -> HttpResponse:
    heap = request.GET.get("heap", "")
    page = Paginator(lists_preview.heap(row, heap), PAGE).get_page(request.GET.get("page"))
    shown = lists_preview.shown(request.viewer, row, page.object_list)
    seen = lists_preview.seen_people(shown)
    sights.taken(request.viewer, seen, how="import", purpose="名簿の取り込みの確認", at=timezone.now())
    context = {
        "run": row,
        "page": page,
        "shown": shown,
        "heap": heap if heap in lists_preview.HEAPS else "",
        "heaps": lists_preview.heaps(row),
        "all": lists_preview.heap(row, "").count(),
    }
    return render(request, "register/rosters/preview.html", context)


def _result(request: Request, row: ImportRun) -> HttpResponse:
    page = Paginator(row.lines.order_by("pk"), PAGE).get_page(request.GET.get("page"))
    seen = [line.target_id for line in page if line.target == "person" and line.target_id]
    sights.taken(request.viewer, seen, how="import", purpose="名簿の取り込みの結果", at=timezone.now())
    context = {
        "run": row,
        "page": page,
        "lines": lists_preview.links(request.viewer, page.object_list),
        "counts": lists_preview.results(row),
        "undoable": row.state == "done" and row.lines.filter(taken=True).exclude(values={}).exists(),
    }
    return render(request, "register/rosters/result.html", context)


def _sheets(request: Request, row: ImportRun) -> list[tuple[dict[str, Any], SheetForm]]:
    may = columns.allowed(request.viewer)
    found = []
    for place, plan in enumerate(row.options["sheets"]):
        rows = queries.rows_of(row, plan["name"])
        titles = header.titles(rows, plan["header"], plan["width"])
        below = [one.cells for one in rows if one.number > plan["header"]]
        samples = [_samples(below, number, titles[number], may) for number in range(plan["width"])]
        initial = {f"c{number}": key for number, key in enumerate(plan["columns"])}
        initial |= {"take": plan["take"], "header": plan["header"]}
        form = SheetForm(
            _typed(request), prefix=f"s{place}", titles=titles, samples=samples, may=may, initial=initial
        )
        found.append((plan, form))
    return found


def _typed(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _samples(rows: list[tuple[str, ...]], place: int, title: str, may: list[str]) -> list[str]:
    """Some values of a column, unless it probably holds what the viewer may not read."""
    meaning = columns.meaning(title, {})
    if meaning and meaning not in may:
        return []
    found = (cells[place] for cells in rows if place < len(cells) and cells[place])
    return [text[:30] for text, _number in zip(found, range(SAMPLES), strict=False)]


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: Request, pk: int) -> HttpResponse:
    """Which sheets are taken, where their headers stand, what their columns hold."""
    row = _run(request, pk)
    if stages.stage_of(row) not in (Stage.COLUMNS, Stage.PREVIEW) or stages.work_of(row):
        return redirect("register_list_run", pk)
    sheets = _sheets(request, row)
    role = RoleForm(_typed(request), initial={"role": row.options.get("role", "member")})
    problem = ""
    if request.method == "POST":
        valid = [form.is_valid() for _plan, form in sheets]
        complete = role.is_valid() and all(valid)
        if moved := _moved(sheets):
            return _after(
                request, pk, lambda: _choose_header(request, row, moved), to="register_list_columns"
            )
        chosen = {plan["name"]: form.keys for plan, form in sheets if complete and form.cleaned_data["take"]}
        if chosen:
            return _after(request, pk, lambda: _match(request, row, chosen, role.cleaned_data["role"]))
        problem = "取り込むシートを、一つはえらんでください。" if complete else ""
    context = {"run": row, "sheets": sheets, "role": role, "problem": problem}
    status = 400 if request.method == "POST" else 200
    return render(request, "register/rosters/columns.html", context, status=status)


def _moved(sheets: list[tuple[dict[str, Any], SheetForm]]) -> dict[str, int]:
    """Sheets whose row of headers was changed on the page."""
    asked = {plan["name"]: form.cleaned_data.get("header", plan["header"]) for plan, form in sheets}
    return {
        plan["name"]: asked[plan["name"]] for plan, _form in sheets if asked[plan["name"]] != plan["header"]
    }


def _choose_header(request: Request, row: ImportRun, headers: dict[str, int]) -> None:
    lists_reading.choose_header(request.viewer, row, headers=headers, at=timezone.now())


def _match(request: Request, row: ImportRun, chosen: dict[str, list[str]], role: str) -> None:
    lists_reading.match_columns(request.viewer, row, chosen=chosen, role=role, at=timezone.now())
    _work(request, row, Work.COMPARE)


def _work(request: Request, row: ImportRun, work: Work) -> None:
    """Short lists at once, long ones by a worker."""
    row.refresh_from_db()
    if queries.is_long(row):
        lists_working.hand_over(request.viewer, row, work=work, at=timezone.now())
    else:
        _DEEDS[work](request.viewer, row, at=timezone.now())


_DEEDS: dict[Work, Callable[..., None]] = {
    Work.COMPARE: lists_comparing.compare,
    Work.APPLY: lists_applying.apply_list,
    Work.UNDO: lists_undoing.undo_list,
}


def _after(
    request: Request, pk: int, deed: Callable[[], None], to: str = "register_list_run"
) -> HttpResponse:
    try:
        deed()
    except NotNow:
        messages.warning(request, TOO_LATE)
        to = "register_list_run"
    except lists_undoing.TooLate:
        messages.warning(request, "元に戻すための控えは、もう残っていません。")
    return redirect(to, pk)


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """What is to be done with the lines of one page, or with every line of a heap."""
    row = _run(request, pk)
    heap = request.POST.get("heap", "")
    every = request.POST.get("every", "")
    if every:
        decisions = dict.fromkeys(lists_preview.heap(row, heap).values_list("pk", flat=True), every)
    else:
        decisions = {
            int(name[5:]): str(value)
            for name, value in request.POST.items()
            if name.startswith("line-") and name[5:].isdecimal() and value
        }
    answer = _after(request, pk, lambda: _decide(request, row, decisions))
    page = request.POST.get("page", "")
    shown = {"heap": heap if heap in lists_preview.HEAPS else "", "page": page if page.isdecimal() else ""}
    if query := urlencode({name: value for name, value in shown.items() if value}):
        answer.headers["Location"] += f"?{query}"
    return answer


def _decide(request: Request, row: ImportRun, decisions: dict[int, str]) -> None:
    lists_applying.decide(request.viewer, row, decisions=decisions, at=timezone.now())
    messages.success(request, "決めたことを保存しました。")


@require_POST
def apply(request: Request, pk: int) -> HttpResponse:
    """Take the list."""
    row = _run(request, pk)
    return _after(request, pk, lambda: _work(request, row, Work.APPLY))


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Undo the whole import."""
    row = _run(request, pk)
    return _after(request, pk, lambda: _work(request, row, Work.UNDO))


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Stop a work under way, or leave a list that was not taken."""
    row = _run(request, pk)
    if stages.work_of(row):
        return _after(request, pk, lambda: lists_working.stop_work(request.viewer, row, at=timezone.now()))
    return _after(request, pk, lambda: lists_reading.stop_list(request.viewer, row, at=timezone.now()))
