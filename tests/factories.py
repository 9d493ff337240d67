"""Rows for tests, with everything that does not matter filled in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests import cast
from yoriai.web.exports import actions as exports
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.register.models import Affiliation, Municipality, Organisation, Person
from yoriai.web.register.rules import search_key


def municipality(code: str = "33202", name: str = "倉敷市", kana: str = "くらしきし") -> Municipality:
    row, _ = Municipality.objects.get_or_create(
        code=code, defaults={"name": name, "kana": kana, "english": "Kurashiki", "prefecture": "岡山県"}
    )
    return row


def organisation(**fields: Any) -> Organisation:
    values = {"name": "高梁川流域の会", "kana": "たかはしがわりゅういきのかい", "sector": "citizen"} | fields
    values["key"] = search_key(values["name"], values["kana"])
    return Organisation.objects.create(created_at=cast.NOW, **values)


def person(**fields: Any) -> Person:
    values = {"family_name": "髙﨑", "given_name": "澄江", "family_kana": "たかさき", "given_kana": "すみえ"}
    values |= fields
    key = search_key(f"{values['family_name']} {values['given_name']}", values["family_kana"])
    return Person.objects.create(created_at=cast.NOW, key=key, **values)


def affiliation(**fields: Any) -> Affiliation:
    values = {"kind": "representative", "since": date(2020, 4, 1)} | fields
    values.setdefault("person", None)
    values["person"] = values["person"] or person()
    values.setdefault("organisation", organisation())
    return Affiliation.objects.create(**values)


def download(name: str) -> Download:
    """A file that somebody of the cast made a minute ago."""
    return exports.make(
        cast.viewer(name),
        export=EXPORTS["register.organisations"],
        subject="",
        purpose="運営会議の資料",
        file_format="csv",
        at=timezone.now() - timedelta(minutes=1),
    )
