# ruff: noqa: E501, ISC004 - sentences of an ordinance are kept whole
"""The linter of the rules of order: what breaks them, what does not."""

from __future__ import annotations

import pytest

from yoriai.engines.ordinances.lint import lint


@pytest.mark.parametrize(
    ("kaime", "rule"),
    [
        ("第4条中第1項を第2項とし、第2項を第3項とする。", "移動の順"),
        ("第5条を第4条とし、第4条を第3条とする。", "移動の順"),
        ("第4条を第5条とし、同条中「甲」を「乙」に改める。", "字句が先"),
        ("第9条を第10条とし、第8条を第9条とし、第7条を第8条とし、第6条を第7条とする。", "まとめ"),
        ("第6条及び第7条を1条ずつ繰り下げる。", "まとめ"),
        ("第6条から第7条までを1条ずつ繰り下げる。", "まとめ"),
        ("第1条第2項を次のように改め、同条を第3条とする。\n２　甲。", "区切り"),
        ("第1条を次のように改める。\n第1条　甲。\n　第1条を第3条とする。", "書換えと移動"),
        ("第4条中「甲」を「乙」に改める。\n　第2条中「甲」を「乙」に改める。", "前から順に"),
    ],
)
def test_a_breach_has_its_rule(kaime: str, rule: str) -> None:
    assert rule in [breach.rule for breach in lint(f"　{kaime}\n")]


@pytest.mark.parametrize(
    "kaime",
    [
        "第三十八条中第七項を第九項とし、第四項から第六項までを二項ずつ繰り下げ、同条第三項中「前項」を「第三項」に改め、"
        "同項を同条第五項とし、同条第二項中「前項」を「第一項」に改め、同項を同条第三項とし、同項の次に次の一項を加える。\n４　甲。",
        "第3条を削り、第4条を第3条とし、第5条から第9条までを1条ずつ繰り上げる。",
        "第1条中「甲」を「乙」に改め、同条を第2条とする。",
        "第8条の2を第8条の3とする。",
    ],
)
def test_published_order_is_no_breach(kaime: str) -> None:
    assert lint(f"　{kaime}\n") == []
