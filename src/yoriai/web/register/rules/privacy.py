"""Who may ask who saw whom, take a copy, erase, and write incident sheets."""

from __future__ import annotations

from datetime import date

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Person
from . import numbers

#: How data were seen or taken, as people read it.
HOW = {
    "page": "ページを見た",
    "edit": "記載を直すページを開いた",
    "sensitive": "理由を選び、配慮が必要なこと・子どもの記載を見た",
    "watch": "だれが見たかを調べた",
    "copy": "開示用の写しを見た",
    "export": "ファイルに書き出した",
    "email": "メールを送った",
    "letter": "手紙を送った",
    "label12": "宛名ラベルを作った",
    "label24": "宛名ラベルを作った",
    "mailing": "発送の一覧に入れた",
    "correction": "訂正の申し出を見た",
    "import": "名簿の取り込みで見た",
    "incident": "漏えい等の記録で見た",
}
#: What a 要配慮 field may be opened for; staff choose one a day, with few words.
REASONS = {
    "visit": "来館・行事の準備",
    "consultation": "相談への対応",
    "emergency": "けが・急病などの緊急時",
    "update": "記載の確認・訂正",
    "other": "そのほか（ひとことで）",
}


def may_watch(viewer: Viewer) -> bool:
    """See who saw or took a person's data: those who may erase, or read the audit."""
    return viewer.may(Right.AUDIT_READ) or _may_keep(viewer)


def may_copy(viewer: Viewer) -> bool:
    """Hand somebody a copy of all that is kept about them (個人情報保護法33条)."""
    return _may_keep(viewer) and viewer.may(Right.EXPORT) and viewer.may(Right.SENSITIVE_READ)


def may_erase(viewer: Viewer) -> bool:
    """Erase somebody, and decide who is kept past the time of keeping."""
    return _may_keep(viewer)


def may_write_incidents(viewer: Viewer) -> bool:
    """Write the sheet of a leak, which names the people concerned."""
    return _may_keep(viewer)


def may_correct(viewer: Viewer) -> bool:
    """Write down a wish for correction, and what became of it."""
    return viewer.may(Right.REGISTER_WRITE) and viewer.may(Right.PERSON_READ)


def may_set_retention(viewer: Viewer) -> bool:
    """Decide how long data are kept: the director's word."""
    return viewer.may(Right.ROLES_WRITE)


def _may_keep(viewer: Viewer) -> bool:
    return viewer.may(Right.REGISTER_MERGE) and viewer.may(Right.PERSON_READ)


def is_protected(person: Person, day: date) -> bool:
    """A child, or somebody with a 要配慮 column: opening their page is marked so in the record."""
    return bool(person.care_needs or person.access_needs) or numbers.is_child(person.birthday, day)


def reason_text(choice: str, words: str) -> str:
    """The purpose as it is kept with the Sight."""
    return f"{REASONS[choice]}：{words}" if words else REASONS[choice]
