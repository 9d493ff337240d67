"""The second applier on the published wordings: the same changed lines as a clerk would make by hand.

Each wording is also carried out by the first applier, which shares no code with it.
"""

from __future__ import annotations

import difflib

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.second.clauses import Unreadable

G = texts.GRANT
LATER = G.replace("規則で定める。", "規則で定める。この場合において、市民の意見を聴く。")
CHAPTERS = """見本市交流条例
令和2年条例第3号
　　　第1章　総則
（目的）
第1条　交流を進める。
　　　第1節　通則
（会議）
第2条　市長は、会議を開く。
　　　第2章　雑則
（委任）
第3条　細目は、規則で定める。
　　　附　則
１　この条例は、公布の日から施行する。
２　この条例は、5年ごとに見直す。
"""


def changed(old: str, new: str) -> list[str]:
    """The lines that went (-) and came (+)."""
    found = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def both(old: str, kaime: str) -> list[str]:
    """The changed lines, on which both appliers have to agree."""
    new = apply_second(old, kaime)
    assert new == apply(old, kaime)
    return changed(old, new)


@pytest.mark.parametrize(
    ("old", "kaime", "expected"),
    [
        (
            LATER,
            "第4条後段を次のように改める。\n　この場合において、団体の意見を聴く。",
            [
                "-" + next(line for line in LATER.splitlines() if line.startswith("第4条")),
                "+第4条　この条例の施行に関し必要な事項は、規則で定める。この場合において、団体の意見を聴く。",
            ],
        ),
        (
            LATER,
            "第4条前段を次のように改める。\n　細目は、規則で定める。",
            [
                "-" + next(line for line in LATER.splitlines() if line.startswith("第4条")),
                "+第4条　細目は、規則で定める。この場合において、市民の意見を聴く。",
            ],
        ),
        (
            G,
            "第3条第1項本文を次のように改める。\n　市長は、速やかに交付を決定する。",
            [
                "-第3条　市長は、30日以内に交付を決定する。ただし、急ぐときは、この限りでない。",
                "+第3条　市長は、速やかに交付を決定する。ただし、急ぐときは、この限りでない。",
            ],
        ),
        (
            G,
            "第2条各号列記以外の部分を次のように改める。\n　対象は、次のとおりとする。",
            [
                "-第2条　補助金の対象は、次の各号に掲げるものとする。",
                "+第2条　対象は、次のとおりとする。",
            ],
        ),
        (
            G,
            "第2条各号を次のように改める。\n　(1)　学校が行う事業\n　(2)　町会が行う事業",
            [
                "-　(1)　市民が行う事業",
                "-　(2)　団体（委員７人以内のものに限る。）が行う事業",
                "-　　ア　町内会",
                "-　　イ　自治会",
                "+　(1)　学校が行う事業",
                "+　(2)　町会が行う事業",
            ],
        ),
        (
            G,
            "第2条各号を削る。",
            [
                "-　(1)　市民が行う事業",
                "-　(2)　団体（委員７人以内のものに限る。）が行う事業",
                "-　　ア　町内会",
                "-　　イ　自治会",
            ],
        ),
        (G, "第2条各号中「事業」を「活動」に改める。", None),
        (
            G,
            "第3条第1項中「交付を」を「交付の可否を」に、「決定する」を「決める」に改める。",
            None,
        ),
        (
            G,
            "別表に次のように加える。\n茶室\t1時間\t800円",
            ["+茶室\t1時間\t800円"],
        ),
        (
            G.split("備考")[0],
            "別表に次のように加える。\n茶室\t1時間\t800円",
            ["+茶室\t1時間\t800円"],
        ),
        (
            G,
            "別表を別表第1とする。",
            ["-別表（第2条関係）", "+別表第1（第2条関係）"],
        ),
        (CHAPTERS, "第1章第1節の節名を削る。", ["-　　　第1節　通則"]),
        (
            texts.ROAD,
            "第33条中第9号を第10号とし、第2号から第8号までを1号ずつ繰り下げ、第1号の次に次の1号を加える。\n　⑵　自動運行補助施設",
            None,
        ),
        (
            G.rstrip("\n"),
            "別表備考2の次に次のように加える。\n3　その他は、規則で定める。",
            ["+3　その他は、規則で定める。"],
        ),
    ],
)
def test_a_wording_of_the_manuals(old: str, kaime: str, expected: list[str] | None) -> None:
    found = both(old, f"　{kaime}\n")
    assert found
    if expected is not None:
        assert found == expected


@pytest.mark.parametrize(
    "kaime",
    [
        "第9条中「甲」を「乙」に改める。",
        "第3条第1項中「無い字句」を「乙」に改める。",
        "第1章を削る。",
        "別表茶室の項を削る。",
        "別表第7を削る。",
        "第2条第2号ア中「自治会」を「町会」に改める。",
    ],
)
def test_what_is_not_there_is_refused(kaime: str) -> None:
    with pytest.raises(Unreadable):
        apply_second(G, f"　{kaime}\n")
