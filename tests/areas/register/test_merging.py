"""Which text stays when two entries become one, what happens to links that collide, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries
from yoriai.web.register.actions import merging
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    FieldChange,
    Incident,
    IncidentPerson,
    Merge,
    NotTheSame,
    Organisation,
    Person,
    Reach,
    SearchEntry,
    Tie,
    UserGroup,
)
from yoriai.web.register.queries import links
from yoriai.web.register.queries import merging as reads
from yoriai.web.register.rules import merging as rules
from yoriai.web.register.rules.entries import reach_key
from yoriai.web.voices.models import Invitee

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(days=1)


def merge(kept: Person | Organisation, gone: Person | Organisation, **choices: str) -> Merge:
    kind = "person" if isinstance(kept, Person) else "organisation"
    return merging.merge(cast.viewer("lead"), kind, kept=kept.pk, gone=gone.pk, choices=choices, at=cast.NOW)


def undo(row: Merge) -> list[tuple[str, list[str]]]:
    return merging.undo(cast.viewer("lead"), row, at=LATER)


def reach(person: Person, value: str = "090-1234-5678", **wishes: bool) -> Reach:
    key = reach_key("mobile", value)
    return Reach.objects.create(person=person, kind="mobile", value=value, key=key, **wishes)


# --- which text stays ----------------------------------------------------------------------------


def sides(kept: Any, gone: Any, *by_hand: dict[str, Any]) -> dict[str, str]:
    found = rules.differences(kept, gone, by_hand or ({}, {}))  # type: ignore[arg-type]
    return {difference.name: difference.side for difference in found}


def test_filled_beats_empty() -> None:
    kept = Person(family_name="髙﨑", birthday=date(1950, 1, 2))
    gone = Person(family_name="高崎", given_name="澄江", do_not_ask=True)
    assert sides(kept, gone) == {
        "family_name": "kept",
        "given_name": "gone",
        "birthday": "kept",
        "do_not_ask": "gone",
    }


def test_the_newer_correction_by_hand_beats_the_older() -> None:
    kept, gone = Person(family_name="髙﨑"), Person(family_name="高崎")
    assert sides(kept, gone, {}, {"family_name": cast.NOW}) == {"family_name": "gone"}
    assert sides(kept, gone, {"family_name": cast.NOW}, {"family_name": LATER}) == {"family_name": "gone"}
    assert sides(kept, gone, {"family_name": LATER}, {"family_name": cast.NOW}) == {"family_name": "kept"}


def test_free_texts_both_stay_if_there_is_room() -> None:
    kept = Person(family_name="a", note="犬\n朝", former_names="三宅", languages="英" * 60)
    gone = Person(family_name="a", note="朝\n夜", former_names="難波", languages="仏" * 60)
    found = rules.differences(kept, gone, ({}, {}))
    assert {d.name: d.side for d in found} == {"note": "both", "former_names": "both", "languages": "kept"}
    changed = rules.result(kept, gone, found, {})
    assert changed == {"note": "犬\n朝\n夜", "former_names": "三宅、難波"}


def test_columns_that_belong_together_are_not_mixed() -> None:
    kept = Person(family_name="a", postal_code="716-0001", address="松山1")
    gone = Person(family_name="a", address="落合2", municipality_id="33209")
    [found] = rules.differences(kept, gone, ({}, {}))
    assert (found.name, found.columns, found.side) == (
        "address",
        ("postal_code", "address", "municipality"),
        "kept",
    )
    changed = rules.result(kept, gone, [found], {"address": "gone"})
    assert changed == {"postal_code": "", "address": "落合2", "municipality_id": "33209"}
    assert rules.result(kept, gone, [found], {"address": "somebody"}) == {}


def test_what_does_not_contradict_is_filled_in() -> None:
    kept, gone = Person(family_name="a", address="松山1"), Person(family_name="a", postal_code="716-0001")
    assert sides(kept, gone) == {"address": "kept", "postal_code": "gone"}


def test_a_consent_to_publish_stays_with_its_text() -> None:
    kept = Organisation(name="a", profile="山を守る")
    gone = Organisation(name="a", profile_consent_on=cast.TODAY)
    found = rules.differences(kept, gone, ({}, {}))
    assert rules.result(kept, gone, found, {}) == {}
    other = Organisation(name="a", profile="森", profile_consent_on=cast.TODAY)
    [difference] = rules.differences(kept, other, ({}, {}))
    assert difference.columns == ("profile", "profile_consent_on")


def test_what_was_corrected_by_hand_is_known_of_the_kept_entry() -> None:
    kept = factories.organisation(checked_by_hand=["name"])
    gone = factories.organisation(phone="0866-1", checked_by_hand=["phone", "name"])
    merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.phone, kept.checked_by_hand) == ("0866-1", ["name", "phone"])


def test_fields_of_activity_of_both_stay_and_undoing_tells_them_apart_again() -> None:
    kept = factories.organisation(fields_of_activity=(1, 7))
    gone = factories.organisation(fields_of_activity=(7, 13))
    row = merge(kept, gone)
    kept.refresh_from_db()
    assert kept.fields_of_activity == (1, 7, 13)
    change = FieldChange.objects.get(row_id=kept.pk, field="fields_of_activity")
    assert (change.old, change.new) == ("1、7", "1、7、13")
    assert undo(row) == []
    for entry, numbers in ((kept, (1, 7)), (gone, (7, 13))):
        entry.refresh_from_db()
        assert entry.fields_of_activity == numbers


def test_corrections_are_read_from_the_history() -> None:
    row = factories.person()
    user = cast.make_user("staff")
    for source, at in (("", cast.NOW), ("import 3", LATER)):
        FieldChange.objects.create(kind="person", row_id=row.pk, field="note", at=at, by=user, source=source)
    assert reads.corrected("person", row.pk) == {"note": cast.NOW}


# --- links that collide --------------------------------------------------------------------------


def test_the_wish_not_to_be_reached_there_is_never_lost() -> None:
    kept, gone = factories.person(), factories.person()
    stays = reach(kept, preferred=True)
    goes = reach(gone, avoid=True)
    made = merge(kept, gone)
    stays.refresh_from_db()
    assert (stays.preferred, stays.avoid, Reach.objects.count()) == (False, True, 1)
    undo(made)
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (goes.person_id, goes.avoid, stays.preferred, stays.avoid) == (gone.pk, True, True, False)


def test_a_preferred_number_stays_preferred() -> None:
    kept, gone = factories.person(), factories.person()
    stays = reach(kept)
    reach(gone, preferred=True)
    merge(kept, gone)
    stays.refresh_from_db()
    assert stays.preferred
    third = factories.person()
    reach(third)
    merge(kept, third)
    assert Reach.objects.get() == stays


def test_one_registration_as_a_user_group_stays_for_each_year() -> None:
    kept, gone = factories.organisation(), factories.organisation()
    for row, card, years in ((kept, "A", (2025,)), (gone, "B", (2025, 2026))):
        for year in years:
            UserGroup.objects.create(
                organisation=row, fiscal_year=year, registered_on=cast.TODAY, card=card, declared=True
            )
    made = merge(kept, gone)
    assert list(kept.user_group_years.order_by("fiscal_year").values_list("fiscal_year", "card")) == [
        (2025, "A"),
        (2026, "B"),
    ]
    undo(made)
    assert gone.user_group_years.count() == 2


def test_the_same_consent_and_role_stand_once() -> None:
    kept, gone, group = factories.person(), factories.person(), factories.organisation()
    for row in (kept, gone):
        Consent.objects.create(person=row, purpose="photo", given_on=cast.TODAY, given_by=row)
        factories.affiliation(person=row, organisation=group)
    merge(kept, gone)
    assert (Consent.objects.count(), Affiliation.objects.count()) == (1, 1)


def test_a_tie_between_the_two_is_none_any_more() -> None:
    kept, gone = factories.organisation(), factories.organisation()
    Tie.objects.create(first=gone, second=kept, kind="succeeds", since=cast.TODAY)
    made = merge(kept, gone)
    assert not Tie.objects.exists()
    undo(made)
    assert Tie.objects.count() == 1


def test_one_invitation_stays() -> None:
    kept, gone = factories.person(), factories.person()
    talk = factories.conversation()
    for row in (kept, gone):
        Invitee.objects.create(conversation=talk, person=row)
    merge(kept, gone)
    assert Invitee.objects.get().person == kept


def test_that_somebody_was_told_of_a_leak_is_not_lost() -> None:
    kept, gone = factories.person(), factories.person()
    leak = Incident.objects.create(known_at=cast.NOW, overview="x", written_by=cast.make_user("lead"))
    stays = IncidentPerson.objects.create(incident=leak, person=kept)
    IncidentPerson.objects.create(incident=leak, person=gone, told_on=cast.TODAY)
    made = merge(kept, gone)
    stays.refresh_from_db()
    assert stays.told_on == cast.TODAY
    undo(made)
    stays.refresh_from_db()
    assert stays.told_on is None and IncidentPerson.objects.count() == 2


def test_what_was_found_different_stays_different() -> None:
    kept, gone, third = (factories.person() for _ in range(3))
    user = cast.make_user("staff")
    for first, second in ((kept, gone), (gone, third)):
        NotTheSame.objects.create(
            kind="person", first_id=first.pk, second_id=second.pk, decided_by=user, decided_at=cast.NOW
        )
    merge(kept, gone)
    row = NotTheSame.objects.get()
    assert (row.first_id, row.second_id) == (kept.pk, third.pk)


def test_a_row_that_the_database_refuses_stops_the_merging(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = factories.person(), factories.person()
    reach(kept)
    reach(gone)
    monkeypatch.setattr(merging, "_rival", lambda *_row: None)
    with pytest.raises(rules.CannotMerge, match="連絡先"):
        merge(kept, gone)
    assert Person.objects.filter(merged_into=None).count() == 2 and not Merge.objects.exists()


# --- accounts, history, figures --------------------------------------------------------------------


def test_the_account_moves_with_its_person() -> None:
    kept, gone = factories.person(), factories.person(user=cast.make_user("citizen"))
    made = merge(kept, gone)
    assert queries.person_of(cast.viewer("citizen")) == kept
    assert list(queries.people_visible_to(cast.viewer("citizen"))) == [kept]
    undo(made)
    assert queries.person_of(cast.viewer("citizen")) == gone


def test_of_two_accounts_both_lead_to_the_kept_entry() -> None:
    kept = factories.person(user=cast.make_user("member"))
    gone = factories.person(user=cast.make_user("citizen"))
    merge(kept, gone)
    for name in ("member", "citizen"):
        assert list(queries.people_visible_to(cast.viewer(name))) == [kept]


def test_both_histories_are_read_on_the_kept_entry() -> None:
    staff = cast.viewer("staff")
    kept, gone, older = (factories.person() for _ in range(3))
    for row, note in ((kept, "a"), (gone, "b"), (older, "c")):
        row.note = note
        actions.save_person(staff, row, at=cast.NOW)
    merge(gone, older)
    merge(kept, gone, note="kept")
    texts = [change.new for change in queries.history(staff, "person", kept.pk) if change.field == "note"]
    assert sorted(texts) == ["a", "b", "b\nc", "c"]
    assert links.ids_of("person", kept.pk) == [kept.pk, gone.pk, older.pk]
    assert links.kept_id("person", older.pk) == kept.pk
    assert links.kept_id("person", 987654) is None


def test_a_merged_entry_is_found_no_more() -> None:
    staff = cast.viewer("staff")
    kept, gone = factories.person(), factories.person(given_name="千代", given_kana="ちよ")
    actions.index_people([kept, gone])
    made = merge(kept, gone)
    assert [hit.row.pk for hit in queries.find(staff, "髙﨑")] == [kept.pk]
    undo(made)
    assert [hit.row.pk for hit in queries.find(staff, "千代")] == [gone.pk]


def test_a_number_that_only_one_may_have_moves() -> None:
    kept = factories.organisation()
    gone = factories.organisation(corporate_number="7000012050002")
    made = merge(kept, gone)
    kept.refresh_from_db()
    assert kept.corporate_number == "7000012050002"
    undo(made)
    kept.refresh_from_db()
    assert kept.corporate_number == ""


def test_one_event_for_each_deed_without_names() -> None:
    kept, gone = factories.person(), factories.person()
    made = merge(kept, gone)
    undo(made)
    events = Event.objects.order_by("pk")
    assert [event.verb for event in events] == ["register.merge", "register.undo_merge"]
    assert events[0].facts == {"merge": made.pk, "gone": gone.pk, "rows": 1}
    assert events[1].facts == {"stays": 0, "renewed": False}


# --- refused -------------------------------------------------------------------------------------


def test_what_cannot_be_merged() -> None:
    kept, gone = factories.person(), factories.person()
    with pytest.raises(rules.CannotMerge, match="同じひとつ"):
        merge(kept, kept)
    for child, grown in ((kept, gone), (gone, kept)):
        Person.objects.filter(pk=child.pk).update(guardian=grown)
        with pytest.raises(rules.CannotMerge, match="保護者と子"):
            merge(kept, gone)
        Person.objects.filter(pk=child.pk).update(guardian=None)
    Person.objects.filter(pk=gone.pk).update(erased_at=cast.NOW)
    with pytest.raises(rules.CannotMerge, match="消去"):
        merge(kept, gone)
    Person.objects.filter(pk=gone.pk).update(erased_at=None, merged_into=kept)
    with pytest.raises(rules.CannotMerge, match="もうほかの登録"):
        merge(kept, gone)
    gone.pk = 987654
    with pytest.raises(rules.CannotMerge, match="見つかりません"):
        merge(kept, gone)


@pytest.mark.parametrize("name", [name for name in cast.NAMES if name not in ("director", "lead")])
def test_nobody_else_merges_or_undoes(name: str) -> None:
    kept, gone = factories.person(), factories.person()
    with pytest.raises(PermissionDenied):
        merging.merge(cast.viewer(name), "person", kept=kept.pk, gone=gone.pk, at=cast.NOW)
    made = merge(kept, gone)
    with pytest.raises(PermissionDenied):
        merging.undo(cast.viewer(name), made, at=cast.NOW)
    assert not reads.merges_visible_to(cast.viewer(name))
    assert not reads.entries_to_merge(cast.viewer(name), "person")


# --- undoing after others went on ----------------------------------------------------------------


def test_what_was_changed_since_is_named_and_stays() -> None:
    kept = factories.person()
    gone = factories.person(address="落合2", note="朝")
    number = reach(gone)
    made = merge(kept, gone)
    row = Person.objects.get(pk=kept.pk)
    row.address, row.former_names = "松山1", "三宅"
    actions.save_person(cast.viewer("staff"), row, at=LATER)
    number.delete()
    stays = undo(made)
    assert sorted(stays) == [("register.person", ["address"]), ("register.reach", [])]
    assert [rules.stays_in_words(*found) for found in sorted(stays)] == ["住所", "連絡先"]
    row.refresh_from_db()
    assert (row.address, row.note, row.former_names, row.merged_into_id) == ("松山1", "", "三宅", None)
    gone.refresh_from_db()
    assert (gone.address, gone.merged_into_id) == ("落合2", None)
    assert "松山1" in SearchEntry.objects.get(kind="person", row_id=kept.pk).contact


def test_words_for_what_stays() -> None:
    assert rules.stays_in_words("register.organisation", ["phone", "municipality_id"]) == "電話、市町村"
    assert rules.stays_in_words("register.organisation", []) == "登録"
    assert rules.stays_in_words("somewhere.else", []) == "そのほかの記録"


def test_an_edit_elsewhere_on_the_entry_is_not_lost() -> None:
    kept, gone = factories.organisation(), factories.organisation(name="里山", phone="0866-1")
    made = merge(kept, gone)
    row = Organisation.objects.get(pk=kept.pk)
    row.kana = "あたらしいよみ"
    actions.save_organisation(cast.viewer("staff"), row, at=LATER)
    assert undo(made) == []
    row.refresh_from_db()
    assert (row.kana, row.phone) == ("あたらしいよみ", "")
    assert [hit.row.pk for hit in queries.find(cast.viewer("staff"), "あたらしい")] == [kept.pk]


def test_a_history_row_that_was_changed_stays() -> None:
    kept, gone = factories.person(), factories.person(note="朝")
    made = merge(kept, gone)
    FieldChange.objects.update(new="（消去）")
    assert undo(made) == [("register.fieldchange", ["new"])]
    assert FieldChange.objects.count() == 1


def test_undoing_twice_is_refused() -> None:
    made = merge(factories.person(), factories.person())
    undo(made)
    with pytest.raises(rules.CannotMerge, match="もう元に戻して"):
        undo(made)


def test_a_chain_goes_back_from_its_end() -> None:
    first, second, third = (factories.person() for _ in range(3))
    inner = merge(second, third)
    outer = merge(first, second)
    with pytest.raises(rules.CannotMerge, match=f"まとめ{outer.pk}番"):
        undo(inner)
    undo(outer)
    undo(inner)
    assert Person.objects.filter(merged_into=None).count() == 3


def test_a_row_that_came_again_stops_the_undoing() -> None:
    kept, gone = factories.organisation(), factories.organisation(name="里山")
    for row, card in ((kept, "A"), (gone, "B")):
        UserGroup.objects.create(
            organisation=row, fiscal_year=2026, registered_on=cast.TODAY, card=card, declared=True
        )
    made = merge(kept, gone)
    UserGroup.objects.create(
        organisation=factories.organisation(),
        fiscal_year=2026,
        registered_on=cast.TODAY,
        card="B",
        declared=True,
    )
    with pytest.raises(rules.CannotMerge, match="片づけた記録"):
        undo(made)
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk  # nothing was half undone


def test_a_number_taken_meanwhile_stops_the_undoing() -> None:
    kept = factories.organisation(corporate_number="8000012050001")
    gone = factories.organisation(corporate_number="7000012050002")
    made = merge(kept, gone, corporate_number="kept")
    factories.organisation(corporate_number="7000012050002")
    with pytest.raises(rules.CannotMerge, match="同じ番号"):
        undo(made)


def test_what_merges_kept_of_somebody_is_forgotten_with_them() -> None:
    kept, gone = factories.person(), factories.person(note="ひみつ")
    made = merge(kept, gone)
    assert merging.forget("person", [gone.pk]) == 1
    made.refresh_from_db()
    assert "ひみつ" not in str(made.before) + str(made.moved)
    with pytest.raises(rules.CannotMerge, match="消去"):
        undo(made)
