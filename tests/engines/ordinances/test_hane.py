"""ハネ: every planted one found with its mend, nothing false; advice."""

from __future__ import annotations

from collections import Counter

import pytest
from seed.ordinances import STYLES, ordinance, planted, render

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.explain import crossings
from yoriai.engines.ordinances.hane import hane
from yoriai.engines.ordinances.hane.references import references
from yoriai.engines.ordinances.text.parser import parse


@pytest.mark.parametrize("seed", range(500, 530))
def test_planted_ones_are_found_and_nothing_else(seed: int) -> None:
    style = STYLES[seed % len(STYLES)]
    made = ordinance(seed, 12 + seed % 20, chapters=False)
    new, wanted = planted(made, style, seed)
    found = amend(render(made, style), render(new, style))
    got = [(each.reference, each.mended) for each in hane(found.old, found.new, found).findings]
    assert Counter(got) == Counter(wanted)


def test_a_relative_reference_whose_distance_changes() -> None:
    old = texts.GRANT
    new = old.replace("２　前項の決定は", "２　市長は、公表する。\n３　前項の決定は")
    found = amend(old, new)
    (finding,) = hane(found.old, found.new, found).findings
    assert finding.sentence == "第3条第2項中「前項」を「第1項」に改める。"


def test_a_target_that_goes_leaves_no_number_to_propose() -> None:
    old = texts.GRANT.replace("規則で定める。", "第3条第2項の書面で定める。")
    new = old.replace("２　前項の決定は、書面でする。\n", "")
    found = amend(old, new)
    (finding,) = hane(found.old, found.new, found).findings
    assert (finding.place, finding.mended, finding.sentence) == ("第4条", "", "")
    assert "なくなります" in finding.reason


def test_other_laws_are_not_ours() -> None:
    words = "地方自治法第3条第1項、同法第4条及び第2項並びに道路法（昭和27年法律第180号）第3条の規定による。"
    root = parse(texts.GRANT.replace("規則で定める。", words))
    assert [each.text for each in references(root) if not each.foreign and each.node.line == 16] == []
    assert len([each for each in references(root) if each.foreign]) == 5


def test_lists_and_ranges_are_followed() -> None:
    words = "第2条第1号及び第2号、第3条第1項、同条第2項、前条並びに前3条の規定による。"
    root = parse(texts.GRANT.replace("この条例の施行に関し必要な事項は、規則で定める。", words))
    found = [each for each in references(root) if each.node.text == words]
    assert [len(each.targets) for each in found] == [1, 1, 1, 1, 1, 3]


def test_advice_when_an_only_paragraph_gains_a_second() -> None:
    old = texts.GRANT.replace("規則で定める。", "第2条の規定による。")
    new = old.replace("（交付）", "２　前項の事業は、公表する。\n（交付）")
    found = amend(old, new)
    assert any("第2条第１項" in sentence for sentence in hane(found.old, found.new, found).advice)


def test_advice_for_branch_numbers_when_many_references_follow() -> None:
    style = STYLES[0]
    made = ordinance(511, 25, chapters=False)
    new, _ = planted(made, style, 511)
    found = amend(render(made, style), render(new, style))
    assert any("枝番" in sentence for sentence in hane(found.old, found.new, found).advice)


def test_an_article_that_becomes_a_paragraph_is_recognised() -> None:
    old = texts.GRANT
    text = "この条例の施行に関し必要な事項は、規則で定める。"
    new = old.replace(f"（委任）\n第4条　{text}\n", f"３　{text}\n")
    assert crossings(amend(old, new)) == [{"from": "第4条", "to": "第3条第3項"}]
