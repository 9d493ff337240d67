"""The certificate of a plan, and the price of each wish that it does not keep."""

from __future__ import annotations

import pytest

from tests.engines.seating.halls import crowd, hall, planned
from yoriai.engines.seating import (
    Breach,
    Fixed,
    Mend,
    OnlyAt,
    Plan,
    Rule,
    Spread,
    Uneven,
    Value,
    Workshop,
    certify,
    check,
)


def seats(*tables: str) -> dict[str, int]:
    """A round from a text for each table: "0 1" is p00 and p01."""
    return {f"p{int(k):02d}": t for t, people in enumerate(tables, start=1) for k in people.split()}


def after(plan: Plan, mend: Mend) -> Plan:
    changed = [dict(row) for row in plan]
    row = changed[mend.round - 1]
    for a, b in mend.exchanges:
        row[a], row[b] = row[b], row[a]
    return changed


def priced(room: Workshop, plan: Plan) -> list[tuple[object, Mend | None]]:
    """Every broken wish with its price, the price held against the plan after the exchange."""
    certificate = certify(room, plan)
    for broken in certificate.broken:
        if broken.mend is not None:
            new = certify(room, after(plan, broken.mend))
            assert check(room, after(plan, broken.mend)).faults == []
            assert broken.wish not in [b.wish for b in new.broken]
            assert broken.mend.pairs == new.pairs - certificate.pairs
            assert broken.mend.excess == new.excess - certificate.excess
            assert broken.mend.cluster_extra == new.cluster_extra - certificate.cluster_extra
    return [(broken.wish, broken.mend) for broken in certificate.broken]


def test_the_figures_of_a_plan_made_by_hand() -> None:
    room = hall(crowd(6, g="fffmmm"), 2, 2, diversify=("g",), keep_apart=(("p00", "p01"),))
    certificate = certify(room, [seats("0 1 2", "3 4 5"), seats("0 1 3", "2 4 5")])
    assert certificate.pairs == 6 + 4
    assert certificate.excess == 4  # three f at table 1 and none at table 2, three m the other way
    assert certificate.apart_broken == 2
    assert certificate.cluster_extra == 0
    assert certificate.met == {"p00": 3, "p01": 3, "p02": 4, "p03": 4, "p04": 3, "p05": 3}
    assert certificate.fewest_met == ["p00", "p01", "p04", "p05"]


def test_an_uneven_table_names_the_exchange_that_evens_it() -> None:
    room = hall(crowd(6, g="fffmmm"), 2, 1, diversify=("g",))
    found = priced(room, [seats("0 1 2", "3 4 5")])
    assert (Uneven(1, 1, Value("g", "f"), 3, 1, 2)) in [wish for wish, _ in found]
    assert all(mend is not None and mend.excess == -4 and len(mend.exchanges) == 1 for _, mend in found)


def test_a_cluster_is_gathered_by_as_many_exchanges_as_it_takes() -> None:
    room = hall(crowd(9, c="xnn", g="abc"), 3, 1, diversify=("g",), cluster=(Value("c", "x"),))
    [(wish, mend)] = priced(room, [seats("0 1 2", "3 4 5", "6 7 8")])
    assert wish == Spread(1, Value("c", "x"), (1, 2, 3), 1)
    assert mend is not None
    assert (mend.cluster_extra, mend.excess) == (-2, 8)


def test_a_cluster_that_the_rest_of_its_table_keeps_out_has_no_price() -> None:
    """Both tables hold holders only where the cluster needs room: nobody can make way."""
    room = hall(crowd(4, c="xxxn"), 2, 1, cluster=(Value("c", "x"),))
    assert certify(room, [seats("0 1", "2 3")]).broken == []


BY_HAND = {
    "keep_apart": ({"keep_apart": (("p00", "p01"),)}, "0 1 2", "3 4 5"),
    "keep_together": ({"keep_together": (("p00", "p03"),)}, "0 1 2", "3 4 5"),
    "fixed": ({"fixed": (Fixed("p00", 2),)}, "0 1 2", "3 4 5"),
    "host": ({"hosts": ("p03",)}, "0 1 2", "3 4 5"),
    "only_at": ({"only_at": (OnlyAt(Value("v", "x"), (2,)),)}, "0 1 2", "3 4 5"),
    "majority_limit": ({"majority_limit": (Value("w", "x"),)}, "0 1 5", "3 4 2"),
    "at_least_two": ({"at_least_two": (Value("w", "x"),)}, "0 2 3", "1 4 5"),
}


@pytest.mark.parametrize("kind", BY_HAND)
def test_a_broken_rule_is_named_with_an_exchange_that_keeps_it(kind: str) -> None:
    wishes, *tables = BY_HAND[kind]
    room = hall(crowd(6, v="xnnnnn", w="xxnnnn"), 2, 1, **wishes)
    found = priced(room, [seats(*tables)])
    assert found
    for wish, mend in found:
        assert isinstance(wish, Breach)
        assert wish.rule.kind == kind
        assert mend is not None
        assert mend.rules_broken < 0
    assert certify(room, [seats(*tables)]).pairs <= certify(room, [seats(*tables)]).pairs_bound


def test_a_broken_rule_lowers_no_bound() -> None:
    """Two who should always sit together meet six others when they do not; the bound must allow it."""
    room = hall(crowd(6), 2, 2, keep_together=(("p00", "p01"),))
    certificate = certify(room, [seats("0 2 3", "1 4 5"), seats("0 4 5", "1 2 3")])
    assert certificate.pairs <= certificate.pairs_bound


def test_a_last_round_at_home_changes_with_the_first() -> None:
    room = hall(crowd(6, g="fffmmm"), 2, 2, diversify=("g",), home_last_round=True)
    plan = [seats("0 1 2", "3 4 5"), seats("0 1 2", "3 4 5")]
    assert all(broken.mend is not None and broken.mend.excess == -8 for broken in certify(room, plan).broken)
    assert not check(room, plan).rules_broken


def test_leaving_home_in_the_last_round_is_a_broken_rule() -> None:
    room = hall(crowd(4), 2, 2, home_last_round=True)
    broken = certify(room, [seats("0 1", "2 3"), seats("0 2", "1 3")]).broken
    assert {b.wish.rule for b in broken if isinstance(b.wish, Breach)} == {
        Rule("home_last_round", rounds=(2,))
    }


def test_a_hall_where_nobody_can_meet_is_perfect() -> None:
    assert certify(hall(crowd(2), 2, 1), [seats("0", "1")]).ratio == 1


def test_prices_of_a_plan_of_the_engine() -> None:
    people = crowd(40, a="abcdefg", b="xyz", c="xnnn")
    room = hall(people, 7, 3, diversify=("a", "b"), cluster=(Value("c", "x"),))
    assert priced(room, planned(room, moves=2000))


def test_a_plan_by_lot_gets_its_prices_too() -> None:
    """So much is uneven that the exchanges which help the rest run to their limit."""
    people = crowd(40, a="abcdefg", b="xyzuv", c="xnnnnnnn")
    room = hall(people, 6, 1, diversify=("a", "b"), cluster=(Value("c", "x"),))
    prices = [
        mend for wish, mend in priced(room, planned(room, moves=1)) if isinstance(wish, Spread) and mend
    ]
    assert len(prices) == 0 or max(len(mend.exchanges) for mend in prices) <= 10
