# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""The second applier on the published wordings: the same changed lines as a clerk would make by hand.

Each wording is also carried out by the first applier, which shares no code with it.
"""

from __future__ import annotations

import difflib

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.second.apply import apply_second

G = texts.GRANT
LATER = G.replace("規則で定める。", "規則で定める。この場合において、市民の意見を聴く。")
FITTINGS = ["街路樹", "柵", "照明", "標識", "防雪施設", "駐車場", "停留所", "待避所"]
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
        (
            G,
            "第2条各号中「事業」を「活動」に改める。",
            [
                "-　(1)　市民が行う事業",
                "-　(2)　団体（委員７人以内のものに限る。）が行う事業",
                "+　(1)　市民が行う活動",
                "+　(2)　団体（委員７人以内のものに限る。）が行う活動",
            ],
        ),
        (
            G,
            "第3条第1項中「交付を」を「交付の可否を」に、「決定する」を「決める」に改める。",
            [
                "-第3条　市長は、30日以内に交付を決定する。ただし、急ぐときは、この限りでない。",
                "+第3条　市長は、30日以内に交付の可否を決める。ただし、急ぐときは、この限りでない。",
            ],
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
        (
            G,
            "別表和室の項から洋室の項までを削る。",
            ["-和室\t1時間\t500円", "-洋室\t1時間\t600円"],
        ),
        (
            G,
            "別表和室の項及び洋室の項を削る。",
            ["-和室\t1時間\t500円", "-洋室\t1時間\t600円"],
        ),
        (
            G,
            "別表和室の項、洋室の項及び備考2を削る。",
            ["-和室\t1時間\t500円", "-洋室\t1時間\t600円", "-2　端数は、切り上げる。"],
        ),
        (CHAPTERS, "第1章第1節の節名を削る。", ["-　　　第1節　通則"]),
        (
            texts.ROAD,
            "第33条中第9号を第10号とし、第2号から第8号までを1号ずつ繰り下げ、第1号の次に次の1号を加える。\n　⑵　自動運行補助施設",
            [f"-　{mark}　{name}" for mark, name in zip("⑵⑶⑷⑸⑹⑺⑻⑼", FITTINGS, strict=True)]
            + ["+　⑵　自動運行補助施設"]
            + [f"+　{mark}　{name}" for mark, name in zip("⑶⑷⑸⑹⑺⑻⑼⑽", FITTINGS, strict=True)],
        ),
        (
            G.rstrip("\n"),
            "別表備考2の次に次のように加える。\n3　その他は、規則で定める。",
            ["+3　その他は、規則で定める。"],
        ),
    ],
)
def test_a_wording_of_the_manuals(old: str, kaime: str, expected: list[str]) -> None:
    assert both(old, f"　{kaime}\n") == expected


def test_a_second_paragraph_with_a_list_gets_a_new_head() -> None:
    old = G.replace("２　前項の決定は、書面でする。\n", "２　次の書面を添える。\n　(1)　請求書\n")
    kaime = "　第3条第2項各号列記以外の部分を次のように改める。\n２　次に掲げる書面を出す。\n"
    assert both(old, kaime) == ["-２　次の書面を添える。", "+２　次に掲げる書面を出す。"]


def test_the_first_paragraph_alone_is_written_anew() -> None:
    kaime = "　第3条第1項を次のように改める。\n　町長は、交付を決める。\n"
    assert both(G, kaime)[1:] == ["+第3条　町長は、交付を決める。"]


def test_an_article_comes_in_before_another_and_its_heading() -> None:
    kaime = "　第2条の前に次の1条を加える。\n（精神）\n第1条の2　協働を重んじる。\n"
    assert both(G, kaime) == ["+（精神）", "+第1条の2　協働を重んじる。"]


def test_notes_of_a_table_make_room() -> None:
    kaime = "　別表備考中2を3とし、1の次に次のように加える。\n2　新しい注\n"
    assert both(G, kaime) == ["-2　端数は、切り上げる。", "+2　新しい注", "+3　端数は、切り上げる。"]


def test_the_same_chapter_gets_an_article() -> None:
    kaime = "　第2章の章名中「雑則」を「補則」に改め、同章に次の1条を加える。\n（公表）\n第4条　市長は、公表する。\n"
    assert both(CHAPTERS, kaime) == [
        "-　　　第2章　雑則",
        "+　　　第2章　補則",
        "+（公表）",
        "+第4条　市長は、公表する。",
    ]


def test_a_word_with_a_single_bracket_inside() -> None:
    base = G.replace("規則で定める。", "「選定する」とあるのは「決定する」と読み替える。")
    assert both(base, "　第4条中「選定する」と」を「認定する」と」に改める。\n")[1].startswith(
        "+第4条　この条例の施行に関し必要な事項は、「認定する」とあるのは"
    )


def test_a_bracket_that_only_opens_inside_a_quotation() -> None:
    base = G.replace("規則で定める。", "「選定する」とあるのは「決定する」と読み替える。")
    assert "「認定する」とあるのは" in "".join(both(base, "　第4条中「「選定」を「「認定」に改める。\n"))


def test_the_second_paragraph_becomes_the_first() -> None:
    assert (
        both(G, "　第3条第1項を削り、同条第2項を同条第1項とする。\n")[-1]
        == "+第3条　前項の決定は、書面でする。"
    )


def test_items_in_circles() -> None:
    old = G.replace("(1)", "①").replace("(2)", "②")
    assert both(old, "　第2条第2号中「事業」を「活動」に改める。\n") == [
        "-　②　団体（委員７人以内のものに限る。）が行う事業",
        "+　②　団体（委員７人以内のものに限る。）が行う活動",
    ]


def test_a_heading_stays_with_its_article_over_a_blank_line_or_behind_the_number() -> None:
    apart = G.replace("（委任）\n", "（委任）\n\n")
    assert "-（委任）" in both(apart, "　第4条を削る。\n")
    behind = G.replace("（目的）\n第1条　", "第1条（目的）　")
    assert both(behind, "　第1条の見出し中「目的」を「趣旨」に改める。\n")[1].startswith("+第1条（趣旨）")


def test_an_ordinance_of_one_sentence() -> None:
    short = "見本市の鳥を定める条例\n見本市の鳥は、めじろとする。\n　　　附　則\n　公布の日から施行する。\n"
    assert both(short, "　本則中「めじろ」を「ひばり」に改める。\n") == [
        "-見本市の鳥は、めじろとする。",
        "+見本市の鳥は、ひばりとする。",
    ]
    charter = "見本市憲章\n私たちは、町を愛する。\n"
    assert both(charter, "　本則中「町」を「市」に改める。\n")[1] == "+私たちは、市を愛する。"
    tabled = "見本市使用料条例\n使用料は、別表のとおりとする。\n別表\n和室\t500円\n"
    assert both(tabled, "　別表和室の項中「500円」を「600円」に改める。\n") == [
        "-和室\t500円",
        "+和室\t600円",
    ]


def test_an_article_with_a_blank_line_under_its_heading_begins_the_text() -> None:
    old = "見本市条例\n（目的）\n\n第1条　交流を進める。\n"
    assert both(old, "　第1条の見出しを「（趣旨）」に改める。\n") == ["-（目的）", "+（趣旨）"]


def test_lines_above_the_first_sentence_and_a_paper_without_any() -> None:
    assert changed(G, apply_second(G, "次のように改正する案\n　第4条を削る。\n"))
    assert apply_second(G, "　公布の日から施行する。\n") == G


def test_new_text_may_read_like_an_amendment() -> None:
    kaime = (
        "　第4条を次のように改める。\n　（委任）\n第4条　細目を定める。\n　前項の規則は、見本市規則とする。\n"
    )
    assert "　前項の規則は、見本市規則とする。" in apply_second(G, kaime)
