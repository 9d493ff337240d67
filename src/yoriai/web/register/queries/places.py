"""Tables as people know them, for lists of places in which somebody is named."""

from __future__ import annotations

from django.db.models import Model

from ..privacy import AREAS

_PLACES = {
    "accounts.User": "アカウント",
    "exports.Download": "書き出しの記録",
    "notices.Notice": "メール",
    "register.Correction": "訂正の申し出",
    "register.Erasure": "消去",
    "register.ErasureRequest": "消去の求め",
    "register.FieldChange": "記載の移り変わり",
    "register.ImportLine": "取り込んだ行",
    "register.ImportRun": "取り込み",
    "register.Incident": "漏えい等の記録",
    "register.IncidentVersion": "漏えい等の記録の版",
    "register.Merge": "同じ記載をまとめた記録",
    "register.Organisation": "団体",
    "register.Person": "人",
    "register.Reach": "ほかの人の連絡先",
    "register.SavedSearch": "保存したさがし方",
    "register.Sending": "発送",
    "register.Sight": "だれが見たか",
}


def place_name(model: type[Model]) -> str:
    """A table's name in Japanese, where it has one."""
    for area in AREAS.values():
        if model._meta.label in area.tables:
            return area.tables[model._meta.label]
    return _PLACES.get(model._meta.label, str(model._meta.verbose_name))
