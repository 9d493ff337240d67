"""A file as somebody hands it over: size, ending and content must agree before it is read."""

from __future__ import annotations

from . import csv_file, xlsx
from .book import LARGEST, Sheet, Unreadable, checked

_ZIP = b"PK\x03\x04"
#: Old Excel files, and new ones with a password, begin so.
_OLE = b"\xd0\xcf\x11\xe0"


def sheets_of(name: str, content: bytes) -> list[Sheet]:
    """The tables of an xlsx or csv file that hold something. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"ファイルが大きすぎます。{LARGEST // 1024**2}MBまでです。")
    ending = name.rpartition(".")[2].lower()
    if content.startswith(_OLE):
        raise Unreadable(
            "古い形式（.xls）か、パスワードの付いたファイルです。パスワードを外し、"
            "「Excelブック（.xlsx）」で保存しなおしてください。"
        )
    if ending == "xlsx" and content.startswith(_ZIP):
        return checked(xlsx.sheets_of(content))
    if ending == "csv" and not content.startswith(_ZIP):
        return checked(csv_file.sheets_of(content))
    if ending in ("xlsx", "csv"):
        raise Unreadable(f"名前は「.{ending}」ですが、中身が違います。保存しなおしてください。")
    raise Unreadable("読めるのは、Excel（.xlsx）かCSV（.csv）のファイルです。")
