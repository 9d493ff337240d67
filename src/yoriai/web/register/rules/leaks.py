"""Leaks: whether they must be reported, by when, and in which words.

個人情報の保護に関する法律 26条 (report to the Commission, and telling the people), 同施行規則 7条 (what must
be reported), 8条 (items and time limits), 10条 (telling the people).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: 規則7条4号: more people than this.
MANY = 1000
#: ガイドライン（通則編）3-5-3-3: "promptly" is about three to five days.
FIRST_DAYS = (3, 5)
#: 規則8条2項: the final report; longer where 7条3号 applies.
FINAL_DAYS, FINAL_DAYS_MALICIOUS = 30, 60


@dataclass(frozen=True)
class Facts:
    """What is known of a leak."""

    known_on: date
    sensitive: bool = False
    money_loss: bool = False
    malicious: bool = False
    people: int | None = None


@dataclass(frozen=True)
class Deadlines:
    """The first report is due from day to day, the final one by a day."""

    first_from: date
    first_until: date
    final: date


def duties(facts: Facts) -> list[str]:
    """Why the leak must be reported, one sentence for each ground (規則7条各号); empty when it need not be.

    Grounds 1 to 3 hold from one person on; ground 4 for more than 1,000.
    """
    found = []
    if facts.sensitive:
        found.append("要配慮個人情報が含まれています。一人分でも報告が必要です（規則7条1号）。")
    if facts.money_loss:
        found.append(
            "不正に使われて財産の被害が出るおそれがあります。一人分でも報告が必要です（規則7条2号）。"
        )
    if facts.malicious:
        found.append("不正の目的で行われたおそれがあります。一人分でも報告が必要です（規則7条3号）。")
    if facts.people is not None and facts.people > MANY:
        found.append(f"本人の数が1,000人を超えています（{facts.people:,}人）。報告が必要です（規則7条4号）。")
    return found


def deadlines(facts: Facts) -> Deadlines:
    """By when to report (規則8条1項・2項). The day on which it was known counts as the first day.

    A final day on a weekend or holiday moves to the next working day; the earlier day is given here, since
    it is always in time.
    """
    final = FINAL_DAYS_MALICIOUS if facts.malicious else FINAL_DAYS
    first_from, first_until = (facts.known_on + timedelta(days=days - 1) for days in FIRST_DAYS)
    return Deadlines(first_from, first_until, facts.known_on + timedelta(days=final - 1))


def sentences(facts: Facts) -> list[str]:
    """What follows for the office, in order: whether to report, by when, and whom to tell."""
    grounds = duties(facts)
    if not grounds:
        unknown = "本人の数が分かったら、もう一度確かめてください。" if facts.people is None else ""
        return [f"いま分かっていることでは、個人情報保護委員会への報告の義務はありません。{unknown}"]
    due = deadlines(facts)
    days = FINAL_DAYS_MALICIOUS if facts.malicious else FINAL_DAYS
    first = (
        f"速報は、分かっていることだけで{due.first_from:%Y-%m-%d}から{due.first_until:%Y-%m-%d}までに出します"
    )
    final = f"確報は{due.final:%Y-%m-%d}までに出します（規則8条2項。{days}日以内"
    return [
        *grounds,
        f"{first}（規則8条1項。知った日を1日目として3日から5日）。",
        f"{final}。その日が土日・祝日・年末年始なら、次の開庁日まで）。",
        "本人にも、状況に応じて速やかに知らせます（法26条2項、規則10条）。",
        "指定管理や委託の仕事で預かった情報なら、委託元（県・市町村）にも知らせます（法26条1項、規則9条）。",
    ]


def next_due(facts: Facts, *, first_done: date | None, final_done: date | None) -> tuple[str, date] | None:
    """The next report to make and its last day; None when there is none to make."""
    if not duties(facts) or final_done:
        return None
    due = deadlines(facts)
    return ("確報", due.final) if first_done else ("速報", due.first_until)
