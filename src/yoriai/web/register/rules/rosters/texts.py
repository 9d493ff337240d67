"""Understanding one cell: names, telephones, days, numbers. Each gives a value and perhaps a notice."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from .. import names, numbers
from ..dates import read_date, read_month_day

#: What people write where there is nothing.
NOTHING = {"", "-", "－", "ー", "―", "‐", "なし", "無し", "無", "ナシ", "n/a", "×", "未記入", "不明"}
#: What stands for the cell above.
DITTO = {"〃", "″", "同上", "々", "''"}
_PARTS = re.compile(r"[\n、,，;；／|｜]|\s/\s|または|又は")
_HONORIFIC = re.compile(r"[\s\u3000]*(?:[\s\u3000]|^)(?:様|殿|さん|先生|氏)$")
_EXTENSION = re.compile(r"[\s\u3000(（]*(?:内線|ext\.?)\s*\d+[)）]?", re.IGNORECASE)
_WEEKDAY = re.compile(r"[(（][月火水木金土日祝・]{1,3}[)）]")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
ZERO = "先頭の0を補いました"
UNSPLIT = "姓と名を分けられません（間に空白がありません）"


class Wrong(ValueError):
    """A cell that cannot be understood; the message says why, without repeating what it holds."""


def plain(text: str) -> str:
    """A text in ordinary width, on one line."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def one_line(text: str) -> str:
    """A text on one line, its signs as they are (names keep their 異体字)."""
    return " ".join(text.split())


def parts(text: str) -> list[str]:
    """Several values of one cell."""
    return [part for part in (one.strip() for one in _PARTS.split(text)) if part.casefold() not in NOTHING]


def split_name(text: str) -> tuple[str, str]:
    """Family and given name at the first blank; without one the whole is the family name.

    >>> split_name("髙﨑　澄江 様")
    ('髙﨑', '澄江')
    """
    whole = one_line(_HONORIFIC.sub("", one_line(text)))
    family, _, given = whole.partition(" ")
    return family, given


def hiragana(text: str) -> str:
    """A reading as the register writes it.

    >>> hiragana("ﾀｶｻｷ ｽﾐｴ")
    'たかさき すみえ'
    """
    return plain(text).translate(_KATAKANA)


def telephone(text: str) -> tuple[str, str]:
    """A telephone number; a zero that a spreadsheet dropped is put back, with a notice.

    >>> telephone("862310532")
    ('0862310532', '先頭の0を補いました')
    """
    shown = plain(_EXTENSION.sub("", text)).strip("() ")
    found, notice = names.digits(shown), ""
    if found[:1] not in ("", "0") and len(found) in (9, 10):
        found = shown = "0" + found
        notice = ZERO
    if not found.startswith("0") or len(found) not in (10, 11):
        raise Wrong("電話番号のけた数が合いません")
    return (shown if re.fullmatch(r"0[\d-]+", shown) else found), notice


def is_mobile(number: str) -> bool:
    """Numbers that begin with 070, 080 or 090 and have eleven digits."""
    return bool(re.match(r"0[789]0\d{8}$", names.digits(number)))


def email(text: str) -> str:
    """An e-mail address."""
    found = unicodedata.normalize("NFKC", text).strip().removeprefix("mailto:")
    try:
        validate_email(found)
    except ValidationError as problem:
        raise Wrong("メールアドレスとして読めません") from problem
    return found


def postal_code(text: str) -> tuple[str, str]:
    """Seven digits as 710-0051; six get back their zero, with a notice."""
    found = names.digits(plain(text).lstrip("〒"))
    notice = ZERO if len(found) == 6 else ""
    found = found.zfill(7) if notice else found
    if len(found) != 7:
        raise Wrong("郵便番号のけた数が合いません")
    return f"{found[:3]}-{found[3:]}", notice


def day(text: str) -> date | None:
    """A day in western or Japanese years."""
    try:
        return read_date(_WEEKDAY.sub("", text))
    except ValueError as problem:
        number = re.fullmatch(r"\d{5}", plain(text))
        hint = "（Excelの日付の番号です。セルの表示形式を日付にしてください）" if number else ""
        raise Wrong("日付として読めません" + hint) from problem


def birthday(text: str, today: date) -> date | None:
    """A day of birth: not in the future, not before 1880."""
    found = day(text)
    if found and not date(1880, 1, 1) <= found <= today:
        raise Wrong("生年月日が先の日付か、古すぎます")
    return found


def month_day(text: str) -> str:
    """The end of a fiscal year as 03-31, from 3月31日, 3月, 3/31 or a whole date."""
    found = plain(text)
    if match := re.fullmatch(r"(\d{1,2})(?:月(?:末日?)?)?", found):
        month = int(match[1])
        if 1 <= month <= 12:
            return f"{month:02}-{numbers.add_months(date(2024, 1, 31), month - 1).day}"
    try:
        return read_month_day(found)
    except ValueError:
        whole = day(text)
        return whole.strftime("%m-%d") if whole else ""


def corporate_number(text: str) -> str:
    """A 法人番号, also as an invoice number beginning with T."""
    found = names.digits(plain(text).upper().removeprefix("T"))
    if not numbers.is_corporate_number(found):
        raise Wrong("法人番号の検査数字が合いません（13けた）")
    return found


def url(text: str) -> str:
    """An address of the web; https:// is put before when missing."""
    found = plain(text)
    found = found if re.match(r"https?://", found, re.IGNORECASE) else f"https://{found}"
    try:
        URLValidator(schemes=["http", "https"])(found)
    except ValidationError as problem:
        raise Wrong("ウェブサイトのアドレスとして読めません") from problem
    return found


def yes(text: str) -> bool:
    """A tick."""
    found = plain(text).casefold()
    if found in {"○", "〇", "◯", "はい", "1", "true", "yes", "y", "有", "要", "不要", "✓", "レ"}:
        return True
    if found in {"いいえ", "0", "false", "no", "n"}:
        return False
    raise Wrong("○か空白にしてください")


def field_numbers(text: str) -> list[int]:
    """Statutory fields of activity by number: "2、3・13"."""
    found = [one for one in re.split(r"\D+", unicodedata.normalize("NFKC", text)) if one]
    if not found or not all(int(one) in numbers.FIELDS for one in found):
        raise Wrong("活動分野は1から20の番号で書いてください")
    return sorted({int(one) for one in found})
