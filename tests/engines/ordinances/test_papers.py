"""新旧対照表, 見え消し, profile and storage."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.profile import BadSetting, Profile, learn, settle
from yoriai.engines.ordinances.taisho.html import marked_page, table_page
from yoriai.engines.ordinances.taisho.rows import Row, table
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.source import NotText, decode

G = texts.GRANT


def rows(new: str, *, everything: bool = False, old: str = G) -> list[Row]:
    """The rows for an amendment of the base."""
    found = amend(old, new)
    return table(found.old, found.outcome, found.profile, everything=everything)


def lines(found: list[Row]) -> list[tuple[str, str]]:
    """Old and new words of each row."""
    return [(row.old.text, row.new.text) for row in found]


def test_only_the_changed_article_is_shown_with_its_counterpart() -> None:
    found = rows(G.replace("書面でする", "文書でする"))
    assert lines(found) == [
        ("（交付）", "（交付）"),
        ("第3条　（略）", "第3条　（略）"),
        ("２　前項の決定は、書面でする。", "２　前項の決定は、文書でする。"),
    ]
    assert [run.text for run in found[2].new.runs if run.changed] == ["文書"]
    assert [run.text for run in found[2].old.runs if run.changed] == ["書面"]
    assert [row.first for row in found] == [True, False, False]


def test_three_or_more_unchanged_units_are_a_range() -> None:
    base = texts.ROAD
    found = lines(rows(base.replace("待避所", "退避所"), old=base))
    assert ("⑴～⑻　（略）", "⑴～⑻　（略）") in found
    found = lines(rows(base.replace("柵", "さく"), old=base))
    assert ("⑴及び⑵　（略）", "⑴及び⑵　（略）") in found


def test_a_new_article_stands_against_a_word() -> None:
    new = G.replace("（委任）\n", "（報告）\n第3条の2　団体は、報告する。\n（委任）\n")
    assert lines(rows(new)) == [("（新設）", "（報告）"), ("", "第3条の2　団体は、報告する。")]


def test_a_removed_item_stands_against_a_word() -> None:
    new = G.replace("　(1)　市民が行う事業\n", "").replace("　(2)　団体", "　(1)　団体")
    found = lines(rows(new))
    assert ("(1)　市民が行う事業", "（削る）") in found
    moved = next(row for row in rows(new) if row.new.text.startswith("(1)"))
    assert [run.text for run in moved.new.runs if run.changed] == ["(1)"]
    assert [run.text for run in moved.old.runs if run.changed] == ["(2)"]


def test_a_moved_article_has_its_number_underlined() -> None:
    new = G.replace("（委任）\n第4条", "（報告）\n第4条　団体は、報告する。\n（委任）\n第5条")
    row = next(row for row in rows(new) if row.new.text.startswith("第5条"))
    assert row.new.runs[0].changed
    assert row.old.runs[0].text == "第4条"
    assert row.new.text == "第5条　（略）"


def test_headings_that_come_and_go() -> None:
    bare = G.replace("（委任）\n", "")
    assert ("", "（委任）") in lines(rows(G, old=bare))
    assert ("（委任）", "") in lines(rows(bare))


def test_an_article_put_anew_is_compared_part_by_part() -> None:
    new = G.replace(
        "第4条　この条例の施行に関し必要な事項は、規則で定める。", "第4条　細目は、別に町長が決める。"
    )
    assert any(old.startswith("第4条") and fresh.startswith("第4条") for old, fresh in lines(rows(new)))


def test_everything_is_shown_when_wished() -> None:
    found = lines(rows(G.replace("30日", "40日"), everything=True))
    assert ("第4条　この条例の施行に関し必要な事項は、規則で定める。",) * 2 in found


def test_the_page_follows_the_profile() -> None:
    profile = Profile(new_side="right", show_absent="no", table_lead="次の表", table_note="")
    found = amend(G, G.replace("（委任）\n", "（報告）\n第3条の2　団体は、報告する。\n（委任）\n"))
    page = table_page("題", table(found.old, found.outcome, profile), profile)
    assert "（新設）" not in page
    assert page.index("改正前") < page.index("改正後")
    assert "<p>次の表</p>" in page
    assert "備考" not in page


def test_marked_text_strikes_out_and_puts_in() -> None:
    new = G.replace("30日", "40日").replace(
        "（委任）\n", "（報告）\n第3条の2　団体は、報告する。\n（委任）\n"
    )
    new = new.replace("２　前項の決定は、書面でする。\n", "")
    page = marked_page("題", rows(new, everything=True))
    assert "<del>30日</del><ins>40日</ins>" in page
    assert "<ins>第3条の2　団体は、報告する。</ins>" in page
    assert "<del>２　前項の決定は、書面でする。</del>" in page


def test_an_ordinance_tells_its_profile() -> None:
    assert learn(parse(texts.LEASE)).as_dict() | {"eol": "lf"} == learn(parse(texts.LEASE)).as_dict()
    assert learn(parse(texts.LEASE)).new_side == "right"
    assert learn(parse("第1条　甲。\r\n")).eol == "crlf"
    assert learn(parse(G.replace("（", "(").replace("）", ")"))).brackets == "half"


@pytest.mark.parametrize(("key", "value"), [("nobody", "x"), ("comma", ";"), ("indent", 3)])
def test_a_setting_that_cannot_be(key: str, value: object) -> None:
    with pytest.raises(BadSetting):
        settle(Profile(), {key: value})


def test_both_storages_come_back_byte_for_byte() -> None:
    for data in (
        "第1条　㈱∵﨑。".encode("cp932"),
        "\ufeff第1条".encode(),
        b"\x81\xe6" + "条例".encode("cp932"),
    ):
        text, source = decode(data)
        assert source.encode(text) == data
    odd = b"\x87\x9a" + "条".encode("cp932")  # ∵ in its second spelling
    text, source = decode(odd)
    assert source.encode(text) == odd


def test_bytes_that_are_no_text_say_the_line() -> None:
    with pytest.raises(NotText) as caught:
        decode(b"abc\n\x81\x00")
    assert caught.value.line == 2
    with pytest.raises(NotText):
        decode(b"\x87\x9a\x81\xe6")  # one character in two spellings
