"""Numbers as ordinances write them: 3, ３, 十二, ア, イロハ, a, ⑴; branch numbers as tuples."""

from __future__ import annotations

Number = tuple[int, ...]

GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
LATIN = "abcdefghijklmnopqrstuvwxyz"
PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")

#: characters of one number, for regular expressions
DIGITS = "[0-9０-９]+"
KANJI = "[〇一二三四五六七八九十百千]+"
NUMBER = f"(?:{DIGITS}|{KANJI})"

_KANJI_DIGITS = {mark: value for value, mark in enumerate("〇一二三四五六七八九")}
_KANJI_POWERS = {"十": 10, "百": 100, "千": 1000}
_TO_FULL = {ord("0") + value: ord("０") + value for value in range(10)}


def read_number(text: str) -> int:
    """The value of `12`, `１２`, `十二` or `一二`.

    Raises ValueError when the text is no number.
    """
    if text.isdecimal():
        return int(text)
    if not any(mark in _KANJI_POWERS for mark in text):
        return int("".join(str(_kanji_digit(mark)) for mark in text))
    return _read_powers(text)


def _kanji_digit(mark: str) -> int:
    if mark not in _KANJI_DIGITS:
        raise ValueError(mark)
    return _KANJI_DIGITS[mark]


def _read_powers(text: str) -> int:
    total = digit = 0
    for mark in text:
        if mark in _KANJI_POWERS:
            total += (digit or 1) * _KANJI_POWERS[mark]
            digit = 0
        else:
            digit = _kanji_digit(mark)
    return total + digit


def write_kanji(value: int) -> str:
    """12 -> 十二."""
    out = ""
    for mark, power in (("千", 1000), ("百", 100), ("十", 10)):
        count, value = divmod(value, power)
        if count:
            out += ("" if count == 1 else "〇一二三四五六七八九"[count]) + mark
    return out + ("〇一二三四五六七八九"[value] if value or not out else "")


def write_number(value: int, style: str) -> str:
    """A number in the style `half`, `full`, `one-full` (one digit wide, more digits narrow) or `kanji`."""
    if style == "kanji":
        return write_kanji(value)
    digits = str(value)
    wide = style == "full" or (style == "one-full" and len(digits) == 1)
    return digits.translate(_TO_FULL) if wide else digits


def style_of(samples: list[str]) -> str:
    """The style that most of the written numbers share; `half` when there are none."""
    if sum(not sample.isdecimal() for sample in samples) * 2 > len(samples):
        return "kanji"
    wide_one = _wide([sample for sample in samples if sample.isdecimal() and len(sample) == 1])
    wide_many = _wide([sample for sample in samples if sample.isdecimal() and len(sample) > 1])
    if wide_one:
        return "full" if wide_many is True else "one-full"
    return "full" if wide_many and wide_one is None else "half"


def _wide(samples: list[str]) -> bool | None:
    if not samples:
        return None
    return sum(not sample.isascii() for sample in samples) * 2 > len(samples)
