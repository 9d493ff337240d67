"""Voting: what was shown, what stands, what is logged; double taps, two tabs, undo and change."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import public_voting as actions
from yoriai.web.voices.models import Cast, Conversation, Participant, Showing, Vote
from yoriai.web.voices.queries import public_voting as queries
from yoriai.web.voices.rules.public_voting import AGREE, DISAGREE, PASS, NotShown, Standing
from yoriai.web.voices.rules.routing import Tally, distribution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def talk_with(count: int, **fields: object) -> Conversation:
    talk = factories.conversation(**fields)
    for number in range(count):
        factories.statement(talk, f"意見その{number}")
    return talk


def turn(talk: Conversation, who: Participant, seed: int = 1, minutes: int = 0) -> actions.Turn:
    at = cast.NOW + timedelta(minutes=minutes)
    return actions.Turn(talk, who, "web", at, random.Random(seed))


def voter(talk: Conversation) -> Client:
    browser = Client()
    browser.post(reverse("voices_start", args=[talk.slug]))
    return browser


def post(browser: Client, talk: Conversation, number: object, value: str, **more: object):  # type: ignore[no-untyped-def]
    data = {"statement": number, "value": value}
    return browser.post(reverse("voices_vote", args=[talk.slug]), data, **more)


def test_what_is_shown_is_stored_with_the_probability_it_had() -> None:
    talk = talk_with(5)
    other = factories.participant(talk)
    for number in (0, 1):
        factories.showing(other, talk.statements.get(number=number))
    who = factories.participant(talk)
    standing = actions.show_next(turn(talk, who))
    shown = Showing.objects.get(participant=who)
    tallies = {
        row.pk: Tally(showings=row.showings.exclude(participant=who).count()) for row in talk.statements.all()
    }
    assert standing.pending == shown.statement_id
    assert shown.probability == pytest.approx(
        distribution(tallies, talk.minimum_showings)[shown.statement_id]
    )


def test_the_stored_probabilities_of_a_whole_session_are_those_of_what_was_left() -> None:
    talk = talk_with(6)
    who = factories.participant(talk)
    actions.show_next(turn(talk, who))
    for number in range(6):
        row = Showing.objects.filter(participant=who).order_by("at", "pk").last()
        assert row is not None
        # nobody else voted, so that all that is left is equally likely
        assert row.probability == pytest.approx(1 / (6 - number))
        actions.cast(turn(talk, who, number, number + 1), number=row.statement.number, value=AGREE)
    assert Showing.objects.filter(participant=who).count() == 6


def test_reloading_shows_the_same_statement_again() -> None:
    talk = talk_with(9)
    who = factories.participant(talk)
    assert {actions.show_next(turn(talk, who, seed)).pending for seed in range(5)} == {
        Showing.objects.get().statement_id
    }
    assert Event.objects.filter(verb="voices.show").count() == 1


def test_a_vote_stands_is_logged_and_audited() -> None:
    talk = talk_with(2)
    who = factories.participant(talk)
    first = actions.show_next(turn(talk, who))
    assert first.pending is not None
    actions.cast(turn(talk, who), number=first.live[first.pending], value=DISAGREE)
    vote, cast_row = Vote.objects.get(), Cast.objects.get()
    assert (vote.participant, vote.statement_id, vote.value) == (who, first.pending, DISAGREE)
    assert (cast_row.value, cast_row.channel) == (DISAGREE, "web")
    assert cast_row.milliseconds == int(cast.NOW.timestamp() * 1000)
    event = Event.objects.get(verb="voices.vote")
    assert (event.target_id, event.facts) == (
        str(who.pk),
        {"statement": first.live[first.pending], "value": -1},
    )


def test_the_same_vote_twice_is_one_vote() -> None:
    talk = talk_with(1)
    who = factories.participant(talk)
    actions.show_next(turn(talk, who))
    for minutes in range(3):
        actions.cast(turn(talk, who, minutes=minutes), number=0, value=AGREE)
    assert (Vote.objects.count(), Cast.objects.count(), Event.objects.filter(verb="voices.vote").count()) == (
        1,
        1,
        1,
    )


def test_a_changed_vote_replaces_the_old_one_and_both_are_logged() -> None:
    talk = talk_with(1)
    who = factories.participant(talk)
    actions.show_next(turn(talk, who))
    for minutes, value in enumerate((AGREE, PASS)):
        actions.cast(turn(talk, who, minutes=minutes), number=0, value=value)
    assert Vote.objects.get().value == PASS
    assert list(Cast.objects.order_by("pk").values_list("value", flat=True)) == [AGREE, PASS]


def test_undo_takes_back_the_newest_vote_and_shows_its_statement_again() -> None:
    talk = talk_with(4)
    who = factories.participant(talk)
    seen = []
    for minutes in range(3):
        pending = actions.show_next(turn(talk, who, minutes=minutes)).pending
        assert pending is not None
        seen.append(pending)
        actions.cast(
            turn(talk, who, minutes=minutes), number=queries.standing(talk, who).live[pending], value=AGREE
        )
    for minutes, expected in ((4, seen[2]), (5, seen[1])):
        assert actions.undo(turn(talk, who, minutes=minutes)).pending == expected
    assert list(Vote.objects.values_list("statement_id", flat=True)) == [seen[0]]
    assert list(Cast.objects.order_by("pk").values_list("value", flat=True)) == [1, 1, 1, None, None]
    assert Showing.objects.filter(participant=who).count() == 4


def test_undo_with_nothing_to_undo_is_nothing() -> None:
    talk = talk_with(1)
    who = factories.participant(talk)
    actions.undo(turn(talk, who))
    assert not Cast.objects.exists()
    assert not Event.objects.exists()


def test_one_votes_only_on_what_one_was_shown() -> None:
    talk, other = talk_with(3), talk_with(9)
    who = factories.participant(talk)
    pending = actions.show_next(turn(talk, who)).pending
    assert pending is not None
    unseen = talk.statements.exclude(pk=pending).values_list("number", flat=True)
    for number in [*unseen, 8, 2**31 - 1]:
        with pytest.raises(NotShown):
            actions.cast(turn(talk, who), number=number, value=AGREE)
    assert other.statements.filter(number=8).exists()
    assert not Vote.objects.exists()


def test_a_statement_that_was_hidden_takes_no_more_votes() -> None:
    talk = talk_with(2)
    who = factories.participant(talk)
    first = actions.show_next(turn(talk, who))
    assert first.pending is not None
    talk.statements.filter(pk=first.pending).update(shown=False)
    with pytest.raises(NotShown):
        actions.cast(turn(talk, who), number=first.live[first.pending], value=AGREE)
    assert actions.show_next(turn(talk, who)).pending not in (first.pending, None)


def test_a_rival_request_that_was_faster_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = talk_with(3)
    who = factories.participant(talk)
    first = actions.show_next(turn(talk, who))
    assert first.pending is not None
    actions.cast(turn(talk, who), number=first.live[first.pending], value=AGREE)
    plain, stale = queries.standing, [first]

    def once_stale(*args: object) -> Standing:
        return stale.pop() if stale else plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "standing", once_stale)
    actions.cast(turn(talk, who), number=first.live[first.pending], value=DISAGREE)
    assert Vote.objects.get().value == DISAGREE
    assert Showing.objects.count() == 2


def test_a_lasting_conflict_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def conflict(*_: object) -> Standing:
        raise IntegrityError

    monkeypatch.setattr(actions, "_cast", conflict)
    talk = talk_with(1)
    with pytest.raises(IntegrityError):
        actions.cast(turn(talk, factories.participant(talk)), number=0, value=AGREE)


def test_another_tab_that_was_faster_has_shown_already(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = talk_with(3)
    who = factories.participant(talk)
    before = queries.standing(talk, who)
    shown = actions.show_next(turn(talk, who))
    plain, stale = queries.standing, [before]
    monkeypatch.setattr(queries, "standing", lambda *args: stale.pop() if stale else plain(*args))
    assert actions.show_next(turn(talk, who, 9)).pending == shown.pending
    assert Showing.objects.count() == 1


def test_similar_statements_are_shown_without_chance() -> None:
    talk = talk_with(3)
    who = factories.participant(talk)
    rows = list(talk.statements.all()[:2])
    actions.show_chosen(who, rows, at=cast.NOW)
    actions.show_chosen(who, rows, at=cast.NOW)
    assert list(Showing.objects.values_list("probability", flat=True)) == [1.0, 1.0]


def test_counts_are_of_this_conversation_only() -> None:
    talk = talk_with(2)
    one, two = factories.participant(talk), factories.participant(talk)
    first, second = talk.statements.all()
    for who, value in ((one, AGREE), (two, PASS)):
        factories.showing(who, first)
        Vote.objects.create(participant=who, statement=first, value=value, at=cast.NOW)
    Vote.objects.create(participant=one, statement=second, value=DISAGREE, at=cast.NOW)
    elsewhere = talk_with(1)
    factories.showing(factories.participant(elsewhere), elsewhere.statements.get())
    assert queries.count_tallies(talk) == {first.pk: Tally(2, 1, 0, 1), second.pk: Tally(0, 0, 1, 0)}


def test_a_new_statement_is_routed_at_once_though_counts_are_a_few_seconds_old() -> None:
    talk = talk_with(1)
    who = factories.participant(talk)
    actions.show_next(turn(talk, who))
    actions.cast(turn(talk, who), number=0, value=AGREE)
    late = factories.statement(talk, "あとから来た意見")
    assert actions.show_next(turn(talk, who)).pending == late.pk


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("0", "7"),
        ("0", "1"),
        ("0", ""),
        ("", "agree"),
        ("x", "agree"),
        ("-1", "agree"),
        ("9" * 30, "agree"),
        ("1", "agree"),
    ],
)
def test_a_vote_that_makes_no_sense_changes_nothing_and_the_card_stays(number: str, value: str) -> None:
    talk = talk_with(1)
    browser = voter(talk)
    browser.get(reverse("voices_vote", args=[talk.slug]))
    page = post(browser, talk, number, value)
    assert page.status_code == 400
    assert "意見その0" in page.content.decode()
    assert not Vote.objects.exists()


def test_with_htmx_only_the_card_comes_back() -> None:
    talk = talk_with(2)
    browser = voter(talk)
    shown = browser.get(reverse("voices_vote", args=[talk.slug])).context["statement"]
    card = post(browser, talk, shown.number, "agree", headers={"HX-Request": "true"})
    text = card.content.decode()
    assert text.lstrip().startswith('<div id="card"')
    assert "<html" not in text
    assert "2のうち1の意見" in text
    assert card.context["statement"] != shown
    undone = browser.post(reverse("voices_undo", args=[talk.slug]), headers={"HX-Request": "true"})
    assert undone.context["statement"] == shown


def test_without_javascript_undo_leads_back_to_the_card() -> None:
    talk = talk_with(1)
    browser = voter(talk)
    vote = reverse("voices_vote", args=[talk.slug])
    browser.get(vote)
    assert post(browser, talk, 0, "pass").url == vote
    assert browser.post(reverse("voices_undo", args=[talk.slug])).url == vote
    assert "意見その0" in browser.get(vote).content.decode()
    assert not Vote.objects.exists()


def test_two_tabs_show_the_same_and_neither_breaks_the_other() -> None:
    talk = talk_with(3)
    browser = voter(talk)
    vote = reverse("voices_vote", args=[talk.slug])
    tabs = [browser.get(vote).context["statement"].number for _ in range(2)]
    assert tabs[0] == tabs[1]
    assert post(browser, talk, tabs[0], "agree").status_code == 302
    assert post(browser, talk, tabs[1], "disagree").status_code == 302
    assert Vote.objects.get().value == DISAGREE
    assert Showing.objects.count() == 2


def test_my_votes_are_mine_and_can_be_changed() -> None:
    talk = talk_with(1)
    browser, other = voter(talk), voter(talk)
    browser.get(reverse("voices_vote", args=[talk.slug]))
    post(browser, talk, 0, "agree")
    mine = reverse("voices_my_votes", args=[talk.slug])
    assert "意見その0" in browser.get(mine).content.decode()
    assert "意見その0" not in other.get(mine).content.decode()
    page = browser.get(reverse("voices_vote", args=[talk.slug]) + "?s=0")
    assert page.context["statement"].number == 0
    assert 'value="agree" type="submit" aria-pressed="true"' in page.content.decode()
    changed = browser.post(
        reverse("voices_vote", args=[talk.slug]), {"statement": 0, "value": "disagree", "from_list": "1"}
    )
    assert changed.url == mine
    assert Vote.objects.get().value == DISAGREE


@pytest.mark.parametrize("asked", ["1", "x", "", "9" * 50, "-1", "<b>"])
def test_a_statement_asked_for_by_address_was_shown_or_is_not_given(asked: str) -> None:
    talk = talk_with(1)
    elsewhere = talk_with(3)
    browser = voter(talk)
    page = browser.get(reverse("voices_vote", args=[talk.slug]), {"s": asked})
    assert page.context["statement"].conversation == talk
    assert elsewhere.statements.count() == 3


def test_who_has_not_joined_is_led_to_the_beginning() -> None:
    talk = talk_with(1)
    vote = reverse("voices_vote", args=[talk.slug])
    assert Client().post(vote, {"statement": 0, "value": "agree"}).url == vote
    htmx = Client().post(vote, {"statement": 0, "value": "agree"}, headers={"HX-Request": "true"})
    assert htmx.headers["HX-Redirect"] == vote
    assert Client().post(reverse("voices_undo", args=[talk.slug])).url == vote


def test_after_the_end_a_vote_is_not_taken() -> None:
    talk = talk_with(1)
    browser = voter(talk)
    browser.get(reverse("voices_vote", args=[talk.slug]))
    talk.closes_at = cast.NOW
    talk.save()
    page = reverse("voices_conversation", args=[talk.slug])
    assert post(browser, talk, 0, "agree").url == page
    htmx = post(browser, talk, 0, "agree", headers={"HX-Request": "true"})
    assert htmx.headers["HX-Redirect"] == page
    assert browser.post(reverse("voices_start", args=[talk.slug])).url == page
    assert not Vote.objects.exists()
    assert "受け付けは終わりました" in browser.get(page).content.decode()


def test_votes_that_came_by_qr_say_so() -> None:
    talk = talk_with(1)
    browser = Client()
    page = browser.get(reverse("voices_conversation", args=[talk.slug]) + "?via=qr").content.decode()
    assert 'name="via" value="qr"' in page
    browser.post(reverse("voices_start", args=[talk.slug]), {"via": "qr"})
    browser.get(reverse("voices_vote", args=[talk.slug]))
    post(browser, talk, 0, "agree")
    assert Cast.objects.get().channel == "qr"


def test_the_statement_is_shown_in_the_language_of_the_reader() -> None:
    talk = factories.conversation()
    factories.statement(talk, "ベンチを増やして", text_easy="ベンチを{増|ふ}やして", text_en="More benches")
    browser = voter(talk)
    vote = reverse("voices_vote", args=[talk.slug])
    assert "ベンチを増やして" in browser.get(vote).content.decode()
    assert "More benches" in browser.get(vote, headers={"accept-language": "en"}).content.decode()
    browser.cookies["django_language"] = "ja-easy"
    assert "<ruby>増" in browser.get(vote).content.decode()


def test_a_statement_without_english_is_marked_as_japanese() -> None:
    talk = talk_with(1)
    page = voter(talk).get(reverse("voices_vote", args=[talk.slug]), headers={"accept-language": "en"})
    assert '<span lang="ja">意見その0</span>' in page.content.decode()


def _queries_of_a_vote(browser: Client, talk: Conversation) -> int:
    shown = browser.get(reverse("voices_vote", args=[talk.slug])).context["statement"].number
    with CaptureQueriesContext(connection) as captured:
        assert post(browser, talk, shown, "agree", headers={"HX-Request": "true"}).status_code == 200
    return len(captured)


def test_a_vote_costs_the_same_few_queries_however_large_the_conversation() -> None:
    small, large = talk_with(5), talk_with(200)
    for number in range(30):
        who = factories.participant(large)
        for row in large.statements.all()[number : number + 20]:
            factories.showing(who, row)
            Vote.objects.create(participant=who, statement=row, value=AGREE, at=cast.NOW)
    one, other = voter(small), voter(large)
    counts = {_queries_of_a_vote(one, small)} | {_queries_of_a_vote(other, large) for _ in range(20)}
    assert max(counts) <= 15
    assert len(counts) == 1


def test_everybody_sees_each_statement_its_minimum_of_times() -> None:
    talk = talk_with(12, minimum_showings=5)
    for number in range(20):
        who = factories.participant(talk)
        actions.show_next(turn(talk, who, number))
        for step in range(4):
            cache.clear()
            pending = queries.standing(talk, who).pending
            assert pending is not None
            row = talk.statements.get(pk=pending)
            actions.cast(turn(talk, who, 100 * number + step), number=row.number, value=PASS)
    assert min(row.showings.count() for row in talk.statements.all()) >= 5
    assert all(0 < probability <= 1 for probability in Showing.objects.values_list("probability", flat=True))
