"""Sheets of labels and letters: where everything stands on the paper, in millimetres."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from ..models import SendingKind
from . import names
from .mailings import Piece

#: A4 upright.
WIDTH, HEIGHT = 210.0, 297.0
#: How far a printer may be nudged, in tenths of a millimetre.
NUDGE = 100
#: Text stays this far inside a label.
PADDING = 4.0
#: A line of an address holds so many full-width letters before it is broken.
LINE = {SendingKind.LABEL_12: 20, SendingKind.LABEL_24: 17, SendingKind.LETTER: 20}


@dataclass(frozen=True)
class Sheet:
    """A sheet of labels: columns and rows without gaps, the first label's corner, a label's size."""

    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float

    @property
    def count(self) -> int:
        return self.columns * self.rows


#: The sheets as they are sold in Japan; the margins are what A4 leaves when the labels stand in the
#: middle: (210 - 2 x 86.4) / 2, (297 - 6 x 42.3) / 2; (210 - 3 x 66) / 2, (297 - 8 x 33.9) / 2.
SHEETS = {
    SendingKind.LABEL_12: Sheet(2, 6, left=18.6, top=21.6, width=86.4, height=42.3),
    SendingKind.LABEL_24: Sheet(3, 8, left=6.0, top=12.9, width=66.0, height=33.9),
}


@dataclass(frozen=True)
class Print:
    """How a mailing is printed: from which label on (1 is the first), nudged by tenths of a millimetre."""

    start: int = 1
    right: int = 0
    down: int = 0

    def __str__(self) -> str:
        return f"{self.start}.{self.right}.{self.down}"


def read_print(text: str) -> Print | None:
    """What `str` of a Print wrote, or None.

    >>> read_print("3.0.-5")
    Print(start=3, right=0, down=-5)
    """
    match = re.fullmatch(r"([1-9]\d?)\.(-?\d{1,3})\.(-?\d{1,3})", text, re.ASCII)
    found = Print(*(int(part) for part in match.groups())) if match else None
    largest = max(sheet.count for sheet in SHEETS.values())
    if found and found.start <= largest and max(abs(found.right), abs(found.down)) <= NUDGE:
        return found
    return None


def place(sheet: Sheet, index: int, how: Print) -> tuple[int, float, float]:
    """Page (from 0) and corner of the label number `index` (from 0), counted along the rows.

    >>> place(SHEETS[SendingKind.LABEL_12], 3, Print())
    (0, 105.0, 63.9)
    """
    page, spot = divmod(index + how.start - 1, sheet.count)
    row, column = divmod(spot, sheet.columns)
    x = sheet.left + column * sheet.width + how.right / 10
    y = sheet.top + row * sheet.height + how.down / 10
    return page, round(x, 2), round(y, 2)


def postal_mark(code: str) -> str:
    """The postal code as it is written; what is no postal code is left as it is.

    >>> postal_mark("７１００８２４")
    '〒710-0824'
    """
    figures = names.digits(code)
    if len(figures) == 7:
        return f"〒{figures[:3]}-{figures[3:]}"
    return f"〒{code}" if code else ""


#: After these an address may be broken: the town, a block's number before a building's name.
_BREAKS = re.compile(
    r"(?<=[都道府県])(?=[^\d\s]{2})|(?<=[市区町村郡])(?=[^\d\s])"
    r"|(?<=番地)(?=\D)|(?<=号)(?=\D)|(?<=[0-9０-９])(?=[^\d0-9０-９\-－ー‐−–丁番号のノ\s])"
    r"|(?<=丁目)(?=.)|(?<=大字)(?=.)"
)


def address_lines(address: str, line: int) -> list[str]:
    """The address in lines of at most `line` full-width letters, broken where people break it.

    Written spaces and line ends come first, then the end of a town's name or of the block's number; a
    number is never torn.

    >>> address_lines("岡山県倉敷市白楽町249番地5 倉敷市民活動センター2階", 20)
    ['岡山県倉敷市白楽町249番地5', '倉敷市民活動センター2階']
    """
    words = [word for word in re.split(r"[\s　]+", address.strip()) if word]
    lines: list[str] = []
    for word in words:
        for number, part in enumerate(_parts(word, line)):
            joined = f"{lines[-1]} {part}" if lines and not number else ""
            if joined and length(joined) <= line and not _is_building(part):
                lines[-1] = joined
            else:
                lines.append(part)
    return lines


def _is_building(part: str) -> bool:
    """A word that begins without a figure after a space is a building or a floor of its own line."""
    return not part[:1].isdigit()


def _parts(word: str, line: int) -> list[str]:
    """One word of the address, in parts that fit."""
    if length(word) <= line:
        return [word]
    parts = [""]
    for torn in (torn for piece in _BREAKS.split(word) for torn in _torn(piece, line)):
        if parts[-1] and length(parts[-1] + torn) > line:
            parts.append("")
        parts[-1] += torn
    return parts


def _torn(piece: str, line: int) -> list[str]:
    """A piece that is too long by itself, torn between letters, but not within a number or a word in
    katakana or Latin letters that fits a line."""
    if length(piece) <= line:
        return [piece]
    runs = re.findall(r"[0-9０-９\-－‐−]+|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヶー]+|.", piece)
    return [torn for run in runs for torn in ([run] if length(run) <= line else list(run))]


def length(text: str) -> float:
    """The width of a text in full-width letters."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def label_data(pieces: list[Piece], kind: str, how: Print) -> dict[str, Any]:
    """What the template of labels shows: each label with its page, corner, size and lines."""
    sheet = SHEETS[SendingKind(kind)]
    found = []
    for index, piece in enumerate(pieces):
        page, x, y = place(sheet, index, how)
        found.append({"page": page, "x": x, "y": y, **_address(piece, kind)})
    pages = 1 + max((label["page"] for label in found), default=0)
    size = {"width": sheet.width, "height": sheet.height, "padding": PADDING}
    return {"pages": pages, "labels": found, "small": sheet.count > 12, **size}


def _address(piece: Piece, kind: str) -> dict[str, Any]:
    return {
        "postal": postal_mark(piece.target.postal_code),
        "address": address_lines(piece.target.address, LINE[SendingKind(kind)]),
        "lines": piece.lines,
    }


def letter_data(
    pieces: list[Piece], *, subject: str, bodies: list[str], day: str, centre: str
) -> dict[str, Any]:
    """What the template of letters shows: one page or more for each piece."""
    return {
        "subject": subject,
        "day": day,
        "centre": centre,
        "letters": [
            {**_address(piece, SendingKind.LETTER), "paragraphs": body.replace("\r", "").split("\n")}
            for piece, body in zip(pieces, bodies, strict=True)
        ],
    }
