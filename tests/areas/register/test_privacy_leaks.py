"""Leaks: when they must be reported and by when, as the law says."""

from __future__ import annotations

from datetime import date

import pytest

from yoriai.web.register.rules import leaks
from yoriai.web.register.rules.leaks import Facts

KNOWN = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("facts", "article"),
    [
        (Facts(KNOWN, sensitive=True, people=1), "7条1号"),
        (Facts(KNOWN, money_loss=True, people=1), "7条2号"),
        (Facts(KNOWN, malicious=True, people=1), "7条3号"),
        (Facts(KNOWN, people=1001), "7条4号"),
    ],
)
def test_each_ground_stands_alone(facts: Facts, article: str) -> None:
    (sentence,) = leaks.duties(facts)
    assert article in sentence
    assert len(leaks.sentences(facts)) == 5


def test_a_thousand_people_are_not_more_than_a_thousand() -> None:
    assert leaks.duties(Facts(KNOWN, people=1000)) == []
    assert "義務はありません。" in leaks.sentences(Facts(KNOWN, people=1000))[0]
    assert "もう一度確かめて" in leaks.sentences(Facts(KNOWN))[0]


def test_all_grounds_together() -> None:
    facts = Facts(KNOWN, sensitive=True, money_loss=True, malicious=True, people=5000)
    assert len(leaks.duties(facts)) == 4


def test_the_day_it_was_known_is_the_first_day() -> None:
    due = leaks.deadlines(Facts(KNOWN, sensitive=True))
    assert (due.first_from, due.first_until) == (date(2026, 10, 3), date(2026, 10, 5))
    assert due.final == date(2026, 10, 30)
    assert leaks.deadlines(Facts(KNOWN, malicious=True)).final == date(2026, 11, 29)


def test_the_next_report() -> None:
    facts = Facts(KNOWN, sensitive=True)
    first = leaks.next_due(facts, first_done=None, final_done=None)
    assert first == ("速報", date(2026, 10, 5))
    assert leaks.next_due(facts, first_done=KNOWN, final_done=None) == ("確報", date(2026, 10, 30))
    assert leaks.next_due(facts, first_done=KNOWN, final_done=KNOWN) is None
    assert leaks.next_due(Facts(KNOWN), first_done=None, final_done=None) is None
