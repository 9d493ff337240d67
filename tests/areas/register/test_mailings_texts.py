"""The page of stopping speaks three languages; placeholders are checked before and filled right."""

from __future__ import annotations

from datetime import date

import pytest

from tests.areas.ui.texts import strings_in, wordings
from yoriai.web.register.models import ConsentPurpose
from yoriai.web.register.rules import mailings
from yoriai.web.register.rules.mailings import Piece, Recipient
from yoriai.web.register.rules.recipients import Target
from yoriai.web.ui.texts import WEB

FOLDER = WEB / "register" / "templates" / "register" / "mailings"


@pytest.mark.parametrize("language", ["en", "ja_Easy"])
def test_stopping_is_explained_in_three_languages(language: str) -> None:
    texts = {text for name in ("stop.html", "stop_unknown.html") for text in strings_in(FOLDER / name)}
    texts = {text for text in texts if text} | {label for _value, label in ConsentPurpose.choices}
    assert texts <= set(wordings(language))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{宛名}へ {今日}", []),
        ("｛ 名前 ｝さん", []),
        ("{住所}と{__class__}と{住所}", ["{住所}", "{__class__}"]),
        ("{宛名", ["{"]),
        ("宛名}{宛名}", ["}"]),
        ("", []),
    ],
)
def test_placeholders_that_mean_nothing_are_named(text: str, wrong: list[str]) -> None:
    assert mailings.unknown_placeholders(text) == wrong


def values(*lines: str) -> dict[str, str]:
    return mailings.values_for(lines, date(2026, 10, 1), "支援センター")


def test_placeholders_become_the_recipient() -> None:
    filled = mailings.filled("{宛名}／{名前}／{今日}／｛センター｝", values("髙﨑 澄江 様", "保護者 様"))
    assert filled == "髙﨑 澄江様／髙﨑 澄江／令和8年10月1日／支援センター"


def test_an_organisation_keeps_its_honorific() -> None:
    assert mailings.filled("{宛名}・{名前}", values("流域の会 御中")) == "流域の会 御中・流域の会"


def test_a_name_with_braces_is_not_filled_again() -> None:
    assert mailings.filled("{名前}", values("{今日} 様")) == "{今日}"


def recipient(pk: int, *lines: str, address: str = "倉敷市1-2") -> Recipient:
    return Recipient("person", pk, lines, Target("", "710-0824", address))


def test_a_household_shares_one_letter_however_the_address_is_written() -> None:
    found = [
        recipient(1, "大森 健 様"),
        recipient(2, "平松 直樹 様", address="総社市1"),
        recipient(3, "大森 さくら 様", "保護者 様", address="倉敷市１－２"),
    ]
    pieces = mailings.pieces_of(found, mailings.Way.POST, households=True)
    assert [piece.lines for piece in pieces] == [
        ["大森 健 様", "大森 さくら 様", "保護者 様"],
        ["平松 直樹 様"],
    ]
    assert len(mailings.pieces_of(found, mailings.Way.POST, households=False)) == 3
    assert len(mailings.pieces_of(found, mailings.Way.EMAIL, households=True)) == 3


def test_a_large_family_is_greeted_as_one() -> None:
    piece = Piece(tuple(recipient(pk, f"大森 {pk} 様") for pk in range(5)))
    assert piece.lines == ["大森 0 様", "ご家族の皆さま"]


def test_a_mail_says_who_sends_it_why_and_how_to_stop() -> None:
    why = mailings.why_you_get_it("person", "newsletter")
    body = mailings.mail_body(
        "こんにちは\n", why=why, stop="https://x.jp/s", centre="支援センター", sender="a@x.jp"
    )
    assert "送り主：支援センター（a@x.jp）" in body
    assert "「お便りを受け取る」ことに同意いただいた方" in body and "https://x.jp/s" in body
    assert "団体の公開された連絡先" in mailings.why_you_get_it("organisation", "newsletter")


def test_mail_programs_can_stop_it_with_one_press() -> None:
    assert mailings.stop_headers("https://x.jp/s") == {
        "List-Unsubscribe": "<https://x.jp/s>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_labels_carry_no_text() -> None:
    assert [mailings.needs_text(kind) for kind in ("email", "letter", "label12", "label24")] == [
        True,
        True,
        False,
        False,
    ]
