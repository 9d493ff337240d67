"""From the file to the register and back: what is taken, what stays, what is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from tests.areas.register import portal_world as world
from tests.areas.register.portal_world import GOOD, NUMBER
from yoriai.web.audit.models import Event
from yoriai.web.register import queries
from yoriai.web.register.actions import (
    bulk,
    portal,
    portal_applying,
    portal_parts,
    portal_reading,
    portal_undoing,
    save_organisation,
)
from yoriai.web.register.models import (
    Affiliation,
    FieldChange,
    ImportLine,
    ImportRun,
    LineKind,
    Organisation,
    OrganisationField,
    PortalFile,
    SearchEntry,
)
from yoriai.web.register.rules.imports import NotNow
from yoriai.web.register.rules.numbers import corporate_check_digit

pytestmark = pytest.mark.django_db


def number_of(place: int) -> str:
    base = f"{place:012d}"
    return f"{corporate_check_digit(base)}{base}"


def first(*rows: dict[str, str], **options: Any) -> ImportRun:
    return world.take(world.bring(world.csv_of(*(rows or (GOOD,))), **options))


def second(*rows: dict[str, str], **options: Any) -> ImportRun:
    return world.bring(world.csv_of(*rows), at=world.LATER, **options)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_new_corporation_is_whole_and_found() -> None:
    town = factories.municipality("33214", "真庭市", "まにわし")
    run = first(GOOD | {"認定（認定・特例認定１）": "○", "認定（認定満了日）": "2027/01/31"})
    row = Organisation.objects.get()
    assert (row.name, row.corporate_number, row.municipality) == (GOOD["法人名称"], NUMBER, town)
    assert (row.legal_form, row.sector, row.version, row.checked_by_hand) == ("npo", "citizen", 1, [])
    assert (row.established_on, row.certified_until) == (date(2004, 3, 31), date(2027, 1, 31))
    assert queries.activities(row) == ["5 農山漁村又は中山間地域の振興", "13 子どもの健全育成"]
    assert [hit.row for hit in queries.find(cast.viewer("reception"), "高崎 子ども")] == [row]
    assert [deadline.day for deadline in queries.deadlines(row, cast.TODAY)] == [
        date(2026, 10, 31),
        date(2027, 6, 30),
    ]
    assert run.options["counts"] == {"new": 1, "expiring": 1}
    assert not PortalFile.objects.exists()
    assert verbs() == [
        "register.bring_portal",
        "register.compare_portal",
        "register.confirm_portal",
        "register.apply_portal",
    ]


def test_a_change_keeps_its_history_and_renews_what_is_searched() -> None:
    first()
    change = {
        "代表者氏名": "國富　文",
        "活動分野５": "",
        "活動分野７": "○",
        "主たる事務所の所在地": "真庭市勝山１",
    }
    run = second(GOOD | change)
    line = run.lines.get()
    assert (line.kind, line.name) == ("changed", GOOD["法人名称"])
    world.take(run)
    row = Organisation.objects.get()
    assert (row.representative, row.version) == ("國富　文", 2)
    history = {(found.field, found.old, found.new) for found in FieldChange.objects.all()}
    assert history == {
        ("representative", "髙﨑　澄江", "國富　文"),
        ("address", "真庭市久世１", "真庭市勝山１"),
        ("fields_of_activity", "5、13", "7、13"),
    }
    assert set(FieldChange.objects.values_list("source", flat=True)) == {"NPOポータル"}
    assert queries.find(cast.viewer("reception"), "国富") and not queries.find(
        cast.viewer("reception"), "高崎"
    )


def test_what_is_the_same_is_only_counted() -> None:
    first()
    run = second(GOOD, dict(GOOD))
    assert run.options["counts"] == {"same": 1, "repeated": 1}
    assert not run.lines.exists()


def test_a_corporation_that_moved_is_one_entry_even_when_it_stands_in_the_file_twice() -> None:
    first()
    moved = GOOD | {"所轄庁": "広島県", "主たる事務所の所在地": "広島県三原市１"}
    run = second(GOOD, moved)
    line = run.lines.get()
    assert (line.kind, line.changes["authority"]) == ("moved", ["岡山県", "広島県"])
    assert "2行目（岡山県）" in line.values["note"]
    world.take(run)
    assert Organisation.objects.get().authority == "広島県"
    again = second(moved, GOOD)
    assert again.options["counts"] == {"same": 1, "repeated": 1}


def test_dissolution_ends_the_deadlines() -> None:
    first()
    run = world.take(second(GOOD | {"解散情報": "2026年3月31日 社員総会の決議（目的の達成）"}))
    row = Organisation.objects.get()
    assert run.lines.get().kind == "dissolved"
    assert (row.dissolved_on, row.dissolution_reason) == (date(2026, 3, 31), "社員総会の決議（目的の達成）")
    assert queries.deadlines(row, cast.TODAY) == []


def test_a_certification_that_runs_out_is_told_without_a_change() -> None:
    certified = GOOD | {"認定（認定・特例認定１）": "○", "認定（認定満了日）": "2027/01/31"}
    first(certified)
    run = second(certified)
    line = run.lines.get()
    assert (line.kind, line.expires_on, line.chosen) == ("expiring", date(2027, 1, 31), False)


def test_a_town_in_the_history_has_its_name_and_long_files_go_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    factories.municipality("33214", "真庭市", "まにわし")
    factories.municipality("33204", "玉野市", "たまのし")
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": f"会{place}"} for place in range(5)]
    first(*rows)
    monkeypatch.setattr("yoriai.web.register.queries.portal.BATCH", 2)
    world.take(second(*(row | {"主たる事務所の所在地": "玉野市宇野１"} for row in rows)))
    history = FieldChange.objects.filter(field="municipality").values_list("old", "new")
    assert list(history) == [("真庭市", "玉野市")] * 5


# --- what staff corrected ---------------------------------------------------------------------------


def corrected() -> Organisation:
    """An entry whose representative and postal code staff corrected."""
    first()
    row = Organisation.objects.get()
    row.representative, row.postal_code = "髙﨑 純子", "719-3202"
    row.checked_by_hand = ["postal_code", "representative"]
    return save_organisation(cast.viewer("staff"), row, at=cast.NOW)


NEWS = GOOD | {"代表者氏名": "國富　文", "法人情報URL": "https://example.jp/"}


def test_what_staff_corrected_is_shown_and_kept() -> None:
    corrected()
    run = second(NEWS)
    line = run.lines.get()
    assert (line.kind, line.conflicts, line.chosen) == ("changed", ["postal_code", "representative"], True)
    world.take(run)
    row = Organisation.objects.get()
    assert (row.representative, row.postal_code, row.url) == (
        "髙﨑 純子",
        "719-3202",
        "https://example.jp/",
    )
    only = second(NEWS).lines.get()
    assert not only.chosen, "nothing but conflicts is left"


def test_what_staff_corrected_is_overwritten_where_it_is_chosen_for_the_row_and_comes_back() -> None:
    corrected()
    run = second(NEWS)
    line = run.lines.get()
    actor = cast.viewer("director")
    wish = {line.pk: ["representative", "url"]}
    portal.choose_lines(actor, run, shown=[line.pk], chosen=[line.pk], overwrite=wish, at=cast.NOW)
    world.take(run)
    row = Organisation.objects.get()
    assert (row.representative, row.postal_code) == ("國富　文", "719-3202")
    assert row.checked_by_hand == ["postal_code"]
    world.undo(run)
    row.refresh_from_db()
    assert (row.representative, row.url) == ("髙﨑 純子", "")
    assert sorted(row.checked_by_hand) == ["postal_code", "representative"]


# --- choosing ------------------------------------------------------------------------------------


def test_by_kind_and_by_row() -> None:
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": f"会{place}"} for place in range(4)]
    run = world.bring(world.csv_of(*rows))
    actor = cast.viewer("director")
    portal.choose_kind(actor, run, LineKind.NEW, False, at=cast.NOW)
    lines = list(run.lines.all())
    assert not any(line.chosen for line in lines)
    shown = [line.pk for line in lines[:3]]
    portal.choose_lines(actor, run, shown=shown, chosen=shown[:1], overwrite={}, at=cast.NOW)
    world.take(run)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["会0"]
    for late in (
        lambda: portal.choose_kind(actor, run, LineKind.NEW, True, at=cast.NOW),
        lambda: portal.choose_lines(actor, run, shown=shown, chosen=shown, overwrite={}, at=cast.NOW),
        lambda: portal.confirm(actor, run, at=cast.NOW),
        lambda: portal.stop(actor, run, at=cast.NOW),
    ):
        with pytest.raises(NotNow):
            late()


def test_filters_leave_out_what_is_not_ours_but_not_what_we_know() -> None:
    other = GOOD | {"法人番号": number_of(1), "所轄庁": "広島県", "法人名称": "三原の会"}
    run = first(GOOD, other, prefecture="岡山県")
    assert run.options["counts"] == {"new": 1, "outside": 1}
    run = second(GOOD | {"所轄庁": "広島県"}, other, prefecture="岡山県")
    assert run.options["counts"] == {"moved": 1, "outside": 1}
    assert second(other, authorities=["広島県"]).options["counts"] == {"new": 1}


def test_broken_rows_are_named_and_the_rest_goes_on() -> None:
    short = b'"a","b"\r\n'
    row = GOOD | {"法人番号": number_of(1), "法人名称": "会"}
    content = world.csv_of(GOOD, row | {"設立年月日": "むかし"}, row | {"法人番号": "1"}) + short
    good = world.csv_of(row | {"法人番号": number_of(2)}).split(b"\r\n", 1)[1]
    run = world.bring(content + good)
    problems = list(run.lines.filter(kind="broken").values_list("number", "problem", "name"))
    assert [(number, name) for number, _problem, name in problems] == [(4, "会"), (6, "会"), (8, "a")]
    assert problems[0][1] == "4行目「設立年月日」: 日付として読めません：むかし"
    assert run.options["counts"] == {"broken": 3, "new": 2}


# --- what went on meanwhile ---------------------------------------------------------------------------


def test_entries_that_moved_on_between_preview_and_taking_are_left_and_named() -> None:
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": f"会{place}"} for place in range(3)]
    first(*rows[:2])
    one, two = Organisation.objects.order_by("name")
    run = second(*(row | {"代表者氏名": "新しい人"} for row in rows))
    one.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), one, at=cast.NOW)
    Organisation.objects.filter(pk=two.pk).update(merged_into=one)
    factories.organisation(name="先に載せた会", corporate_number=number_of(2))
    world.take(run)
    assert dict(run.lines.values_list("name", "problem")) == {
        "会0": portal_applying.STALE,
        "会1": portal_applying.GONE,
        "会2": portal_applying.TAKEN_NUMBER,
    }
    assert not run.lines.filter(taken=True).exists()


def test_undoing_takes_everything_back() -> None:
    first(GOOD | {"法人番号": "", "法人名称": "もとからの会"})
    before = list(Organisation.objects.order_by("pk").values())
    search = list(SearchEntry.objects.order_by("pk").values("kind", "row_id", "order", "open"))
    run = second(GOOD, GOOD | {"法人番号": "", "法人名称": "もとからの会", "代表者氏名": "新しい人"})
    world.undo(world.take(run))
    after = list(Organisation.objects.order_by("pk").values())
    assert [row | {"version": 1} for row in after] == before
    assert list(SearchEntry.objects.order_by("pk").values("kind", "row_id", "order", "open")) == search
    assert OrganisationField.objects.count() == 2
    assert run.lines.filter(taken=True).count() == 0
    assert verbs()[-2:] == ["register.ask_undo_portal", "register.undo_portal"]


def test_undoing_leaves_and_names_what_was_changed_or_linked_since() -> None:
    names = ["直した会", "つながった会", "消えた会", "ふつうの会"]
    rows = [GOOD | {"法人番号": number_of(place), "法人名称": name} for place, name in enumerate(names)]
    run = first(*rows)
    changed, linked, gone, _plain = (Organisation.objects.get(name=name) for name in names)
    changed.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), changed, at=cast.NOW)
    factories.affiliation(organisation=linked)
    Organisation.objects.filter(pk=gone.pk).delete()
    world.undo(run)
    assert dict(run.lines.filter(taken=True).values_list("name", "problem")) == {
        "直した会": portal_undoing.CHANGED_SINCE,
        "つながった会": portal_undoing.LINKED_SINCE,
        "消えた会": portal_undoing.CHANGED_SINCE,
    }
    assert set(Organisation.objects.values_list("name", flat=True)) >= {"直した会", "つながった会"}
    assert not Organisation.objects.filter(name="ふつうの会").exists()
    assert Affiliation.objects.exists()


def test_a_changed_entry_that_staff_changed_again_keeps_its_values() -> None:
    first()
    run = world.take(second(GOOD | {"代表者氏名": "新しい人"}))
    row = Organisation.objects.get()
    row.phone = "0866-1-1"
    save_organisation(cast.viewer("staff"), row, at=cast.NOW)
    world.undo(run)
    assert run.lines.get().problem == portal_undoing.CHANGED_SINCE
    assert Organisation.objects.get().representative == "新しい人"


def test_two_imports_are_undone_one_after_the_other() -> None:
    one = first()
    two = world.take(second(GOOD | {"代表者氏名": "新しい人"}))
    world.undo(two)
    world.undo(one)
    assert not Organisation.objects.exists() and not SearchEntry.objects.exists()


# --- stopping, failing, and workers that end ----------------------------------------------------------------


def bring_only(content: bytes = world.csv_of(GOOD)) -> ImportRun:
    actor, options = cast.viewer("director"), {"months": 6}
    return portal.bring(actor, name="a.csv", content=content, options=options, at=cast.NOW, enqueue=False)


def test_a_file_that_cannot_be_read_ends_with_a_sentence() -> None:
    run = world.bring(b"a,b\r\n")
    assert run.state == "failed"
    assert run.problem.startswith("1行目: 見出しに")
    empty = world.bring(world.csv_of(GOOD), prefecture="沖縄県")
    assert empty.state == "preview" and empty.options["counts"] == {"outside": 1}
    assert world.bring(world.csv_of()).problem.startswith("このファイルには、法人の行がありません")


def test_stopping_before_during_and_after() -> None:
    actor = cast.viewer("director")
    waiting = bring_only()
    portal.stop(actor, waiting, at=cast.NOW)
    portal_reading.work_on(waiting.pk)  # the worker comes too late
    waiting.refresh_from_db()
    assert waiting.state == "stopped" and not PortalFile.objects.exists()

    reading = bring_only()
    ImportRun.objects.filter(pk=reading.pk).update(stop_requested=True)
    portal_reading.work_on(reading.pk, clock=lambda: cast.NOW)
    reading.refresh_from_db()
    assert reading.state == "stopped"

    preview = world.bring(world.csv_of(GOOD))
    portal.stop(actor, preview, at=cast.NOW)
    preview.refresh_from_db()
    assert preview.state == "stopped" and not preview.lines.exists()


def test_stopping_while_it_is_read_is_heard() -> None:
    run = bring_only()
    ImportRun.objects.filter(pk=run.pk).update(heard_at=cast.NOW)
    portal.stop(cast.viewer("director"), run, at=cast.NOW)
    run.refresh_from_db()
    assert (run.state, run.stop_requested) == ("reading", True)
    ImportRun.objects.filter(pk=run.pk).update(heard_at=None)
    portal_reading.work_on(run.pk, clock=lambda: cast.NOW)
    run.refresh_from_db()
    assert run.state == "stopped"


def test_stopping_while_it_is_taken_keeps_what_was_taken() -> None:
    actor = cast.viewer("director")
    run = world.bring(world.csv_of(GOOD))
    portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    portal.stop(actor, run, at=cast.NOW)
    portal_applying.work_on(run.pk, actor.user_id or 0, clock=lambda: cast.NOW)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("done", "途中で止めました。")


SILENT = cast.NOW + timedelta(minutes=10)


def test_a_worker_that_was_lost_can_be_followed() -> None:
    actor = cast.viewer("director")
    run = world.bring(world.csv_of(GOOD))
    portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    portal.confirm(actor, run, at=SILENT, enqueue=False)  # goes on
    portal.stop(actor, run, at=SILENT + timedelta(minutes=10))
    run.refresh_from_db()
    assert (run.state, run.problem) == ("done", "途中でサーバーが止まりました。")
    portal_applying.work_on(run.pk, actor.user_id or 0)
    assert not Organisation.objects.exists()
    portal.undo(actor, run, at=cast.NOW, enqueue=False)
    with pytest.raises(NotNow):
        portal.undo(actor, run, at=cast.NOW, enqueue=False)
    portal.undo(actor, run, at=SILENT, enqueue=False)
    portal_undoing.work_on(run.pk, actor.user_id or 0)
    portal_undoing.work_on(run.pk, actor.user_id or 0)  # twice does nothing
    run.refresh_from_db()
    assert run.state == "undone"
    reading = bring_only()
    ImportRun.objects.filter(pk=reading.pk).update(heard_at=cast.NOW)
    portal.stop(actor, reading, at=SILENT)
    reading.refresh_from_db()
    assert reading.state == "stopped"


@pytest.mark.parametrize(
    ("problem", "sentence"), [(SystemExit(), "サーバーが止まりました"), (RuntimeError(), "思わぬこと")]
)
@pytest.mark.parametrize("step", ["read", "take", "undo"])
def test_what_nobody_foresaw_ends_with_a_sentence(
    step: str, problem: BaseException, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise problem

    actor = cast.viewer("director")
    run = bring_only() if step == "read" else world.bring(world.csv_of(GOOD))
    works: dict[str, tuple[object, str, Callable[[], None]]] = {
        "read": (portal_reading, "_Comparison", lambda: portal_reading.work_on(run.pk)),
        "take": (portal_applying, "_take_all", lambda: portal_applying.work_on(run.pk, actor.user_id or 0)),
        "undo": (portal_undoing, "_undo_all", lambda: portal_undoing.work_on(run.pk, actor.user_id or 0)),
    }
    if step != "read":
        portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    if step == "undo":
        portal_applying.work_on(run.pk, actor.user_id or 0)
        portal.undo(actor, run, at=cast.NOW, enqueue=False)
    module, name, work = works[step]
    monkeypatch.setattr(module, name, fail)
    if isinstance(problem, SystemExit):
        with pytest.raises(SystemExit):
            work()
    else:
        work()
    run.refresh_from_db()
    assert run.state == ("failed" if step == "read" else "done")
    assert sentence in run.problem


def test_a_run_that_is_no_longer_this_workers_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken_away(comparison: Any) -> dict[str, int]:
        ImportRun.objects.filter(pk=comparison.run.pk).update(state="stopped")
        return {}

    run = bring_only()
    monkeypatch.setattr(portal_reading._Comparison, "work", taken_away)
    portal_reading.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == "stopped" and not run.lines.exists()

    actor = cast.viewer("director")

    def stopped(*_args: object) -> None:
        ImportRun.objects.filter(pk=run.pk).update(state="done")
        raise portal_parts.Stopped

    ImportRun.objects.filter(pk=run.pk).update(state="applying")
    monkeypatch.setattr(portal_applying, "_take_all", stopped)
    portal_applying.work_on(run.pk, actor.user_id or 0)
    ImportRun.objects.filter(pk=run.pk).update(state="undoing")
    monkeypatch.setattr(portal_undoing, "_undo_all", stopped)
    portal_undoing.work_on(run.pk, actor.user_id or 0)
    assert "register.end_reading" not in verbs()


def test_progress_is_written_when_it_moves_or_after_a_while() -> None:
    run = bring_only()
    now = [cast.NOW]
    report = portal_parts.Reporter(run.pk, "reading", lambda: now[0])  # type: ignore[arg-type]
    report(1, 10)
    now[0] += timedelta(seconds=1)
    report(1, 10)
    run.refresh_from_db()
    assert (run.progress, run.heard_at) == (10, cast.NOW)
    now[0] += timedelta(seconds=2)
    report(1, 10)
    run.refresh_from_db()
    assert run.heard_at == now[0]


def test_the_worker_is_called_when_the_deed_is_committed(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = cast.viewer("director")
    with django_capture_on_commit_callbacks(execute=True) as calls:
        run = portal.bring(
            actor, name="a.csv", content=world.csv_of(GOOD), options={"months": 6}, at=cast.NOW
        )
    portal_reading.read_portal.func(run.pk)
    with django_capture_on_commit_callbacks(execute=True) as more:
        portal.confirm(actor, run, at=cast.NOW)
    portal_applying.apply_portal.func(run.pk, actor.user_id)
    with django_capture_on_commit_callbacks(execute=True) as last:
        portal.undo(actor, run, at=cast.NOW)
    portal_undoing.undo_portal.func(run.pk, actor.user_id)
    run.refresh_from_db()
    assert run.state == "undone"
    assert len(calls) == len(more) == len(last) == 1


@pytest.mark.parametrize("who", ["staff", "reception", "supervisor", "visitor"])
def test_only_those_who_may_import(who: str) -> None:
    run = world.bring(world.csv_of(GOOD))
    actor = cast.viewer(who)
    deeds: list[Callable[[], object]] = [
        lambda: portal.bring(actor, name="a", content=b"", options={}, at=cast.NOW),
        lambda: portal.stop(actor, run, at=cast.NOW),
        lambda: portal.choose_kind(actor, run, LineKind.NEW, True, at=cast.NOW),
        lambda: portal.choose_lines(actor, run, shown=[], chosen=[], overwrite={}, at=cast.NOW),
        lambda: portal.confirm(actor, run, at=cast.NOW),
        lambda: portal.undo(actor, run, at=cast.NOW),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_numbers_are_never_used_twice_and_nothing_is_inserted_for_nothing() -> None:
    row = factories.organisation()
    pk = row.pk
    row.delete()
    assert bulk.new_ids(Organisation, 2)[0] > pk
    bulk.mark_taken([])
    assert not ImportLine.objects.exists()


def test_the_search_for_cycles_is_as_it_was() -> None:
    import gc

    with bulk.without_cycles():
        assert not gc.isenabled()
        with bulk.without_cycles():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
