# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""Tables and forms under amendment: what stands after it, line by line."""

from __future__ import annotations

import pytest

from tests.engines.ordinances.hall import HALL, changes


@pytest.mark.parametrize(
    ("kaime", "expected"),
    [
        (
            "別表第1和室の項を次のように改める。\n和室\t1時間\t700円",
            ["-和室\t1時間\t500円", "-\u3000\t1日\t900円", "+和室\t1時間\t700円"],
        ),
        ("別表第1和室の項中「500円」を「700円」に改める。", ["-和室\t1時間\t500円", "+和室\t1時間\t700円"]),
        ("別表第1洋室の項の前に次のように加える。\n茶室\t1時間\t800円", ["+茶室\t1時間\t800円"]),
        (
            "別表第1備考を次のように改める。\n備考\n1\u3000税込みとする。",
            ["-1\u3000消費税を含む。", "-2\u3000端数は、切り上げる。", "+1\u3000税込みとする。"],
        ),
        ("別表第1備考に次のように加える。\n3\u3000甲", ["+3\u3000甲"]),
        ("別表第1に次の備考を加える。\n3\u3000甲", ["+3\u3000甲"]),
        ("別表第1備考中「消費税」を「税」に改める。", ["-1\u3000消費税を含む。", "+1\u3000税を含む。"]),
        (
            "別表第1備考1中「税」を「税等」に改め、2中「端数」を「端」に改める。",
            [
                "-1\u3000消費税を含む。",
                "-2\u3000端数は、切り上げる。",
                "+1\u3000消費税等を含む。",
                "+2\u3000端は、切り上げる。",
            ],
        ),
        (
            "別表第1備考中1を削り、2を1とする。",
            ["-1\u3000消費税を含む。", "-2\u3000端数は、切り上げる。", "+1\u3000端数は、切り上げる。"],
        ),
        (
            "別表第1を次のように改める。\n別表第1（第6条関係）\n区分\t金額\n和室\t1円",
            [
                "-区分\t単位\t金額",
                "-和室\t1時間\t500円",
                "-\u3000\t1日\t900円",
                "-洋室\t1時間\t600円",
                "-備考",
                "-1\u3000消費税を含む。",
                "-2\u3000端数は、切り上げる。",
                "+区分\t金額",
                "+和室\t1円",
            ],
        ),
        ("様式第1号を次のように改める。\n様式第1号（第3条関係）\n届出書", ["-申請書", "+届出書"]),
        (
            "別表第1を別表とし、別表第2を削る。",
            ["-別表第1（第6条関係）", "+別表（第6条関係）", "-別表第2（第7条関係）", "-団体\t半額"],
        ),
        (
            "別表第2を別表第3とし、別表第1の次に次の1表を加える。\n別表第2（第7条関係）\n個人\t2割",
            ["+個人\t2割", "+別表第3（第7条関係）"],
        ),
        ("様式第1号を様式第2号とする。", ["-様式第1号（第3条関係）", "+様式第2号（第3条関係）"]),
    ],
)
def test_tables_notes_and_forms(kaime: str, expected: list[str]) -> None:
    """A row takes the lines below it that have no name of their own; 備考 is reached by number."""
    assert changes(HALL, f"　{kaime}\n") == expected


@pytest.mark.parametrize(
    ("kaime", "expected"),
    [
        (
            "別表第1中\n「和室\t1時間\t500円\n\u3000\t1日\t900円」を\n「和室\t1時間\t700円」に改める。",
            ["-和室\t1時間\t500円", "-\u3000\t1日\t900円", "+和室\t1時間\t700円"],
        ),
        (
            "別表第1中\n「和室\t1時間\t500円\n\u3000\t1日\t900円\n洋室\t1時間\t600円」を\n「和室\t1時間\t500円\n\u3000\t1日\t900円\n洋室\t1時間\t700円\n茶室\t1日\t1円」に改める。",
            ["-洋室\t1時間\t600円", "+洋室\t1時間\t700円", "+茶室\t1日\t1円"],
        ),
        (
            "別表第1中\n「和室\t1時間\t500円\n\u3000\t1日\t900円」を削る。",
            ["-和室\t1時間\t500円", "-\u3000\t1日\t900円"],
        ),
    ],
)
def test_blocks_of_lines_in_a_table(kaime: str, expected: list[str]) -> None:
    """Lines for lines, also when they become more, fewer or none."""
    assert changes(HALL, f"　{kaime}\n") == expected
