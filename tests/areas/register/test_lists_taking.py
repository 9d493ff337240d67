"""A list is taken in one deed: what comes into the register, and what is left out and why."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from tests.areas.register import lists_world as world
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries
from yoriai.web.register.actions import lists_applying, lists_comparing, lists_reading
from yoriai.web.register.actions.lists_parts import NotNow
from yoriai.web.register.models import (
    Affiliation,
    ColumnMemory,
    FieldChange,
    ImportLine,
    ImportRun,
    Organisation,
    Person,
    Reach,
)
from yoriai.web.register.rules.rosters.book import Sheet

pytestmark = pytest.mark.django_db
NUMBER = "1000012160153"


def decisions(run: ImportRun) -> list[tuple[str, str]]:
    return [(line.kind, line.values.get("decision", "-")) for line in world.lines(run)]


def someone(**fields: object) -> Person:
    row = Person(family_name="髙﨑", given_name="澄江", **fields)
    return actions.save_person(cast.viewer("lead"), row, at=cast.NOW)


def test_people_and_organisations_come_in() -> None:
    factories.municipality()
    header = [*world.HEADER, "住所", "活動分野", "就任日"]
    run = world.taken(world.book([header, [*world.SUMIE, "倉敷市阿知1", "2、3", "2020-04-01"]]))
    person, organisation = Person.objects.get(), Organisation.objects.get()
    assert (person.name, person.kana, str(person.birthday)) == ("髙﨑 澄江", "たかさき すみえ", "1975-04-01")
    assert person.municipality_id == "33202"
    assert set(person.reaches.values_list("kind", "value", "key")) == {
        ("phone", "0862310532", "0862310532"),
        ("email", "sumie@example.jp", "sumie@example.jp"),
    }
    role = Affiliation.objects.get()
    assert (role.person, role.organisation, role.kind, str(role.since)) == (
        person, organisation, "representative", "2020-04-01",
    )  # fmt: skip
    assert organisation.fields_of_activity == (2, 3)
    assert (organisation.sector, organisation.legal_form) == ("citizen", "other")
    assert [hit.row for hit in queries.find(cast.viewer("lead"), "0862310532")] == [person]
    assert {hit.row for hit in queries.find(cast.viewer("lead"), "里山")} == {organisation}
    assert run.state == "done" and run.lines.filter(taken=True).count() == 2


def test_each_deed_leaves_one_event_without_names() -> None:
    world.undone(world.taken(world.book([world.HEADER, world.SUMIE])))
    events = Event.objects.filter(verb__contains="list").order_by("pk")
    assert [event.verb.removeprefix("register.") for event in events] == [
        "read_list", "match_list", "compare_list", "import_list", "undo_list",
    ]  # fmt: skip
    assert "髙﨑" not in str([event.facts for event in events])
    assert events[3].facts == {"added": 2, "changed": 0, "roles": 1}


def test_what_was_read_is_forgotten_when_it_is_taken() -> None:
    run = world.taken(
        world.book([["名簿"], world.HEADER, world.SUMIE, ["大森", "", "昭和99年"], ["合計", "2"]])
    )
    kept = str(list(run.lines.values("values", "name", "problem", "changes")))
    assert "髙﨑" not in kept and "大森" not in kept and "sumie" not in kept and "862310532" not in kept
    assert list(run.lines.filter(kind="broken").values_list("problem", flat=True)) == [
        "「生年月日」の列：日付として読めません"
    ]


def test_columns_are_remembered_by_their_headers() -> None:
    run = world.read(world.book([["よびな", "1234"], ["大森 健", "x"]]))
    keys = {"Sheet": ["person.name", "person.note"]}
    lists_reading.match_columns(cast.viewer("lead"), run, chosen=keys, role="member", at=cast.NOW)
    assert dict(ColumnMemory.objects.values_list("header", "field")) == {"よびな": "person.name"}
    again = world.read(world.book([["よびな"], ["大森 健"]]))
    assert again.options["sheets"][0]["columns"] == ["person.name"]


def test_a_list_without_headers() -> None:
    run = world.read(world.book([["大森 健", "0862310532"]]))
    lists_reading.choose_header(cast.viewer("lead"), run, headers={"Sheet": 0}, at=cast.NOW)
    keys = {"Sheet": ["person.name", "person.phone"]}
    lists_reading.match_columns(
        cast.viewer("lead"), world.fresh(run), chosen=keys, role="member", at=cast.NOW
    )
    lists_comparing.compare(cast.viewer("lead"), world.fresh(run), at=cast.NOW)
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    assert Person.objects.get().name == "大森 健" and not ColumnMemory.objects.exists()


def test_somebody_known_is_updated_and_empty_cells_say_nothing() -> None:
    known = someone(birthday="1975-04-01", note="大切", do_not_ask=True)
    known.refresh_from_db()
    Reach.objects.create(person=known, kind="mobile", value="086-231-0532", key="0862310532")
    header = ["氏名", "TEL", "メール", "住所", "備考", "連絡不要"]
    row = ["高崎澄江", "0862310532", "s@example.jp", "倉敷市", "", "いいえ"]
    run = world.compared(world.book([header, row]))
    (line,) = world.lines(run)
    assert (line.kind, line.target_id) == ("changed", known.pk)
    assert line.changes == {"address": ["", "倉敷市"]} and line.values["candidates"][0][1] == ["名前", "電話"]
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    known.refresh_from_db()
    assert (known.name, known.note, known.do_not_ask, known.address) == ("髙﨑 澄江", "大切", True, "倉敷市")
    assert set(known.reaches.values_list("kind", flat=True)) == {"mobile", "email"} and known.version == 2
    change = FieldChange.objects.get()
    assert (change.field, change.new, change.source) == ("address", "倉敷市", f"名簿の取り込み {run.pk}")


def test_only_the_name_is_not_enough_and_another_birthday_is_somebody_else() -> None:
    known = someone(birthday="1975-04-01")
    header = ["氏名", "生年月日"]
    run = world.compared(world.book([header, ["髙﨑 澄江", ""], ["髙﨑 澄江", "1999-01-01"]]))
    assert decisions(run) == [("new", ""), ("new", "new")]
    undecided, other = world.lines(run)
    assert not undecided.chosen
    world.decide(run, undecided, str(known.pk))
    world.decide(run, other, "leave")
    assert decisions(run) == [("same", str(known.pk)), ("new", "leave")]
    world.decide(run, undecided, str(known.pk + 1))
    assert decisions(run)[0] == ("new", "")
    world.decide(run, undecided, "twin")
    assert decisions(run)[0] == ("new", "")


def test_the_same_name_in_the_same_organisation_is_the_same() -> None:
    known = someone()
    factories.affiliation(person=known, organisation=factories.organisation(name="里山の会"))
    run = world.compared(world.book([["氏名", "団体名"], ["髙﨑 澄江", "里山の会"]]))
    assert decisions(run)[0] == ("same", str(known.pk))
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    assert Person.objects.count() == 1 and Organisation.objects.filter(name="里山の会").count() == 1
    assert set(Affiliation.objects.values_list("kind", flat=True)) == {"representative", "member"}


def test_organisations_are_known_by_number_or_name() -> None:
    known = factories.organisation(name="古い名前", corporate_number=NUMBER)
    other = factories.organisation(name="NPO法人里山", phone="0862310532")
    header = ["団体名", "法人番号", "電話", "活動分野"]
    rows = [
        ["新しい名前", NUMBER, "", "2"],
        ["特定非営利活動法人 里山", "", "", ""],
    ]
    run = world.compared(world.book([header, *rows]))
    assert decisions(run) == [("changed", str(known.pk)), ("changed", str(other.pk))]
    doubtful = world.compared(world.book([header, ["NPO法人里山", "", "0860000000", ""]]))
    assert decisions(doubtful) == [("new", "")]
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    known.refresh_from_db()
    assert known.name == "新しい名前" and known.fields_of_activity


def test_columns_corrected_by_hand_stay() -> None:
    known = factories.organisation(
        name="里山の会", corporate_number=NUMBER, phone="1", checked_by_hand=["phone"]
    )
    run = world.compared(world.book([["団体名", "法人番号", "電話"], ["里山の会", NUMBER, "0862310532"]]))
    (line,) = world.lines(run)
    assert (line.kind, line.conflicts, line.changes) == ("same", ["phone"], {})
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    known.refresh_from_db()
    assert known.phone == "1" and known.version == 1


def test_the_same_person_on_two_rows_comes_in_once() -> None:
    second = ["髙﨑 澄江", "", "", "0862310532", "other@example.jp", "川の会", "会計"]
    run = world.compared(world.book([world.HEADER, world.SUMIE, second]))
    assert [decision for _kind, decision in decisions(run)] == ["new", "new", "twin", "new"]
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    person = Person.objects.get()
    assert Affiliation.objects.filter(person=person).count() == 2 and person.reaches.count() == 3


def test_a_twin_goes_where_its_first_row_goes() -> None:
    run = world.compared(world.book([world.HEADER, world.SUMIE, world.SUMIE]))
    first = world.lines(run)[0]
    world.decide(run, first, "leave")
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    assert not Person.objects.exists() and Organisation.objects.count() == 1
    assert "もとの行" in world.lines(run)[0].problem


def test_merged_cells_and_dittos_give_every_row_its_organisation() -> None:
    rows = [
        ["団体名", "氏名", "役職"],
        ["里山の会", "大森 健", "会長"],
        [None, "髙﨑 澄江", "会計"],
        ["〃", "平松 直樹", ""],
    ]
    world.taken(world.book(rows, merged=["A2:A3"]))
    assert Organisation.objects.count() == 1
    assert list(Affiliation.objects.order_by("pk").values_list("person__family_name", "kind")) == [
        ("大森", "representative"), ("髙﨑", "accountant"), ("平松", "member"),
    ]  # fmt: skip


def test_several_sheets_each_with_its_columns() -> None:
    content = world.book(
        [["氏名"], ["大森 健"]], [["住所一覧"], ["団体名", "所在地"], ["里山の会", "倉敷市"]], [["メモ"]]
    )
    run = world.read(content)
    assert [(plan["take"], plan["header"]) for plan in run.options["sheets"]] == [
        (True, 1),
        (True, 2),
        (False, 1),
    ]
    run = world.taken(content)
    assert Person.objects.count() == 1 and Organisation.objects.get().address == "倉敷市"
    assert run.options["sheets"] == ["Sheet", "シート2"]


def test_an_entry_that_moved_on_since_the_preview_is_left_alone() -> None:
    known = someone(birthday="1975-04-01")
    gone = factories.organisation(name="里山の会")
    run = world.compared(world.book([["氏名", "生年月日", "住所"], ["髙﨑 澄江", "1975-04-01", "倉敷市"]]))
    other = world.compared(world.book([["団体名", "住所"], ["里山の会", "倉敷市"]]))
    known.refresh_from_db()
    actions.save_person(cast.viewer("lead"), known, at=cast.NOW)
    Organisation.objects.filter(pk=gone.pk).update(merged_into=factories.organisation(name="別"))
    for one in (run, other):
        lists_applying.apply_list(cast.viewer("lead"), one, at=cast.NOW)
        (line,) = one.lines.all()
        assert not line.taken and "記載が変わった" in line.problem and line.target_id is None
    known.refresh_from_db()
    assert known.address == ""


def test_a_number_is_never_written_twice() -> None:
    named = factories.organisation(name="里山の会")
    header = ["団体名", "法人番号"]
    run = world.compared(world.book([header, ["川の会", NUMBER]]))
    named_run = world.compared(world.book([header, ["里山の会", NUMBER]]))
    factories.organisation(name="先に載った", corporate_number=NUMBER)
    for one in (run, named_run):
        lists_applying.apply_list(cast.viewer("lead"), one, at=cast.NOW)
        assert "同じ法人番号" in one.lines.get().problem
    named.refresh_from_db()
    assert named.corporate_number == "" and Organisation.objects.count() == 2


def test_two_rows_may_be_written_into_one_entry() -> None:
    known = someone(birthday="1975-04-01")
    rows = [["髙﨑 澄江", "1975-04-01", "倉敷市", ""], ["髙﨑 澄江", "1975-04-01", "", "メモ"]]
    run = world.compared(world.book([["氏名", "生年月日", "住所", "備考"], *rows]))
    second = world.lines(run)[1]
    world.decide(run, second, str(known.pk))
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    known.refresh_from_db()
    assert (known.address, known.note, known.version) == ("倉敷市", "メモ", 2)
    world.undone(run)
    known.refresh_from_db()
    assert (known.address, known.note) == ("", "") and not FieldChange.objects.exists()


@pytest.mark.parametrize("name", ["staff", "reception", "partner", "supervisor", "citizen", "visitor"])
def test_others_may_not_import(name: str) -> None:
    run = world.compared(world.book([world.HEADER, world.SUMIE]))
    actor = cast.viewer(name)
    for deed in (
        lambda: lists_reading.read_list(actor, file_name="a.csv", content=b"a", at=cast.NOW),
        lambda: lists_reading.match_columns(actor, run, chosen={}, role="", at=cast.NOW),
        lambda: lists_reading.choose_header(actor, run, headers={}, at=cast.NOW),
        lambda: lists_reading.stop_list(actor, run, at=cast.NOW),
        lambda: lists_comparing.compare(actor, run, at=cast.NOW),
        lambda: lists_applying.decide(actor, run, decisions={}, at=cast.NOW),
        lambda: lists_applying.apply_list(actor, run, at=cast.NOW),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert not Person.objects.exists()


def test_deeds_come_in_their_order() -> None:
    run = world.taken(world.book([world.HEADER, world.SUMIE]))
    for deed in (
        lambda: lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW),
        lambda: lists_comparing.compare(cast.viewer("lead"), run, at=cast.NOW),
        lambda: lists_reading.stop_list(cast.viewer("lead"), run, at=cast.NOW),
    ):
        with pytest.raises((NotNow, KeyError, TypeError)):
            deed()
    assert Person.objects.count() == 1


def test_a_list_that_is_stopped_leaves_nothing() -> None:
    run = world.compared(world.book([world.HEADER, world.SUMIE]))
    lists_reading.stop_list(cast.viewer("lead"), run, at=cast.NOW)
    assert world.fresh(run).state == "stopped" and not ImportLine.objects.exists()
    assert not Person.objects.exists()


def test_a_file_in_which_nothing_is_known_still_asks_for_its_columns() -> None:
    run = world.read(world.book([["甲", "乙"], ["1", "2"]]))
    (plan,) = run.options["sheets"]
    assert plan["take"] and plan["columns"] == ["", ""] and plan["header"] == 1


def test_sheets_of_the_same_name_are_told_apart() -> None:
    named = lists_reading._named([Sheet("a", ()), Sheet("a", ()), Sheet("a", ())])
    assert [sheet.name for sheet in named] == ["a", "a (2)", "a (3)"]


def test_headers_that_are_asked_for_as_they_are_change_nothing() -> None:
    run = world.read(world.book([["氏名"], ["大森 健"]]))
    lists_reading.choose_header(cast.viewer("lead"), run, headers={"Sheet": 1}, at=cast.NOW)
    assert world.fresh(run).options["sheets"] == run.options["sheets"]


def test_known_fields_of_activity_and_numbers_are_not_written_again() -> None:
    known = factories.organisation(name="里山の会")
    Organisation.objects.filter(pk=known.pk).update(fields_of_activity=[2])
    rows = [["里山の会", "", "2、3"], ["川の会", NUMBER, ""], ["川の会", NUMBER, ""]]
    run = world.compared(world.book([["団体名", "法人番号", "活動分野"], *rows]))
    world.decide(run, world.lines(run)[2], "new")
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    known.refresh_from_db()
    assert known.fields_of_activity == (2, 3) and Organisation.objects.count() == 2
    assert run.lines.filter(problem__startswith="同じ法人番号").count() == 1


def test_a_role_stands_once_however_often_it_is_said() -> None:
    world.taken(
        world.book([["氏名", "電話", "団体名", "役職"], *[["大森 健", "0862310532", "里山の会", "会計"]] * 2])
    )
    assert Affiliation.objects.count() == 1


def test_a_formula_at_fault_breaks_its_row_only() -> None:
    content = world.book([["氏名", "備考"], ["大森 健", "=1+1"], ["平松 直樹", ""]])
    run = world.taken(content)
    assert Person.objects.get().family_name == "平松"
    assert run.lines.get(kind="broken").problem.startswith("「備考」の列：式の結果が保存されていません")


def test_a_line_that_was_scrubbed_with_its_person_is_left_out() -> None:
    run = world.compared(world.book([world.HEADER, world.SUMIE, world.SUMIE]))
    first = run.lines.filter(target="person").exclude(values__has_key="twin").latest("pk")
    run.lines.filter(pk=first.pk).update(values={}, name="", changes={})
    lists_applying.apply_list(cast.viewer("lead"), run, at=cast.NOW)
    assert not Person.objects.exists() and Organisation.objects.count() == 1
