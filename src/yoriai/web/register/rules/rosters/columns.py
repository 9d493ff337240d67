"""What a column of a list may hold, and what its header usually means."""

# ruff: noqa: E501
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .. import fields

PERSON, ORGANISATION, ROLE = "person", "organisation", "role"


@dataclass(frozen=True)
class Column:
    """Something that a column may hold: of whom, its name, the headers that usually mean it."""

    kind: str
    field: str
    label: str
    headers: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.kind}.{self.field}"


def _columns(kind: str, table: Iterable[tuple[str, str, str]]) -> list[Column]:
    return [Column(kind, field, label, tuple(headers.split())) for field, label, headers in table]


_PERSON = (
    ("name", "氏名", "氏名 お名前 名前 おなまえ なまえ 姓名 ご氏名 ご芳名 参加者名 参加者 会員名 担当者 担当者名 担当者氏名 ご担当者 連絡担当者 name"),
    ("family_name", "姓", "姓 苗字 名字 氏"),
    ("given_name", "名", "名"),
    ("kana", "氏名のよみ", "フリガナ ふりがな カナ かな 氏名カナ 氏名かな よみ よみがな 読み 読みがな 氏名フリガナ 氏名ふりがな お名前フリガナ 担当者フリガナ kana"),
    ("family_kana", "せい", "セイ せい 姓カナ 姓かな 姓フリガナ 姓ふりがな"),
    ("given_kana", "めい", "メイ めい 名カナ 名かな 名フリガナ 名ふりがな"),
    ("former_names", "旧姓など", "旧姓 旧氏名"),
    ("birthday", "生年月日", "生年月日 誕生日 お誕生日 birthday"),
    ("phone", "電話（個人）", "TEL 電話 電話番号 ＴＥＬ お電話 電話番号1 自宅電話 自宅TEL tel電話 連絡先電話 連絡先電話番号 連絡先 phone"),
    ("mobile", "携帯電話", "携帯 携帯電話 携帯番号 携帯電話番号 スマホ mobile"),
    ("email", "メール（個人）", "E-mail メール メールアドレス Email eメール mail アドレス"),
    ("fax", "ファクス（個人）", "FAX ファックス ファクス FAX番号"),
    ("postal_code", "郵便番号（個人）", "郵便番号 〒 郵便 zip"),
    ("address", "住所（個人）", "住所 ご住所 現住所 自宅住所 address"),
    ("municipality", "市町村（個人）", "市町村 市区町村 市町村名 お住まい お住まいの市町村 居住地"),
    ("languages", "使う言葉", "使う言葉 言語 使用言語"),
    ("care_needs", "配慮してほしいこと（要配慮）", "配慮 要配慮 配慮事項 配慮してほしいこと アレルギー 障害 障がい 持病"),
    ("access_needs", "参加に必要なこと（要配慮）", "参加に必要なこと 車いす 手話通訳 合理的配慮"),
    ("note", "メモ", "備考 メモ 摘要 特記事項 その他 note"),
    ("do_not_ask", "今後の依頼を控える", "連絡不要 案内不要 送付不要 依頼を控える"),
)  # fmt: skip
_ORGANISATION = (
    ("name", "団体名", "団体名 団体 団体名称 法人名 法人名称 組織名 会社名 企業名 学校名 名称 グループ名 登録団体名 所属団体 所属団体名 所属 所属先 勤務先"),
    ("kana", "団体名のよみ", "団体名カナ 団体名かな 団体名フリガナ 団体名ふりがな 法人名カナ 法人名称カナ 団体カナ"),
    ("legal_form", "法人格", "法人格 種別 団体種別 法人種別 区分 団体区分"),
    ("sector", "セクター", "セクター"),
    ("corporate_number", "法人番号", "法人番号 インボイス番号 適格請求書発行事業者登録番号"),
    ("representative", "代表者", "代表者 代表者名 代表者氏名 代表 会長 会長名 理事長 理事長名"),
    ("representative_kana", "代表者のよみ", "代表者カナ 代表者フリガナ 代表者ふりがな 代表者名カナ"),
    ("phone", "電話（団体）", "団体電話 団体TEL 事務局電話 事務局TEL 勤務先電話 代表電話 団体電話番号 会社TEL"),
    ("email", "メール（団体）", "団体メール 団体E-mail 事務局メール"),
    ("url", "ウェブサイト", "URL ホームページ HP ウェブサイト webサイト サイト"),
    ("postal_code", "郵便番号（団体）", "団体郵便番号 事務局郵便番号 団体〒"),
    ("address", "住所（団体）", "所在地 団体住所 事務局住所 事務所所在地 主たる事務所の所在地 事務所住所 勤務先住所"),
    ("municipality", "市町村（団体）", "団体市町村 所在市町村"),
    ("authority", "所轄庁", "所轄庁"),
    ("established_on", "設立認証日", "設立認証日 設立認証年月日 設立年月日 設立日 設立"),
    ("registered_on", "設立登記日", "設立登記日 登記日 法人設立登記年月日"),
    ("fiscal_year_end", "事業年度の終わり", "決算日 決算月 決算期 事業年度の終わり 事業年度終了日 年度末"),
    ("purpose", "目的", "目的 活動目的 設立目的 活動内容 活動概要 事業内容"),
    ("fields", "活動分野（番号）", "活動分野 分野 活動分野番号 分野番号"),
)  # fmt: skip
_ROLE = (
    ("kind", "役職（団体での役割）", "役職 役職名 肩書 肩書き 役割 職名 役 title"),
    ("since", "役割のはじまり", "就任日 就任年月日 入会日 入会年月日 加入日 登録日"),
)  # fmt: skip

