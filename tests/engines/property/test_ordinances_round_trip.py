"""What always holds: text -> tree -> text, and apply(old, amend(old, new)) == new by both appliers."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from seed.ordinances import STYLES, Ordinance, Style, edited, ordinance, render, samples

from yoriai.engines.ordinances.amend import Amendment, amend
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.checks import check_amendment, check_text
from yoriai.engines.ordinances.compare.tokens import splits_unit
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.operations import Words
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import print_node

PIECES = [
    "第1条　",
    "第十二条の三",
    "第5条から第8条まで　削除",
    "（目的）",
    "(目的)",
    "２　",
    "１",
    "一　",
    "⑴　",
    "(2の2)　",
    "ア　",
    "(ｲ)",
    "附　則",
    "付則（平成3年条例第2号）",
    "別表第1（第3条関係）",
    "様式第2号",
    "目次",
    "第2章　総則",
    "（平20条例22・一部改正）",
    "注　平成11年から",
    "抄",
    "市長は、定める。",
    "ただし、この限りでない。",
    "「",
    "」",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "　",
    " ",
    "\t",
    "\ufeff",
    "\u2028",
    "\x0b",
    "○○条例",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


@settings(derandomize=True, deadline=None, max_examples=250)
@given(TEXTS)
@example("")
@example("\ufeff")
@example("（見出し）")
@example("第1条\n1　甲。\n（平1条例1・追加）\n2　乙。\n(1)　丙\n（平1条例1・追加）")
def test_any_text_prints_back_unchanged(text: str) -> None:
    assert print_node(parse(text)) == text


def case(seed: int) -> tuple[Ordinance, Style, str, str]:
    """A made-up ordinance and what a drafter made of it."""
    style = STYLES[seed % len(STYLES)]
    made = ordinance(seed, 10 + seed % 25, chapters=style.toc or seed % 3 == 0, tables=seed % 3)
    return made, style, render(made, style), render(edited(made, seed, 1 + seed % 12), style)


@cache
def amended(seed: int) -> Amendment:
    """The amendment of a case, made once for all tests."""
    _, _, old, new = case(seed)
    return amend(old, new)


CASES = range(20000, 20200)


@pytest.mark.parametrize("start", range(CASES.start, CASES.stop, 20))
def test_the_amendment_makes_the_new_text_of_the_old(start: int) -> None:
    for seed in range(start, start + 20):
        _, _, old, new = case(seed)
        found = amended(seed)
        assert found.round_trip
        if old != new and not found.whole:
            assert apply(old, found.kaime) == new
            assert parse(apply_second(old, found.kaime))
            assert lint(found.kaime) == []


def test_few_articles_are_put_anew() -> None:
    sentences = sum(len(amended(seed).sentences) for seed in CASES)
    assert sum(len(amended(seed).rewritten) for seed in CASES) < 0.02 * sentences


def test_no_quotation_splits_a_number_a_date_or_a_reference() -> None:
    for seed in CASES[::5]:
        found = amended(seed)
        texts = [node.text for node in found.old.walk() if node.text]
        for operation, _ in found.operations:
            changes = operation.changes if isinstance(operation, Words) else ()
            for old in [old for change in changes for old in change.olds]:
                places = [(text, text.find(old)) for text in texts if old in text]
                assert places
                assert not all(splits_unit(text, at, at + len(old)) for text, at in places)


def test_samples_have_no_findings() -> None:
    for name, _, _, text in samples():
        assert check_text(text) == [], name
        assert print_node(parse(text)) == text


@pytest.mark.parametrize("seed", [20003, 20017, 20043, 20077])
def test_our_own_amendments_have_no_findings_of_form(seed: int) -> None:
    _, _, old, _ = case(seed)
    rules = {finding.rule for finding in check_amendment(old, amended(seed).kaime)}
    assert not rules & {"発射台", "移動の順", "まとめ", "字句が先", "区切り", "書換えと移動", "前から順に"}


def test_same_input_same_bytes() -> None:
    _, _, old, new = case(20011)
    assert amend(old, new).kaime == amended(20011).kaime
