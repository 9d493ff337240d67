"""One organisation whole: everything that any area knows, in time order, and the next deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests import cast, factories
from yoriai.web.register import actions, queries
from yoriai.web.register.models import (
    Consent,
    ImportLine,
    ImportRun,
    Merge,
    Offering,
    Organisation,
    Person,
    Sending,
    SendingLine,
    Tie,
)

pytestmark = pytest.mark.django_db


def organisation(**values: object) -> Organisation:
    base = {"name": "里山の会", "kana": "さとやまのかい", "sector": "citizen", "legal_form": "npo"}
    return actions.save_organisation(cast.viewer("staff"), Organisation(**(base | values)), at=cast.NOW)


def told(row: Organisation, name: str = "staff") -> list[tuple[str, str]]:
    return [(line.area, line.words) for line in queries.story(cast.viewer(name), row)]


def test_the_days_of_its_life_stand_newest_first() -> None:
    row = organisation(
        established_on=date(2010, 2, 1),
        registered_on=date(2010, 3, 1),
        certification="certified",
        certified_from=date(2022, 8, 1),
        certification_withdrawn_on=date(2024, 1, 1),
        profile_consent_on=date(2025, 4, 1),
        dissolved_on=date(2026, 3, 31),
        dissolution_reason="合併",
    )
    assert [words for _area, words in told(row)] == [
        "解散しました 合併",
        "紹介文の公開に同意しました",
        "認定が取り消されました",
        "認定が始まりました",
        "設立の登記をしました",
        "設立が認証されました",
    ]


def test_changes_of_what_it_is_known_by_are_told() -> None:
    row = organisation(representative="三宅 葵")
    row.representative, row.phone = "", "1"
    actions.save_organisation(cast.viewer("staff"), row, at=cast.NOW)
    assert told(row) == [("台帳", "代表者（届出）が「三宅 葵」から「（なし）」に変わりました")]
    assert told(row, "partner") == []


def test_imports_merges_and_sendings_are_told() -> None:
    row, user = organisation(), cast.make_user("lead")
    run = ImportRun.objects.create(
        kind="portal", state="done", file_name="x", sha256="", started_at=cast.NOW, started_by=user
    )
    for kind, taken in (("changed", True), ("same", True), ("new", False)):
        ImportLine.objects.create(
            run=run, number=1, kind=kind, target="organisation", target_id=row.pk, taken=taken
        )
    later = datetime(2026, 11, 1, tzinfo=UTC)
    Merge.objects.create(
        kind="organisation",
        kept_id=row.pk,
        gone_id=0,
        before={},
        moved={},
        at=cast.NOW,
        by=user,
        undone_at=later,
    )
    Merge.objects.create(
        kind="organisation", kept_id=row.pk, gone_id=0, before={}, moved={}, at=cast.NOW, by=user
    )
    sending = Sending.objects.create(
        kind="letter", purpose="newsletter", subject="秋のお便り", sent_at=later, sent_by=user
    )
    SendingLine.objects.create(sending=sending, organisation=row, piece=1)
    assert sorted(told(row)) == [
        ("取り込み", "内閣府NPOポータルから取り込みました（変わった）"),
        ("台帳", "まとめた記載を、元に分けました"),
        ("台帳", "重なっていた記載を、ここにまとめました"),
        ("台帳", "重なっていた記載を、ここにまとめました"),
        ("発送", "「秋のお便り」を手紙で送りました"),
    ]


def test_ties_and_offers_are_told_when_they_begin_and_end() -> None:
    row, other = organisation(), factories.organisation(name="川の会")
    staff = cast.viewer("staff")
    ended = {"since": date(2024, 4, 1), "until": date(2025, 3, 31)}
    actions.add_part(staff, Tie(first=other, second=row, kind="supports", **ended), at=cast.NOW)
    need = Offering(
        organisation=row, kind="needs", text="人手", since=date(2026, 4, 1), until=date(2099, 3, 31)
    )
    actions.add_part(staff, need, at=cast.NOW)
    assert [words for _area, words in told(row)] == [
        "求めていること「人手」が始まりました",
        "「川の会」とのつながり（相手から支援を受けている）が終わりました",
        "「川の会」とのつながり（相手から支援を受けている）が始まりました",
    ]


def test_a_term_that_has_not_ended_is_a_deadline_and_no_story_yet() -> None:
    row = organisation()
    factories.affiliation(organisation=row, since=date(2025, 6, 1), until=date(2099, 5, 31))
    [due] = queries.deadlines(cast.viewer("staff"), row, cast.TODAY)
    assert (due.day, due.words) == (date(2099, 5, 31), "代表 髙﨑 澄江さんの任期の終わり")
    assert [words for _area, words in told(row)] == ["髙﨑 澄江さんが代表になりました"]
    assert queries.deadlines(cast.viewer("partner"), row, cast.TODAY) == []


def test_conversations_for_which_its_people_answered_are_told() -> None:
    row, person = organisation(), factories.person()
    role = factories.affiliation(
        organisation=row, person=person, since=date(2020, 4, 1), until=date(2026, 12, 31)
    )
    talk = factories.conversation(responsible=person, opens_at=datetime(2026, 9, 1, tzinfo=UTC))
    factories.conversation(responsible=person, published_at=None)
    factories.conversation(responsible=person, opens_at=datetime(2027, 9, 1, tzinfo=UTC))
    [line] = [line for line in queries.story(cast.viewer("staff"), row) if line.area == "声"]
    assert line.words == f"対話「{talk}」を始めました（責任者：{role.get_kind_display()} 髙﨑 澄江さん）"
    assert cast.client("staff").get(line.url).status_code == 200


def test_what_a_field_held_and_from_when_to_when() -> None:
    row, staff = organisation(representative="三宅 葵"), cast.viewer("staff")
    for at, name in (
        (datetime(2025, 5, 31, tzinfo=UTC), "小野 洋子"),
        (datetime(2026, 5, 31, tzinfo=UTC), "平松 直樹"),
    ):
        row.representative = name
        actions.save_organisation(staff, row, at=at)
    assert [(line.value, line.since, line.until, line.now) for line in queries.past(staff, row)] == [
        ("小野 洋子", date(2025, 5, 31), date(2026, 5, 31), "平松 直樹"),
        ("三宅 葵", None, date(2025, 5, 31), "小野 洋子"),
    ]
    page = cast.client("staff").get(f"/register/organisations/{row.pk}/").content.decode()
    assert "2025-05-31から 2026-05-31まで" in page


def test_from_pupil_to_representative_on_one_record() -> None:
    """One person over the years: a mother's consent, a pupil's role, adulthood, an own consent, an office."""
    staff, mother, school, group = (
        cast.viewer("staff"),
        factories.person(given_name="節子"),
        factories.organisation(name="高梁中学校", kana="たかはしちゅうがっこう"),
        organisation(),
    )
    row = actions.save_person(
        staff,
        Person(family_name="髙﨑", given_name="花", birthday=date(2008, 5, 1), guardian=mother),
        at=cast.NOW,
    )
    given = Consent(person=row, given_by=mother, purpose="invitations", given_on=date(2021, 4, 1))
    actions.give_consent(staff, given, at=cast.NOW)
    actions.affiliate(
        staff,
        person=row,
        organisation=school,
        kind="pupil",  # type: ignore[arg-type]
        since=date(2021, 4, 1),
        until=date(2024, 3, 31),
        at=cast.NOW,
    )
    own = Consent(person=row, given_by=row, purpose="invitations", given_on=date(2026, 5, 2))
    actions.give_consent(staff, own, at=cast.NOW)
    actions.affiliate(
        staff,
        person=row,
        organisation=group,
        kind="representative",  # type: ignore[arg-type]
        since=date(2026, 6, 1),
        at=cast.NOW,
    )
    standing = {
        day: [counts for _consent, counts, _outgrown in queries.consents_with_standing(staff, row, day)]
        for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 2))
    }
    assert standing == {
        date(2026, 4, 30): [False, True],
        date(2026, 5, 1): [False, False],
        date(2026, 5, 2): [True, False],
    }
    kinds = [role.kind for role in queries.affiliations_visible_to(staff).filter(person=row)]
    assert kinds == ["representative", "pupil"]
