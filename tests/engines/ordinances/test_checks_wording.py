"""Words that the house manuals keep apart (the rules, section 9.12)."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.checks import check_text

LAST = "この条例の施行に関し必要な事項は、規則で定める。"


def found(words: str, rule: str) -> list[str]:
    """Findings of one kind when the last provision of the base says `words`."""
    return [each.sentence for each in check_text(texts.GRANT.replace(LAST, words)) if each.rule == rule]


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("団体若しくは市民は、申請する。", "「若しくは」は「又は」より小さい"),
        ("氏名並びに住所を記す。", "「並びに」は「及び」より大きい"),
        ("氏名及び住所及び電話番号を記す。", "「及び」が続いています"),
        ("団体又は市民又は事業者は、申請する。", "「又は」が続いています"),
        ("許可を受けたときにおいて、変更があった場合は、届け出る。", "「ときにおいて」は"),
        ("市長が必要と認める時は、免除する。", "条件を表すときは"),
        ("前条に定めるもののほか、その他必要な事項は、規則で定める。", "「…のほか、その他」は"),
        ("直ちに、速やかに届け出る。", "「直ちに」「速やかに」「遅滞なく」が"),
        ("30日以上を超えるときは、届け出る。", "「以上」などと「超える」が"),
    ],
)
def test_words_that_contradict_themselves_are_told(words: str, start: str) -> None:
    (only,) = found(words, "用語")
    assert only.startswith(start)


@pytest.mark.parametrize(
    "words",
    [
        "団体若しくは市民又は市は、申請する。",
        "氏名及び住所並びに電話番号を記す。",
        "氏名及び住所を記載した書類及び図面を出す。",
        "変更があった場合において、市長が認めるときは、届け出る。",
        "使用を終了した時に、料金を返す。",
        "前条に定めるもののほか、必要な事項は、規則で定める。",
        "30日を超えるときは、遅滞なく届け出る。",
    ],
)
def test_sound_words_pass(words: str) -> None:
    assert found(words, "用語") == []


@pytest.mark.parametrize(
    ("first", "second", "start"),
    [
        ("10人以下の団体", "10人以上の団体", "ちょうど10人のものが、前の行とこの行の両方に"),
        ("10人未満の団体", "10人を超える団体", "ちょうど10人のものが、前の行にもこの行にも"),
        ("10人以上の団体", "10人以下の団体", "ちょうど10人のものが、前の行とこの行の両方に"),
        ("10人以下の団体", "10人を超える団体", ""),
        ("10人未満の団体", "10人以上の団体", ""),
        ("10人以下の団体", "20人以上の団体", ""),
    ],
)
def test_neighbours_share_no_border(first: str, second: str, start: str) -> None:
    words = f"補助金は、次の団体に交付する。\n　(1)　{first}\n　(2)　{second}"
    sentences = found(words, "境目")
    assert [each.startswith(start) for each in sentences] == [True] * bool(start)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("個人情報の保護に関する法律第5条の例による。", "個人情報の保護に関する法律"),
        (
            "個人情報の保護に関する法律（平成15年法律第57号）第5条及び個人情報の保護に関する法律第6条の例による。",
            "",
        ),
        ("この法律第5条の例による。", ""),
        ("民法第709条の例による。", "民法"),
        (
            "市が行う事務のうち行政手続における特定の個人を識別するための番号の利用等に関する法律第9条の例による。",
            "ための番号の利用等に関する法律",
        ),
    ],
)
def test_a_law_with_a_long_name_carries_its_number_where_first_named(words: str, told: str) -> None:
    sentences = found(words, "法令")
    assert [f"{told}」" in each for each in sentences] == [True] * bool(told)