COLUMNS = {
    column.key: column
    for kind, table in ((PERSON, _PERSON), (ORGANISATION, _ORGANISATION), (ROLE, _ROLE))
    for column in _columns(kind, table)
}
#: Columns of which one list may have several: each adds what it holds.
MANY = {"person.phone", "person.mobile", "person.email", "person.fax"}
#: Columns that a person and an organisation both have.
_BOTH = ("phone", "email", "postal_code", "address", "municipality", "kana")
_NOISE = re.compile(r"[\s　・:：/／()（）\[\]【】※*＊_.．-]+")


def fold(header: str) -> str:
    """What headers are compared by: width, case, blanks and marks do not count.

    >>> fold("ｅ－ｍａｉｌ ") == fold("E-mail")
    True
    """
    plain = unicodedata.normalize("NFKC", header).casefold()
    return _NOISE.sub("", plain)[:80]


_MEANINGS = {fold(header): column.key for column in COLUMNS.values() for header in column.headers}


def meaning(header: str, memory: Mapping[str, str]) -> str | None:
    """What a header means: as it was decided last time, otherwise as it usually does; None if unknown.

    An empty text means that the column is left out. Of a header of two lines, the last part counts when
    the whole is unknown.
    """
    for text in (fold(header), fold(header.rpartition("／")[2])):
        if text in memory:
            return memory[text]
        if text in _MEANINGS:
            return _MEANINGS[text]
    return None


def memory_keys(titles: Sequence[str], memory: Mapping[str, str]) -> list[str]:
    """Under what each header of a list is remembered: by itself; 「電話」 and the like with whom it is of."""
    return [
        f"{fold(title)}@{subject}" if _is_shared(title) else fold(title)
        for title, subject in zip(titles, _subjects(titles, memory), strict=True)
    ]


def proposed(titles: Sequence[str], memory: Mapping[str, str], allowed: Iterable[str]) -> list[str]:
    """For each column the key of what it probably holds; empty where nobody knows or the viewer may not."""
    may, taken, found = set(allowed), set(), []
    subjects, remembered = _subjects(titles, memory), memory_keys(titles, memory)
    for title, subject, known in zip(titles, subjects, remembered, strict=True):
        key = memory[known] if known in memory else meaning(title, memory) or ""
        if _is_shared(title) and known not in memory:
            key = f"{subject}.{key.partition('.')[2]}"
        if key not in may or (key in taken and key not in MANY):
            key = ""
        taken.add(key)
        found.append(key)
    return found


def _is_shared(title: str) -> bool:
    """Whether a person and an organisation may both have what a header says, so that it depends."""
    kind, _, field = (meaning(title, {}) or "").partition(".")
    return kind == PERSON and field in _BOTH


def _subjects(titles: Sequence[str], memory: Mapping[str, str]) -> list[str]:
    """Of whom each column speaks: of 氏名 or 団体名 to its left. 所属 is no subject, nor is 団体名 in a list
    of people with their 役職; a list without people is one of organisations."""
    keys = [meaning(title, memory) or "" for title in titles]
    people = [place for place, key in enumerate(keys) if key in ("person.name", "person.family_name")]
    groups = [place for place, key in enumerate(keys) if key == "organisation.name"]
    members = bool(people and groups and people[0] < groups[0] and "role.kind" in keys)
    subject = ORGANISATION if groups and not people else PERSON
    found = []
    for place, title in enumerate(titles):
        if place in people:
            subject = PERSON
        elif place in groups and not members and "所属" not in title and "勤務" not in title:
            subject = ORGANISATION
        found.append(subject)
    return found


def allowed(viewer: Viewer) -> list[str]:
    """The keys of the columns that a viewer may fill, in the order of the table."""
    return [key for key, column in COLUMNS.items() if _may(viewer, column)]


def _may(viewer: Viewer, column: Column) -> bool:
    table = fields.TABLES.get(column.kind, {})
    if right := table.get(column.field):
        return viewer.may(right)
    if column.field in ("name", "kana"):
        return viewer.may(Right.PEOPLE_NAMES)
    return viewer.may(Right.PERSON_READ if column.kind == PERSON else Right.REGISTER_READ)


def is_memorable(header: str) -> bool:
    """Whether a header may be remembered: what looks like somebody's own data (many digits, an address)
    was no header."""
    plain = unicodedata.normalize("NFKC", header)
    return bool(fold(header)) and len(plain) <= 40 and "@" not in plain and not re.search(r"\d{4}", plain)
