"""From the file to the register: what is taken, what is chosen, what staff corrected."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast, factories
from tests.areas.register import portal_world as world
from tests.areas.register.portal_world import GOOD, NUMBER, first, number_of, second, verbs
from yoriai.web.register import queries
from yoriai.web.register.actions import (
    portal,
    save_organisation,
)
from yoriai.web.register.models import (
    FieldChange,
    LineKind,
    Organisation,
    PortalFile,
)
from yoriai.web.register.rules.imports import NotNow

pytestmark = pytest.mark.django_db


def test_a_new_corporation_is_whole_and_found() -> None:
    town = factories.municipality("33214", "真庭市", "まにわし")
    run = first(GOOD | {"認定（認定・特例認定１）": "○", "認定（認定満了日）": "2027/01/31"})
    row = Organisation.objects.get()
    assert (row.name, row.corporate_number, row.municipality) == (GOOD["法人名称"], NUMBER, town)
    assert (row.legal_form, row.sector, row.version, row.checked_by_hand) == ("npo", "citizen", 1, [])
    assert (row.established_on, row.certified_until) == (date(2004, 3, 31), date(2027, 1, 31))
    assert queries.activities(row) == ["5 農山漁村又は中山間地域の振興", "13 子どもの健全育成"]
    assert [hit.row for hit in queries.find(cast.viewer("reception"), "高崎 子ども")] == [row]
    assert [deadline.day for deadline in queries.deadlines(cast.viewer("director"), row, cast.TODAY)] == [
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
    assert queries.deadlines(cast.viewer("director"), row, cast.TODAY) == []


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


def test_fields_of_activity_that_staff_corrected_are_kept_too() -> None:
    first()
    row = Organisation.objects.get()
    save_organisation(cast.viewer("staff"), row, at=cast.NOW, fields_of_activity=[7, 2])
    run = second(GOOD)
    line = run.lines.get()
    assert (line.changes, line.conflicts) == (
        {"fields_of_activity": [[2, 7], [5, 13]]},
        ["fields_of_activity"],
    )
    world.take(run)
    row.refresh_from_db()
    assert row.fields_of_activity == (2, 7)


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
