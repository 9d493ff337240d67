"""What people see: the newest map, a map by its number, and the way from a sentence to its voices."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.areas.voices import maps_world as world
from tests.areas.voices.maps_reading import read, words
from yoriai.web.voices.models import AskedAttribute, CensusFigure, Declared, Participant, Snapshot, Vote

pytestmark = pytest.mark.django_db


def test_the_newest_published_map_is_the_map_of_the_conversation() -> None:
    row = world.two_camps()
    world.published(row)
    second = world.published(row)
    world.snapshot(row)  # a third one that nobody has published
    html = read("voices_map", "bus")
    assert "<h1>意見の地図 第2号</h1>" in html
    assert second.votes_digest in html
    assert "第3号" not in html


def test_the_page_of_a_map_says_everything_it_has_to() -> None:
    world.published(world.two_camps())
    text = words(read("voices_map_number", "bus", 1))
    for said in (
        "グループA（20人）",
        "「意見その1です。」に賛成",
        "みんなが同じ向きの意見",
        "まとめの意見",
        "守られています",
        "いちばん見落とされそうだった声",
        "つくり直しても同じか",
        "これは世論調査ではありません",
        "参加した人は30人です",
        "年代や住まいは、たずねていません",
        "どうやって計算したか",
        "乱数の種 1",
    ):
        assert said in text, said


def test_every_chart_has_its_numbers_as_a_table() -> None:
    world.published(world.two_camps())
    html = read("voices_map", "bus")
    for figure in re.findall(r'<figure class="chart">.*?</figure>', html, re.DOTALL):
        assert "<details" in figure and "<table>" in figure
    assert html.count('role="img"') > 3
    assert 'style="' not in html


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This is not a poll."), ("ja-easy", "世論調査では ありません。参加したい 人が 投票しました。")],
)
def test_the_page_is_there_in_three_languages(language: str, said: str) -> None:
    world.published(world.two_camps())
    html = read("voices_map", "bus", language=language)
    assert said in words(html)
    assert ("Opinion 1." in html) == (language == "en")
    assert ("<rt>" in html) == (language == "ja-easy")
    assert "{" not in words(html)


def test_without_a_published_map_the_page_says_what_is_missing() -> None:
    row = world.two_camps(closes_at=timezone.now() + timedelta(days=1))
    world.voice(row)
    text = words(read("voices_map", "bus"))
    assert "地図は、まだ公開されていません" in text and "投票は" in text
    assert "確認を待っています 1" in text
    row.closes_at = timezone.now() - timedelta(days=1)
    row.save()
    assert "投票は" not in words(read("voices_map", "bus"))


def test_an_unpublished_map_is_seen_by_those_who_publish_only() -> None:
    world.snapshot(world.two_camps())
    url = reverse("voices_map_number", args=["bus", 1])
    assert cast.client("visitor").get(url).status_code == 404
    assert cast.client("supervisor").get(url).status_code == 404
    text = words(read("voices_map_number", "bus", 1, who="staff"))
    assert "まだ公開していません" in text and "この地図を公開する" in text


def test_a_conversation_that_is_not_public_has_no_public_map() -> None:
    world.published(world.two_camps(published_at=None))
    assert cast.client("visitor").get(reverse("voices_map", args=["bus"])).status_code == 404


def test_publishing_from_the_page() -> None:
    world.snapshot(world.two_camps())
    response = cast.client("staff").post(reverse("voices_publish_map", args=["bus", 1]), follow=True)
    assert response.redirect_chain == [(reverse("voices_map_number", args=["bus", 1]), 302)]
    assert "地図を公開しました" in response.content.decode()


def test_too_few_votes_are_said_kindly() -> None:
    world.published(world.two_camps(people=4))
    text = words(read("voices_map", "bus"))
    assert "地図にするには、投票がまだ少ないです" in text
    assert "これは世論調査ではありません" in text
    assert "グループA" not in text


def test_people_between_the_groups_are_in_the_legend() -> None:
    found = world.snapshot(world.two_camps())
    first, *rest = found.people["rows"]
    people = {**found.people, "rows": [[*first[:3], "", *first[4:]], *rest]}
    fields = {name: getattr(found, name) for name in ("seed", "votes_digest", "summary", "statements")}
    copy = Snapshot.objects.create(
        conversation=found.conversation, number=2, made_at=cast.NOW, people=people, **fields
    )
    text = words(read("voices_map_number", "bus", copy.number, who="staff"))
    assert "どのグループとも言いきれない（1人）" in text


def test_without_stable_groups_the_continuum_is_shown_and_said() -> None:
    found = world.snapshot(world.two_camps())
    summary = {
        **found.summary,
        "verdict": "no stable groups",
        "groups": [],
        "distinct": {},
        "slate": [],
        "guarantees": {"ejr_plus": {}, "distinctive": {}},
        "axes": [{"axis": "x", "high_agrees": ["1"], "high_disagrees": ["3"]}],
    }
    rows = [[number, x, y, "", None, *rest] for number, x, y, _, _, *rest in found.people["rows"]]
    people = {**found.people, "rows": rows}
    copy = Snapshot.objects.create(
        conversation=found.conversation,
        number=2,
        made_at=cast.NOW,
        seed=1,
        votes_digest=found.votes_digest,
        summary=summary,
        people=people,
        statements=found.statements,
    )
    text = words(read("voices_map_number", "bus", copy.number, who="staff"))
    assert "グループには分かれませんでした" in text
    assert "だれかを「○○派」と呼ぶことはできません" in text
    left, right = text.split("左の端に近い人")[1].split("右の端に近い人")
    assert "✕ 反対 意見その1です。" in left and "○ 賛成 意見その3です。" in left
    assert "○ 賛成 意見その1です。" in right and "✕ 反対 意見その3です。" in right


def asked(row: Any) -> AskedAttribute:
    choices = [{"value": v, "ja": f"{v}歳", "easy": "", "en": v} for v in ("18-39", "40-64", "65")]
    attribute = AskedAttribute.objects.create(
        conversation=row, key="age", label_ja="年代", label_en="Age", choices=choices
    )
    for value, people in (("18-39", 2000), ("40-64", 3000), ("65", 5000)):
        CensusFigure.objects.create(attribute=attribute, value=value, people=people, source="国勢調査")
    return attribute


def test_who_took_part_stands_beside_the_census_without_small_cells() -> None:
    row = world.two_camps()
    attribute = asked(row)
    for person in row.participants.all():
        value = "65" if person.number < 2 else "18-39" if person.number < 20 else None
        if value:
            Declared.objects.create(participant=person, attribute=attribute, value=value)
    text = words(read("voices_map_number", "bus", world.published(row).number))
    part = text.split("だれが参加したか")[1].split("この地図から言えないこと")[0]
    assert "65歳 5人未満" in part
    assert "18-39歳 18 90% 2000 20%" in part
    assert "国勢調査" in part
    assert "住民では20%ですが、参加した人では90%です" in text
    promises = text.split("約束2")[1].split("どれくらい確かか")[0]
    assert "年代が「65歳」の人 5人未満なので、何も示しません – –" in promises


def test_the_readers_own_dot_is_on_the_map() -> None:
    row = world.two_camps(closes_at=timezone.now() + timedelta(days=1))
    browser = cast.client("visitor")
    browser.post(reverse("voices_start", args=["bus"]))
    me = Participant.objects.filter(conversation=row).order_by("-number").first()
    assert me is not None and me.number == 30
    for statement in row.statements.all():
        Vote.objects.create(participant=me, statement=statement, value=1, at=cast.NOW)
    world.published(row)
    url = reverse("voices_map", args=["bus"])
    assert 'class="you"' in browser.get(url).content.decode()
    assert 'class="you"' not in cast.client("visitor").get(url).content.decode()


def test_a_statement_opens_to_its_votes_and_its_voices() -> None:
    row = world.two_camps()
    first = row.statements.get(number=1)
    world.voice(row, statement=first, text="終バスを遅くして", channel="phone")
    world.voice(
        row,
        statement=first,
        text="夜も走ってほしい",
        state="merged",
        reason="same_meaning",
        note="同じ願いです",
    )
    world.voice(row, text="まだ読まれていない声")
    before = words(read("voices_statement", "bus", 1))
    assert "票は、地図といっしょに公開します" in before
    world.published(row)
    text = words(read("voices_statement", "bus", 1))
    assert "地図 第1号での票" in text and "グループA" in text
    assert "もとになった声（2件）" in text
    assert "終バスを遅くして" in text and "電話" in text
    assert "夜も走ってほしい" in text
    assert "まだ読まれていない声" not in text


def test_a_statement_of_another_conversation_is_not_found() -> None:
    world.two_camps()
    assert cast.client("visitor").get(reverse("voices_statement", args=["bus", 99])).status_code == 404


def test_a_statement_that_is_hidden_says_so() -> None:
    row = world.two_camps()
    row.statements.filter(number=1).update(shown=False)
    assert "いまは投票に出していません" in words(read("voices_statement", "bus", 1))


def test_every_voice_is_counted_in_exactly_one_state() -> None:
    row = world.two_camps()
    first = row.statements.get(number=1)
    world.voice(row, statement=first)
    world.voice(row, state="held", reason="attack")
    world.voice(row)
    world.published(row)
    assert "合わせて 3" in words(read("voices_map", "bus"))


def test_voices_are_that_are_held_back_are_not_on_the_pages() -> None:
    row = world.two_camps()
    world.voice(row, state="held", reason="personal", text="山田さんの電話番号は")
    world.published(row)
    for name, args in (("voices_map", ["bus"]), ("voices_statement", ["bus", 1])):
        assert "山田さん" not in read(name, *args)
