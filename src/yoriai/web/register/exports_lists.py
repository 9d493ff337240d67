"""A sample of a list, as the import reads it without a question."""

from __future__ import annotations

from collections.abc import Iterable

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import Column, Export, register

from . import rules

_HEADERS = (
    "氏名", "フリガナ", "生年月日", "電話番号", "E-mail", "郵便番号", "住所", "団体名", "役職", "備考",
)  # fmt: skip
#: Made-up people and numbers.
_ROWS = (
    ("見本 花子", "ミホン ハナコ", "昭和50年4月1日", "086-000-0001", "hanako@example.jp", "710-0000",
     "岡山県倉敷市見本町1-1", "見本の会", "代表", "一行に一人を書きます"),
    ("見本 太郎", "ミホン タロウ", "1982-12-24", "090-0000-0002", "taro@example.jp", "710-0000",
     "岡山県倉敷市見本町1-2", "見本の会", "会計", "同じ団体は、同じ名前で書きます"),
)  # fmt: skip


def _rows(viewer: Viewer, _subject: str) -> Iterable[tuple[str, ...]] | None:
    return _ROWS if rules.may_import_lists(viewer) else None


def _column(place: int, header: str) -> Column:
    return Column(f"c{place}", header, lambda row: row[place])


def load() -> None:
    """Register the exports of this part."""
    columns = tuple(_column(place, header) for place, header in enumerate(_HEADERS))
    register([Export(key="register.list_template", label="名簿の見本", rows=_rows, columns=columns)])
