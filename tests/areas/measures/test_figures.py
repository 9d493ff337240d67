"""A figure is the number of rows behind it, and opens to them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests import cast, factories
from yoriai.web.exports import actions as exports
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.measures import queries
from yoriai.web.measures.registry import MEASURES, Period, cells, register
from yoriai.web.register.models import Organisation

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
FIGURE = "register.organisations"


@pytest.mark.parametrize("key", MEASURES)
@pytest.mark.parametrize("name", ["director", "supervisor"])
def test_every_figure_is_the_number_of_its_rows(key: str, name: str) -> None:
    factories.organisation()
    measure, viewer = MEASURES[key], cast.viewer(name)
    rows = measure.rows(viewer, YEAR)
    if not measure.total:
        assert measure.value(viewer, YEAR) == len(list(rows))
    assert measure.label and measure.unit and measure.meaning and measure.columns
    assert all(len(cells(measure, row)) == len(measure.columns) for row in rows)


def test_a_figure_can_be_a_sum() -> None:
    factories.organisation()
    factories.organisation(name="水辺の会")
    summed = replace(MEASURES[FIGURE], key="test.sum", total="pk")
    viewer = cast.viewer("director")
    assert summed.value(viewer, YEAR) == sum(Organisation.objects.values_list("pk", flat=True))
    empty = replace(summed, rows=lambda *_: Organisation.objects.none())
    assert empty.value(viewer, YEAR) == 0


def test_rows_belong_to_the_period() -> None:
    row = factories.organisation()
    Organisation.objects.filter(pk=row.pk).update(created_at=datetime(2027, 4, 1, 3, tzinfo=UTC))
    viewer = cast.viewer("director")
    assert MEASURES[FIGURE].value(viewer, YEAR) == 0
    assert MEASURES[FIGURE].value(viewer, Period(date(2027, 4, 1), date(2028, 3, 31))) == 1


def test_a_day_is_a_day_of_the_clock_on_the_wall() -> None:
    """Half past eight in the morning in Japan is still the day before in London."""
    row = factories.organisation()
    Organisation.objects.filter(pk=row.pk).update(created_at=datetime(2026, 9, 30, 23, 30, tzinfo=UTC))
    viewer = cast.viewer("director")
    shown = MEASURES[FIGURE].rows(viewer, YEAR).get()
    assert cells(MEASURES[FIGURE], shown)[-1] == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "since"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2027, 3, 31), 2026)],
)
def test_the_fiscal_year_starts_in_april(day: date, since: int) -> None:
    assert queries.fiscal_year(day) == Period(date(since, 4, 1), date(since + 1, 3, 31))


def test_a_fiscal_year_can_start_in_another_month() -> None:
    assert queries.fiscal_year(date(2026, 3, 1), 1) == Period(date(2026, 1, 1), date(2026, 12, 31))


def test_a_period_is_written_and_read() -> None:
    assert Period.parse(str(YEAR)) == YEAR
    assert [Period.parse(text) for text in ("", "2026-04-01", "2026-04-01_x", "all")] == [None] * 4


@pytest.mark.parametrize("name", ["director", "lead", "staff", "reception", "supervisor"])
def test_who_may_see_figures(name: str) -> None:
    assert queries.measure_for(cast.viewer(name), FIGURE) is MEASURES[FIGURE]


@pytest.mark.parametrize("name", ["partner", "member", "citizen", "leaver", "visitor"])
def test_who_may_not(name: str) -> None:
    viewer = cast.viewer(name)
    assert queries.visible_to(viewer) == [] and queries.measure_for(viewer, FIGURE) is None
    assert not MEASURES[FIGURE].rows(viewer, YEAR)


def test_a_key_stands_for_one_figure() -> None:
    again = replace(MEASURES[FIGURE], label="べつの数字")
    with pytest.raises(ValueError, match="twice"):
        register([again])


def test_the_supervisor_opens_a_figure_but_takes_nothing_out() -> None:
    factories.organisation()
    browser = cast.client("supervisor")
    page = browser.get("/measures/?since=2026-04-01&until=2027-03-31").content.decode()
    assert 'class="figure-number">1<' in page
    page = browser.get(f"/measures/{FIGURE}/?since=2026-04-01&until=2027-03-31").content.decode()
    assert "高梁川流域の会" in page and "書き出す" not in page


def test_the_rows_of_a_figure_leave_by_the_one_door() -> None:
    factories.organisation()
    browser = cast.client("staff")
    page = browser.get(f"/measures/{FIGURE}/?since=2026-04-01&until=2027-03-31").content.decode()
    assert f"/exports/make/measures.{FIGURE}/{YEAR}/" in page
    download = exports.make(
        cast.viewer("staff"),
        export=EXPORTS[f"measures.{FIGURE}"],
        subject=str(YEAR),
        purpose="事業報告",
        file_format="csv",
        at=cast.NOW,
    )
    text = exports.path_of(download).read_bytes().decode("utf-8-sig")
    header, row, *_ = csv.reader(io.StringIO(text))
    assert header == [column.label for column in MEASURES[FIGURE].columns]
    assert row[0] == "高梁川流域の会"


def test_rows_of_a_figure_stay_with_those_who_may_see_it() -> None:
    export = EXPORTS[f"measures.{FIGURE}"]
    assert export.rows(cast.viewer("citizen"), str(YEAR)) is None
    assert export.rows(cast.viewer("staff"), "always") is None


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ("since=2026-10-02&until=2026-10-01", "入れ替えてください"),
        ("since=きのう&until=2026-10-01", "日付を読めませんでした"),
    ],
)
def test_a_period_that_cannot_be_read_is_said_and_the_year_is_shown(ask: str, words: str) -> None:
    page = cast.client("director").get(f"/measures/?{ask}")
    assert page.status_code == 200 and words in page.content.decode()


def test_a_figure_without_rows_says_so() -> None:
    page = cast.client("director").get(f"/measures/{FIGURE}/").content.decode()
    assert "この期間には、記録がありません" in page


def test_unordered_rows_are_shown_in_the_order_of_their_numbers() -> None:
    key = "test.unordered"
    measure = replace(
        MEASURES[FIGURE],
        key=key,
        rows=lambda *_: Organisation.objects.select_related("municipality").order_by(),
    )
    first, second = factories.organisation(name="い"), factories.organisation(name="あ")
    MEASURES[key] = measure
    try:
        page = cast.client("director").get(f"/measures/{key}/").content.decode().split("<tbody>")[1]
    finally:
        del MEASURES[key]
    assert page.index(first.name) < page.index(second.name)
