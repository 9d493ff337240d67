"""What the cells of a workbook hold, as texts: shared texts, numbers, days in either calendar of Excel."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from .xlsx_parts import Attributes, walk

#: Number formats that Excel knows without writing them down and that show days or times.
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]|general', re.IGNORECASE)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
#: Day 0 of the two calendars; Excel's 1900 has a 29 February that never was.
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LEAP = 60


def shared_texts(content: bytes) -> list[str]:
    """The texts that cells refer to by number; readings above the kanji are left out."""
    found: list[str] = []
    pieces: list[str] = []
    within: list[str] = []

    def start(name: str, _attributes: Attributes) -> None:
        within.append(name)
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        within.pop()
        if name == "si":
            found.append(unescaped("".join(pieces)))

    def text(words: str) -> None:
        if within[-1] == "t" and "rPh" not in within:
            pieces.append(words)

    walk(content, start, end, text)
    return found


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the sign that they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def day_styles(content: bytes) -> set[int]:
    """The numbers of the cell styles that show days or times."""
    custom: dict[str, str] = {}
    styles: list[str] = []
    within: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and within and within[-1] == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))
        within.append(name)

    def end(_name: str) -> None:
        within.pop()

    walk(content, start, end)
    return {place for place, style in enumerate(styles) if _shows_days(style, custom)}


def _shows_days(style: str, custom: dict[str, str]) -> bool:
    if style in custom:
        return bool(re.search("[ymdhs]", _QUOTED.sub("", custom[style].split(";")[0]), re.IGNORECASE))
    return style.isdigit() and int(style) in _DAYS


def number_text(raw: str) -> str:
    """A number as people write it: 862310532, not 8.62310532E8. Raises ValueError."""
    if raw.isascii() and raw.isdigit():
        return raw
    value = float(raw)
    if not math.isfinite(value):
        raise ValueError(raw)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def day_text(raw: str, from_1904: bool) -> str:
    """The day (and time) behind a serial number. Raises ValueError for what is no day."""
    value = float(raw)
    if not 0 <= value < 2_958_466:  # the day after 9999-12-31
        raise ValueError(raw)
    days, seconds = divmod(round(value * 86_400), 86_400)
    if days == 0 and seconds:
        return str(timedelta(seconds=seconds)).rjust(8, "0")
    start = _FROM_1904 if from_1904 else _FROM_1900
    if not from_1904 and days < _LEAP:
        start += timedelta(days=1)
    moment = datetime(start.year, start.month, start.day) + timedelta(days=days, seconds=seconds)  # noqa: DTZ001
    return moment.date().isoformat() if seconds == 0 else moment.isoformat(timespec="minutes")
