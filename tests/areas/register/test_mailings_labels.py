"""Labels stand to the millimetre, addresses are broken where people break them, PDF is the same twice."""

from __future__ import annotations

import json

import pytest
import typst

from tests import cast
from yoriai.web.exports import papers
from yoriai.web.exports.writers import Stamp
from yoriai.web.register import exports_mailings
from yoriai.web.register.rules import labels
from yoriai.web.register.rules.labels import SHEETS, Print, address_lines, place, postal_mark, read_print
from yoriai.web.register.rules.mailings import Piece, Recipient
from yoriai.web.register.rules.recipients import Target

STAMP = Stamp(who="staff@example.jp", purpose="秋のお便り", at=cast.NOW)
LONG = "特定非営利活動法人高梁川流域の水と緑を次の世代へ手渡す市民ネットワーク連絡協議会 御中"


def piece(*lines: str, postal: str = "7100824", address: str = "岡山県倉敷市白楽町249番地5") -> Piece:
    return Piece((Recipient("person", 1, lines or ("髙﨑 澄江 様",), Target("", postal, address)),))


@pytest.mark.parametrize(
    ("kind", "right", "bottom"), [("label12", 210 - 18.6, 297 - 21.6), ("label24", 210 - 6.0, 297 - 12.9)]
)
def test_the_labels_fill_the_sheet_between_equal_margins(kind: str, right: float, bottom: float) -> None:
    sheet = SHEETS[kind]  # type: ignore[index]
    _page, x, y = place(sheet, sheet.count - 1, Print())
    assert (round(x + sheet.width, 2), round(y + sheet.height, 2)) == (right, round(bottom, 2))
    assert place(sheet, 0, Print())[1:] == (sheet.left, sheet.top)


def test_a_used_sheet_is_started_where_it_ends() -> None:
    sheet = SHEETS["label24"]  # type: ignore[index]
    assert place(sheet, 0, Print(start=5)) == (0, 72.0, 46.8)
    assert place(sheet, 20, Print(start=5)) == (1, 6.0, 12.9)


def test_a_printer_can_be_nudged() -> None:
    assert place(SHEETS["label12"], 0, Print(1, 15, -5)) == (0, 20.1, 21.1)  # type: ignore[index]


@pytest.mark.parametrize("how", [Print(), Print(24, 100, -100), Print(3, 0, 5)])
def test_how_a_sheet_is_printed_can_be_written_and_read(how: Print) -> None:
    assert read_print(str(how)) == how


@pytest.mark.parametrize("text", ["", "0.0.0", "25.0.0", "1.0", "1.101.0", "1.0.-101", "1.0.0.0", "１.0.0"])
def test_other_texts_are_no_way_of_printing(text: str) -> None:
    assert read_print(text) is None


@pytest.mark.parametrize(
    ("code", "mark"),
    [("7100824", "〒710-0824"), ("７１０－０８２４", "〒710-0824"), ("", ""), ("710", "〒710")],
)
def test_postal_codes(code: str, mark: str) -> None:
    assert postal_mark(code) == mark


@pytest.mark.parametrize(
    ("address", "line", "lines"),
    [
        ("", 20, []),
        ("岡山県総社市中央1-1-1", 20, ["岡山県総社市中央1-1-1"]),
        (
            "岡山県倉敷市児島駅前2丁目15番3号グランドパーク1203号室",
            20,
            ["岡山県倉敷市児島駅前2丁目15番3号", "グランドパーク1203号室"],
        ),
        ("岡山県倉敷市白楽町　249-5", 20, ["岡山県倉敷市白楽町 249-5"]),
        ("倉敷市中央一丁目 12番地 会館 3階", 20, ["倉敷市中央一丁目 12番地", "会館 3階"]),
        (
            "グランドパークシティ児島ステーションフロントタワー1203号室",
            17,
            ["グランドパークシティ児島", "ステーションフロントタワー1203号室"],
        ),
        ("ア" * 25, 20, ["ア" * 20, "ア" * 5]),
    ],
)
def test_addresses_are_broken_where_people_break_them(address: str, line: int, lines: list[str]) -> None:
    assert address_lines(address, line) == lines


def _query(data: dict[str, object], name: str) -> list[dict[str, object]]:
    """What the template says about itself once it is set."""
    asked = data | {"about": STAMP.lines(), "marks": True}
    found = typst.query(
        str(exports_mailings.FOLDER / name),
        "<label>",
        font_paths=[str(papers.font_folder())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(asked, ensure_ascii=False)},
    )
    return json.loads(found)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["label12", "label24"])
def test_the_paper_sets_every_label_in_its_place(kind: str) -> None:
    count = SHEETS[kind].count + 1  # type: ignore[index]
    data = labels.label_data([piece() for _ in range(count)], kind, Print())
    found = _query(data, "labels.typ")
    assert [(label["value"]["x"], label["value"]["y"]) for label in found] == [  # type: ignore[index]
        (entry["x"], entry["y"]) for entry in data["labels"]
    ]
    assert [label["value"]["page"] for label in found] == [1] * (count - 1) + [2]  # type: ignore[index]
    assert all(label["value"]["inside"] for label in found)  # type: ignore[index]


@pytest.mark.parametrize("kind", ["label12", "label24"])
def test_long_names_and_many_lines_stay_inside_their_label(kind: str) -> None:
    long = piece(
        LONG, "代表 髙﨑 澄江 様", address="岡山県倉敷市児島駅前2丁目15番3号グランドパークシティ児島" * 2
    )
    family = piece(*[f"大森 {name} 様" for name in ("健", "由紀", "さくら")], "保護者 様")
    found = _query(labels.label_data([long, family], kind, Print()), "labels.typ")
    assert all(label["value"]["inside"] for label in found)  # type: ignore[index]


def test_the_same_labels_give_the_same_bytes() -> None:
    paper = papers.Paper(
        exports_mailings.FOLDER / "labels.typ", labels.label_data([piece()], "label12", Print())
    )
    assert papers.pdf_bytes(paper, STAMP) == papers.pdf_bytes(paper, STAMP)


def test_an_empty_sheet_is_one_page() -> None:
    assert labels.label_data([], "label12", Print())["pages"] == 1


def test_letters_are_set_and_markup_stays_text() -> None:
    data = labels.letter_data(
        [piece(), piece(LONG)],
        subject="#panic() *秋*",
        bodies=["#panic()\r\n\r\n敬具", "本文"],
        day="令和8年10月1日",
        centre="センター",
    )
    assert data["letters"][0]["paragraphs"] == ["#panic()", "", "敬具"]
    paper = papers.Paper(exports_mailings.FOLDER / "letters.typ", data)
    first = papers.pdf_bytes(paper, STAMP)
    assert first.startswith(b"%PDF-") and papers.pdf_bytes(paper, STAMP) == first
