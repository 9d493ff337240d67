"""One row of the Cabinet Office's portal file: which header means which column, and how a cell is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from ..models import Organisation
from . import numbers
from .dates import read_date, read_month_day
from .portal_file import UNREADABLE, BadFile, Record

Values = dict[str, Any]

#: Columns of an organisation that the file knows, in the order in which a change is shown, and in which lines
#: of imports keep the values of a new entry: a further column stands at the end. Days stand as
#: text (2024-03-31), a yes or no as bool, the statutory fields as a list of numbers.
COLUMNS = (
    "name", "kana", "legal_form", "corporate_number", "authority", "delegated_to", "municipality",
    "postal_code", "address", "branches", "representative", "representative_kana", "established_on",
    "registered_on", "purpose", "fields_of_activity", "certification", "certified_from", "certified_until",
    "certification_withdrawn_on", "supervision", "dissolved_on", "dissolution_reason", "url",
    "other_business", "fiscal_year_end",
)  # fmt: skip
_DISSOLVED = re.compile(r"^\s*(\S+?日|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})\s*(.*)$", re.DOTALL)
_LONGEST = {
    column: length
    for column in COLUMNS
    if column != "municipality"
    and (length := getattr(Organisation._meta.get_field(column), "max_length", None))
}


def packed(values: Values) -> list[Any]:
    """The values of a row in the order of COLUMNS, as the line of a new entry keeps them; None for a column
    that the file lacks."""
    return list(map(values.get, COLUMNS))


def unpacked(row: list[Any] | Values) -> Values:
    """What the line of a new entry says, by column. Lines written before November 2026 keep it so."""
    if isinstance(row, dict):
        return row
    return {column: value for column, value in zip(COLUMNS, row, strict=False) if value}


def text_of_lines(cell: str) -> str:
    """A cell of several lines, without blank ones."""
    if "\n" not in cell and "\r" not in cell:
        return cell.strip()
    return "\n".join(filter(None, (line.strip() for line in cell.splitlines())))


def one_line(cell: str) -> str:
    """A cell without line breaks."""
    if "\n" not in cell and "\r" not in cell:
        return cell.strip()
    return text_of_lines(cell).replace("\n", " ")


@lru_cache(maxsize=65_536)
def _day(cell: str) -> str:
    try:
        day = read_date(cell)
    except ValueError as problem:
        raise ValueError(f"日付として読めません：{cell.strip()[:40]}") from problem
    return day.isoformat() if day else ""


@lru_cache(maxsize=1024)
def _month_day(cell: str) -> str:
    try:
        return read_month_day(cell)
    except ValueError as problem:
        raise ValueError(f"月日として読めません：{cell.strip()[:40]}") from problem


def is_marked(cell: str) -> bool:
    """○ in the file; texts such as the other business count as yes, words for no as no."""
    return bool(cell) and cell.strip() not in {"", "0", "×", "無", "なし", "無し", "該当なし"}


def plain_number(cell: str) -> str:
    """A number as it stands, in plain digits, right or wrong."""
    if cell.isascii() and cell.isdigit():
        return cell
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", cell)) if cell else ""


def read_number(cell: str) -> str:
    """A 法人番号 of thirteen digits in any width, or nothing. Raises ValueError for a wrong one."""
    plain = plain_number(cell)
    if not plain or numbers.is_corporate_number(plain):
        return plain
    if not (len(plain) == 13 and plain.isascii() and plain.isdigit()):
        raise ValueError(f"法人番号は13けたの数字です（{plain[:20]}）")
    raise ValueError(f"法人番号の検査数字が合いません（{plain}）")


def _postal(cell: str) -> str:
    """Seven digits as 710-0046; anything else says nothing."""
    if len(cell) == 8 and cell[3] == "-" and cell.isascii() and (cell[:3] + cell[4:]).isdigit():
        return cell
    plain = re.sub(r"\D", "", unicodedata.normalize("NFKC", cell)) if cell else ""
    return f"{plain[:3]}-{plain[3:]}" if len(plain) == 7 else ""


def _url(cell: str) -> str:
    """The first web address in the cell; "www." gets its scheme; anything else says nothing."""
    first = next(iter(cell.split()), "")
    if first.startswith("www."):
        first = f"http://{first}"
    return first if re.match(r"https?://[^\s\"'<>]+$", first) else ""


def _dissolution(cell: str) -> tuple[str, str]:
    """ "2024年03月31日 社員総会の決議 (…)" -> the day and the reason."""
    text = one_line(cell)
    if not text:
        return "", ""
    match = _DISSOLVED.match(text)
    if not match:
        raise ValueError(f"解散した日が読めません：{text[:40]}")
    reason, most = match[2].strip(), _LONGEST["dissolution_reason"]
    return _day(match[1]), reason if len(reason) <= most else reason[: most - 1] + "…"


#: Every header that is in use, without spaces and in plain width -> column, and how its cell is read.
_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "法人名称": ("name", one_line),
    "法人名称カナ": ("kana", one_line),
    "所轄庁": ("authority", one_line),
    "権限移譲先市町村": ("delegated_to", one_line),
    "主たる事務所の所在地": ("address", one_line),
    "郵便番号": ("postal_code", _postal),
    "主たる事業所の郵便番号": ("postal_code", _postal),
    "主たる事務所の郵便番号": ("postal_code", _postal),
    "従たる事務所の所在地": ("branches", text_of_lines),
    "代表者氏名": ("representative", one_line),
    "代表者カナ": ("representative_kana", one_line),
    "団体代表者名(フリガナ)": ("representative_kana", one_line),
    "設立認証年月日": ("established_on", _day),
    "法人設立認証年月日": ("established_on", _day),
    "法人設立登記年月日": ("registered_on", _day),
    "設立年月日": ("registered_on", _day),
    "定款に記載された目的": ("purpose", text_of_lines),
    "認定開始日": ("certified_from", _day),
    "認定(認定開始日)": ("certified_from", _day),
    "認定満了日": ("certified_until", _day),
    "認定(認定満了日)": ("certified_until", _day),
    "認定取消日": ("certification_withdrawn_on", _day),
    "認定(認定取消日)": ("certification_withdrawn_on", _day),
    "特例認定開始日": ("special_from", _day),
    "認定(特例認定年月日)": ("special_from", _day),
    "特例認定満了日": ("special_until", _day),
    "認定(特例認定満了日)": ("special_until", _day),
    "特例認定取消日": ("special_withdrawn_on", _day),
    "認定(特例認定取消日)": ("special_withdrawn_on", _day),
    "監督情報": ("supervision", text_of_lines),
    "解散情報": ("dissolution", _dissolution),
    "URL": ("url", _url),
    "法人情報URL": ("url", _url),
    "法人番号": ("corporate_number", read_number),
    "その他の事業": ("other_business", is_marked),
    "事業年度終了日": ("fiscal_year_end", _month_day),
}
_FIELD = re.compile(r"活動分野\D{0,2}(\d{1,2})\D?")
_CERTIFIED = re.compile(r"認定\D*?(\d)\)?")
#: What the file must have to be the portal's.
REQUIRED = {"name": "法人名称", "authority": "所轄庁", "address": "主たる事務所の所在地"}
#: By what a row is recognised, in the order of portal_match.Light.
LIGHT = ("corporate_number", "name", "authority", "address", "dissolution")
#: What is dropped when the cell is blank: the file often lacks it, and ours may be better.
BLANK_SAYS_NOTHING = frozenset(
    {
        "kana",
        "corporate_number",
        "authority",
        "municipality",
        "postal_code",
        "address",
        "representative",
        "representative_kana",
        "established_on",
        "registered_on",
        "purpose",
        "fields_of_activity",
        "url",
        "fiscal_year_end",
    }
)


class Reader(NamedTuple):
    """One column of the file: where it stands, how a cell is read, and how long it may be."""

    place: int
    column: str
    read: Callable[[str], Any]
    longest: int


@dataclass(frozen=True)
class Header:
    """Where each column stands in this file."""

    names: tuple[str, ...]
    places: dict[str, int]
    readers: tuple[Reader, ...]
    #: place and number of each statutory field, by number
    fields: tuple[tuple[int, int], ...]
    certified: int | None
    special: int | None
    #: what a row of blank cells says
    blank: Values

    @cached_property
    def light(self) -> Callable[[list[str]], tuple[str, ...]]:
        """The cells by which a row is recognised (LIGHT); a column that the file lacks is empty."""
        places = [self.places.get(column) for column in LIGHT]
        if None in places:
            return lambda cells: tuple("" if place is None else cells[place] for place in places)
        return itemgetter(*places)

    def cell(self, cells: list[str], column: str) -> str:
        """One cell as it stands; a column that the file lacks is empty."""
        place = self.places.get(column)
        return cells[place] if place is not None else ""


def read_header(record: Record) -> Header:
    """Find the columns by their names, in any order. Raises BadFile when the needed ones are missing."""
    names = tuple(cell.strip() for cell in record.cells)
    plain = [re.sub(r"\s", "", unicodedata.normalize("NFKC", name)) for name in names]
    twice = sorted({name for name in plain if name in _READERS and plain.count(name) > 1})
    if twice:
        raise BadFile(
            f"1行目: 見出し「{'」「'.join(twice)}」が2つあります。落としたままのファイルを選んでください。"
        )
    readers = tuple(_reader(place, *_READERS[name]) for place, name in enumerate(plain) if name in _READERS)
    places = {reader.column: reader.place for reader in readers}
    missing = [name for column, name in REQUIRED.items() if column not in places]
    if missing:
        raise BadFile(
            f"1行目: 見出しに「{'」「'.join(missing)}」がありません。"
            "NPOポータルの「行政入力情報」のファイルを選んでください。"
        )
    fields = [(place, int(found[1])) for place, name in enumerate(plain) if (found := _FIELD.fullmatch(name))]
    marks = {
        int(found[1]): place
        for place, name in enumerate(plain)
        if "PST" not in name and (found := _CERTIFIED.fullmatch(name))
    }
    known = [(place, number) for place, number in fields if number in numbers.FIELDS]
    by_number = tuple(sorted(known, key=itemgetter(1)))
    blank = {reader.column: reader.read("") for reader in readers}
    return Header(names, places, readers, by_number, marks.get(1), marks.get(2), blank)


def _reader(place: int, column: str, read: Callable[[str], Any]) -> Reader:
    return Reader(place, column, read, _LONGEST.get(column, 0))


def problem_of(header: Header, record: Record) -> str:
    """What is wrong with a record as a whole: its width, or characters that are none."""
    if len(record.cells) != len(header.names):
        found = f"{len(record.cells)}個" if record.cells else "数えられません"
        return (
            f"{record.line}行目: 列が{found}（{len(header.names)}個のはずです）。"
            "引用符やカンマが欠けていないか、ファイルのこの行を見てください"
        )
    if UNREADABLE.search("".join(record.cells)):
        place = next(place for place, cell in enumerate(record.cells) if UNREADABLE.search(cell))
        return f"{record.line}行目「{header.names[place]}」: 文字として読めないところがあります"
    if not header.cell(record.cells, "name").strip():
        return f"{record.line}行目「{header.names[header.places['name']]}」: 空です"
    return ""
