"""What follows from words: a legal form from a name, a role from a title, a town from an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from ...models import AffiliationKind, LegalForm, Sector

_FORMS = (
    ("npo", r"特定非営利活動法人|npo法人|\(特非\)|\(npo\)|^npo$"),
    ("public_association", r"公益社団法人|\(公社\)"),
    ("public_foundation", r"公益財団法人|\(公財\)"),
    ("association", r"一般社団法人|\(一社\)|社団法人"),
    ("foundation", r"一般財団法人|\(一財\)|財団法人"),
    ("welfare", r"社会福祉法人|\(福\)|\(社福\)|社会福祉協議会|^社福$"),
    ("cooperative", r"協同組合|生協|農協"),
    ("religious", r"宗教法人"),
    ("company", r"株式会社|\(株\)|有限会社|\(有\)|合同会社|\(同\)"),
    ("volunteer_centre", r"大学.*ボランティアセンター"),
    ("school", r"学校|大学|高校|学園|幼稚園"),
    ("neighbourhood", r"町内会|自治会|町会$|区会$"),
    ("assembly", r"議会|会派"),
    ("town", r"[市町村]役[所場]|[市町村].*[課部局室]$|教育委員会"),
    ("prefecture", r"県庁|県.*[課部局室]$"),
)
_SECTORS = {
    "company": Sector.BUSINESS,
    "school": Sector.EDUCATION,
    "volunteer_centre": Sector.EDUCATION,
    "town": Sector.GOVERNMENT,
    "prefecture": Sector.GOVERNMENT,
    "assembly": Sector.ASSEMBLY,
}
_ROLES = (
    (AffiliationKind.REPRESENTATIVE, "副会長|副代表|副理事長", AffiliationKind.OFFICER),
    (AffiliationKind.REPRESENTATIVE, "代表|会長|理事長|社長|校長|学長|所長|館長", None),
    (AffiliationKind.ACCOUNTANT, "会計|経理", None),
    (AffiliationKind.OFFICER, "理事|監事|役員|幹事|副会長|部長|世話人", None),
    (AffiliationKind.COUNCILLOR, "議員", None),
    (AffiliationKind.TEACHER, "教員|教諭|教授|講師|先生", None),
    (AffiliationKind.PUPIL, "生徒|児童|学生|年生", None),
    (AffiliationKind.VOLUNTEER, "ボランティア", None),
    (AffiliationKind.STAFF, "職員|事務局|担当|スタッフ|社員|主事|係長|課長|主任|主査", None),
    (AffiliationKind.MEMBER, "会員|メンバー|構成員", None),
)
_LABELS = {form.label: form for form in LegalForm} | {"NPO": LegalForm.NPO, "その他": LegalForm.OTHER}
_LABELS |= {"町内会": LegalForm.NEIGHBOURHOOD, "自治会": LegalForm.NEIGHBOURHOOD, "任意": LegalForm.VOLUNTARY}


def legal_form(text: str) -> str | None:
    """The legal form that a cell or a name tells; None when it tells none."""
    found = unicodedata.normalize("NFKC", text).strip()
    if found in _LABELS:
        return str(_LABELS[found])
    return next((form for form, pattern in _FORMS if re.search(pattern, found.casefold())), None)


def sector_of(form: str) -> str:
    """The sector to which a legal form mostly belongs."""
    return str(_SECTORS.get(form, Sector.CITIZEN))


def sector(text: str) -> str | None:
    """A sector by its name."""
    return next((str(one) for one in Sector if one.label == text.strip()), None)


def role(text: str) -> str | None:
    """The kind of role behind a title; a vice-president is an officer. None when it is not known."""
    for kind, pattern, instead in _ROLES:
        if re.search(pattern, text):
            return str(instead or kind)
    return None


def town_in(address: str, towns: Mapping[str, str]) -> str | None:
    """The code of the town (of name -> code) with which an address begins, its prefecture left aside."""
    text = re.sub(r"^\s*(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)\s*", "", address)
    found = [name for name in towns if text.startswith(name)]
    return towns[max(found, key=len)] if found else None
