"""How rows print numbers, and where a sentence stands in their words."""

from __future__ import annotations

import re

from yoriai.engines.ordinances.second.digits import number, plain
from yoriai.engines.ordinances.second.places import Address, first_cell
from yoriai.engines.ordinances.second.rows import Row

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"


def cell(row: Row, first: Address) -> Address:
    return {"row": first_cell(row.body)} if "row" in first else {}


def like(old: str, value: int) -> str:
    """A number in the characters that the old one was written with."""
    sample = re.search(_NUM, old)
    if sample is None or sample[0].isascii():
        return str(value)
    if not sample[0].isdecimal():
        return _kanji(value)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    return (
        wide
        if len(wide) == 1 or len(sample[0]) > 1 or ("０" <= sample[0][0] <= "９" and value < 10)
        else str(value)
    )


def _kanji(value: int) -> str:
    out = ""
    for mark, power in (("百", 100), ("十", 10)):
        if value >= power:
            out += ("" if value < 2 * power else "〇一二三四五六七八九"[value // power]) + mark
            value %= power
    return out + ("〇一二三四五六七八九"[value] if value or not out else "")


def tail(new: tuple[int, ...], sample: str) -> str:
    return "".join("の" + like(sample, value) for value in new[1:])


def table_head(head: str, value: str) -> str:
    digits = value.split(",")
    if re.search(_NUM, head):
        return re.sub(_NUM, digits[0], head, count=1)
    return head + "第" + digits[0] + ("号" if "様式" in head else "")


#: new words are moved to private characters until the sentence ends, so that no quotation meets them
_MARKED = {code: 0xF0000 + code for code in range(0x20, 0xFFF0)}
UNBLOT = {value: key for key, value in _MARKED.items()}


def blot(text: str) -> str:
    return text.translate(_MARKED)


def sentence_span(body: str, what: str) -> tuple[int, int]:
    """Where the named sentence stands in the words of a row."""
    if what in ("", "見出し", "各号", "各号列記以外の部分") or what.endswith("名"):
        return 0, len(body)
    ends, depth = [0], 0
    for at, mark in enumerate(plain(body.translate(UNBLOT))):
        depth += {"(": 1, "「": 1, ")": -1, "」": -1}.get(mark, 0)
        if mark == "。" and depth <= 0:
            ends.append(at + 1)
    spans = list(zip(ends, ends[1:] if ends[-1] == len(body) else [*ends[1:], len(body)], strict=False))
    spans = [(low, high) for low, high in spans if body[low:high].strip()]
    proviso = next(
        (at for at, (low, _) in enumerate(spans) if plain(body[low:]).startswith("ただし、")), len(spans)
    )
    if what == "ただし書":
        return spans[proviso]
    if what == "本文":
        return 0, spans[proviso][0]
    order = {"前段": 0, "中段": 1, "後段": proviso - 1}
    return spans[order.get(what, 0) if what in order else number(re.sub("[第段]", "", what)) - 1]
