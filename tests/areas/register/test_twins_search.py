"""Looking for duplicates in a worker: asked for, told of, stopped, and never stuck."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions as entries
from yoriai.web.register.actions import merging
from yoriai.web.register.actions import twins as actions
from yoriai.web.register.models import NotTheSame, Organisation, Person, Reach, TwinPair, TwinSearch
from yoriai.web.register.queries import similar, twins
from yoriai.web.register.rules import twin_searches as rules
from yoriai.web.work import life

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def ask(kind: str = "person") -> TwinSearch:
    return actions.request_search(cast.viewer("lead"), kind, at=NOW, enqueue=False)


def run(search: TwinSearch) -> TwinSearch:
    actions.work_on(search.pk, clock=lambda: NOW)
    search.refresh_from_db()
    return search


def two_people(**second: Any) -> tuple[Person, Person]:
    values = {"birthday": "1950-01-02"}
    return factories.person(**values), factories.person(**(values | {"family_name": "高崎"} | second))


def pairs(kind: str = "person", name: str = "lead") -> list[TwinPair]:
    return list(twins.pairs_visible_to(cast.viewer(name), kind))


def test_a_search_finds_pairs_with_their_reasons() -> None:
    first, second = two_people()
    factories.person(family_name="小野", family_kana="おの")
    done = run(ask())
    assert (done.state, done.progress, done.compared, done.found) == ("done", 100, 3, 1)
    [pair] = pairs()
    assert (pair.first_id, pair.second_id, pair.level, str(pair)) == (
        first.pk,
        second.pk,
        "sure",
        f"person {first.pk} {second.pk}",
    )
    words = [sentence for sentence, _points in twins.sentences("person", pair.reasons)]
    assert words == ["生年月日が同じです", "名前が同じです"]
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["register.request_twins", "register.end_twins"]
    assert str(done) == f"twin search {done.pk}"


def test_organisations_are_searched_too() -> None:
    town = factories.municipality()
    for name in ("NPO法人 里山の会", "里山の会"):
        factories.organisation(name=name, kana="", phone="0866-22-1111", municipality=town)
    factories.organisation(name="水辺の会", kana="みずべのかい")
    assert run(ask("organisation")).found == 1
    assert len(pairs("organisation")) == 1 and pairs() == []


def test_telephones_of_people_count() -> None:
    first, second = two_people(birthday=None)
    for row in (first, second):
        Reach.objects.create(person=row, kind="mobile", value="090", key="09012345678")
        Reach.objects.create(person=row, kind="email", value="s", key="s@example.jp")
        Reach.objects.create(person=row, kind="post", value="p", key="p")
    run(ask())
    assert {reason["code"] for reason in pairs()[0].reasons} == {"name", "mobile", "email"}


def test_a_pair_found_different_is_never_suggested_again() -> None:
    first, second = two_people()
    run(ask())
    for a, b in ((second, first), (first, second)):
        actions.not_the_same(cast.viewer("lead"), "person", a.pk, b.pk, at=NOW)
    assert NotTheSame.objects.count() == 1 and pairs() == []
    run(ask())
    assert pairs() == []


def test_a_pair_put_off_stays_put_off() -> None:
    two_people()
    run(ask())
    actions.put_off(cast.viewer("lead"), pairs()[0], at=NOW)
    run(ask())
    assert pairs()[0].put_off_at == NOW


def test_merged_and_erased_entries_are_not_suggested() -> None:
    first, second = two_people()
    run(ask())
    made = merging.merge(cast.viewer("lead"), "person", kept=first.pk, gone=second.pk, at=NOW)
    assert pairs() == []
    merging.undo(cast.viewer("lead"), made, at=NOW)
    assert len(pairs()) == 1
    Person.objects.filter(pk=first.pk).update(erased_at=NOW)
    assert pairs() == []
    assert run(ask()).compared == 1


def test_blocks_that_were_too_large_are_told() -> None:
    for number in range(61):
        row = factories.person(
            family_name=f"姓{number}", family_kana=f"せ{number}", given_name="", given_kana=""
        )
        Reach.objects.create(person=row, kind="phone", value="086", key="0860000000")
    done = run(ask())
    assert done.left_out == [{"code": "phone", "size": 61, "cut": True}]
    assert rules.about_block(done.left_out[0]).startswith("電話番号が同じ登録が61件ある")
    assert "くらべていません" in rules.about_block({"code": "birthday", "size": 3000, "cut": False})


def test_every_block_has_its_words() -> None:
    from yoriai.web.register.rules.twins import organisations, people, person_traits

    row = person_traits(
        1, family_name="高崎", given_name="澄江", family_kana="たかさき", former_names="三宅", town="1",
        address="松山1", birthday=NOW.date(), phones=["1"], emails=["a"],
    )  # fmt: skip
    codes = {key[0] for key in people.person_keys(row, people.PeopleCounts())}
    group = organisations.organisation_traits(
        1, name="里山の会", kana="さとやまのかい", corporate_number="1", town="1", address="松山1", phone="1",
        email="a", url="b", representative="c",
    )  # fmt: skip
    codes |= {key[0] for key in organisations.organisation_keys(group, organisations.OrganisationCounts())}
    assert codes == set(rules.SHARED)


# --- the worker ----------------------------------------------------------------------------------


def test_the_task_is_put_into_the_queue(django_capture_on_commit_callbacks: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.request_search(cast.viewer("lead"), "person", at=NOW)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [asked.pk], "kwargs": {}}
    actions.find_twins.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == "done"


def test_one_search_of_a_kind_at_a_time() -> None:
    ask()
    with pytest.raises(actions.AlreadySearching):
        ask()
    ask("organisation")


def test_a_dead_search_makes_room() -> None:
    first = ask()
    later = NOW + life.PATIENCE + timedelta(seconds=1)
    actions.request_search(cast.viewer("lead"), "person", at=later, enqueue=False)
    first.refresh_from_db()
    assert (first.state, first.problem) == ("failed", rules.SENTENCES.not_taken_up)


def test_a_waiting_search_is_stopped_at_once_and_stays_so() -> None:
    row = ask()
    actions.stop(cast.viewer("lead"), row, at=NOW)
    row.refresh_from_db()
    assert row.state == "stopped"
    actions.stop(cast.viewer("lead"), row, at=NOW)
    actions.work_on(row.pk)
    row.refresh_from_db()
    assert row.state == "stopped"


def test_a_running_search_stops_at_its_next_sign_of_life() -> None:
    two_people()
    run(ask())
    row = ask()

    def clock() -> Any:
        TwinSearch.objects.filter(pk=row.pk, state="running").update(stop_requested=True)
        return NOW

    actions.work_on(row.pk, clock=clock)
    row.refresh_from_db()
    assert row.state == "stopped" and len(pairs()) == 1  # those of the search before


def test_stopping_a_running_search_is_a_wish() -> None:
    row = ask()
    TwinSearch.objects.filter(pk=row.pk).update(state="running", heard_at=NOW)
    actions.stop(cast.viewer("lead"), row, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.stop_requested) == ("running", True)


def test_stopping_a_dead_search_closes_it() -> None:
    row = ask()
    TwinSearch.objects.filter(pk=row.pk).update(state="running", heard_at=NOW)
    actions.stop(cast.viewer("lead"), row, at=NOW + life.SILENCE + timedelta(seconds=1))
    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", rules.SENTENCES.lost_worker)


def test_a_search_stopped_at_the_last_moment_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    two_people()
    row = ask()
    find = actions._find

    def late(kind: str, report: Any) -> Any:
        found = find(kind, report)
        TwinSearch.objects.filter(pk=row.pk).update(stop_requested=True)
        return found

    monkeypatch.setattr(actions, "_find", late)
    assert run(row).state == "stopped" and pairs() == []


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [(MemoryError(), rules.SENTENCES.out_of_memory), (ValueError("x"), rules.SENTENCES.unexpected)],
)
def test_what_goes_wrong_is_said(monkeypatch: pytest.MonkeyPatch, problem: Exception, sentence: str) -> None:
    def fail(*_args: Any) -> Any:
        raise problem

    monkeypatch.setattr(actions, "_find", fail)
    row = run(ask())
    assert (row.state, row.problem) == ("failed", sentence)


def test_the_end_of_the_server_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> Any:
        raise SystemExit

    monkeypatch.setattr(actions, "_find", fail)
    row = ask()
    with pytest.raises(SystemExit):
        run(row)
    row.refresh_from_db()
    assert (row.state, row.problem) == ("failed", rules.SENTENCES.server_ended)


def test_a_search_given_up_meanwhile_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ask()

    def given_up(*_args: Any) -> Any:
        TwinSearch.objects.filter(pk=row.pk).update(state="failed", problem="x")
        raise ValueError

    monkeypatch.setattr(actions, "_find", given_up)
    assert run(row).problem == "x"


def test_progress_is_written_sparingly() -> None:
    row = ask()
    TwinSearch.objects.filter(pk=row.pk).update(state="running")
    at = [NOW]
    report = actions.Reporter(TwinSearch.objects.filter(pk=row.pk, state="running"), lambda: at[0])
    for fraction, seconds in ((0.1, 0), (0.1001, 0.2), (0.2, 0.3), (0.2, 5)):
        at[0] = NOW + timedelta(seconds=seconds)
        report(fraction, "x")
    row.refresh_from_db()
    assert (row.progress, row.heard_at) == (20, NOW + timedelta(seconds=5))
    TwinSearch.objects.filter(pk=row.pk).update(state="failed")
    with pytest.raises(actions.Stopped):
        report(0.5, "x")


def test_slow_and_dead_searches() -> None:
    row = ask()
    assert rules.is_live(row, NOW) and not rules.life_of(row).is_slow_to_start(NOW)
    assert rules.life_of(row).is_slow_to_start(NOW + timedelta(minutes=2))
    assert not rules.is_live(row, NOW + life.PATIENCE * 2)
    row.state = "done"
    assert not rules.life_of(row).is_dead(NOW + life.PATIENCE * 2)


@pytest.mark.parametrize("name", [name for name in cast.NAMES if name not in ("director", "lead")])
def test_nobody_else_searches_or_decides(name: str) -> None:
    actor = cast.viewer(name)
    two_people()
    row = run(ask())
    pair = pairs()[0]
    for deed in (
        lambda: actions.request_search(actor, "person", at=NOW),
        lambda: actions.stop(actor, row, at=NOW),
        lambda: actions.not_the_same(actor, "person", 1, 2, at=NOW),
        lambda: actions.put_off(actor, pair, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert pairs(name=name) == [] and not twins.searches_visible_to(actor)


# --- the hint while somebody types ---------------------------------------------------------------


def hints(kind: str, viewer: str = "staff", **values: Any) -> list[Person | Organisation]:
    return [found.row for found in similar.similar_to(cast.viewer(viewer), kind, values)]


@pytest.mark.parametrize(
    "values",
    [
        {"family_name": "高﨑", "given_name": "澄江"},
        {"family_name": "タカサキ", "given_name": "すみえ"},
        {"family_name": "高先", "given_name": "純恵", "family_kana": "たかさき", "given_kana": "すみえ"},
        {"family_name": "澄江", "given_name": "髙﨑"},
        {"family_name": "三宅", "given_name": "澄江", "phones": ["０９０-1234-5678"]},
        {"family_name": "三宅", "given_name": "澄江", "former_names": "高崎", "emails": [" S@example.jp"]},
    ],
)
def test_a_person_who_is_registered_is_hinted_at(values: dict[str, Any]) -> None:
    town = factories.municipality()
    row = factories.person(municipality=town, birthday=date(1950, 1, 2))
    entries.save_person(cast.viewer("staff"), row, at=NOW)
    Reach.objects.create(person=row, kind="mobile", value="090", key="09012345678")
    Reach.objects.create(person=row, kind="email", value="s", key="s@example.jp")
    factories.person(family_name="小野", family_kana="おの")
    values = {"birthday": row.birthday, "municipality": town} | values
    [found] = similar.similar_to(cast.viewer("staff"), "person", values)
    assert found.row == row and found.sentences[0].endswith("です")
    assert hints("person", viewer="reception", **values) == []  # a hint would tell a birthday
    assert similar.similar_to(cast.viewer("staff"), "person", values, exclude=row.pk) == []


@pytest.mark.parametrize(
    "values",
    [
        {"name": "里山の会"},
        {"name": "ＮＰＯ法人 里山の会", "legal_form": "npo"},
        {"name": "さとやまのかい"},
        {"name": "あたらしい会", "corporate_number": "7000012050002"},
        {"name": "里山会", "phone": "(0866)22-1111", "email": "A@example.jp"},
    ],
)
def test_an_organisation_that_is_registered_is_hinted_at(values: dict[str, Any]) -> None:
    town = factories.municipality()
    row = factories.organisation(
        name="里山の会", kana="さとやまのかい", municipality=town, phone="0866-22-1111", email="a@example.jp",
        corporate_number="7000012050002",
    )  # fmt: skip
    factories.organisation(name="水辺の会", kana="みずべのかい")
    assert hints("organisation", municipality=town, **values) == [row]
    assert hints("organisation", viewer="visitor", municipality=town) == []


def test_nothing_typed_nothing_hinted() -> None:
    two_people()
    factories.organisation()
    assert hints("person") == [] and hints("organisation") == []
