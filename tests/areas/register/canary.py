"""A person with strings of their own in every place where a name, mail or number can stand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage

from tests import cast, factories
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.notices.models import Notice
from yoriai.web.register import actions
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Correction,
    FieldChange,
    ImportLine,
    ImportRun,
    Incident,
    IncidentPerson,
    IncidentVersion,
    Merge,
    NotTheSame,
    Organisation,
    Person,
    Reach,
    RetentionHold,
    SavedSearch,
    Sending,
    SendingLine,
)
from yoriai.web.voices.models import Declared, Invitee, Vote

FAMILY, GIVEN = "金糸雀沢", "試験子"
NAME = f"{FAMILY} {GIVEN}"
KANA = "かなりやざわ しけんこ"
FORMER = "旧姓鸚鵡谷"
MAIL = "canary.unique@example.jp"
PHONE, DIGITS = "086-955-77331", "08695577331"
ADDRESS = "岡山県倉敷市架空町七丁目7-7-77"
BIRTHDAY = date(1971, 3, 17)
#: None of these may be found anywhere after the erasure.
TEXTS = (
    FAMILY + GIVEN,
    NAME,
    FAMILY,
    GIVEN,
    "かなりやざわ",
    "しけんこ",
    FORMER,
    MAIL,
    PHONE,
    DIGITS,
    ADDRESS,
    "架空町七丁目",
    BIRTHDAY.isoformat(),
    "金糸雀の持病",
)


def plant() -> Person:
    """The canary, in every table and file that can name a person."""
    staff = cast.make_user("staff")
    user = User(email=MAIL, date_joined=cast.NOW, password="!")
    user.save()
    person = _entry(user)
    _account(user)
    _register(person, staff)
    _protection(person, staff)
    _mailings(person, staff)
    _voices(person)
    return person


def _entry(user: User) -> Person:
    family_kana, given_kana = KANA.split()
    person = factories.person(
        family_name=FAMILY,
        given_name=GIVEN,
        family_kana=family_kana,
        given_kana=given_kana,
        former_names=FORMER,
        birthday=BIRTHDAY,
        address=ADDRESS,
        care_needs="金糸雀の持病",
        access_needs="金糸雀の持病のため前の席",
        note=f"{NAME}さんは午後に電話",
        municipality=factories.municipality(),
        user=user,
    )
    for kind, value, key in (
        ("email", MAIL, MAIL),
        ("phone", PHONE, DIGITS),
    ):
        Reach.objects.create(person=person, kind=kind, value=value, key=key)
    twin = factories.person(
        family_name=FAMILY,
        given_name=GIVEN,
        family_kana=family_kana,
        address=ADDRESS,
        merged_into=person,
    )
    Merge.objects.create(
        kind="person",
        kept_id=person.pk,
        gone_id=twin.pk,
        before=[{"name": NAME, "reaches": [MAIL, PHONE]}],
        moved=[{"model": "register.reach", "now": None, "was": PHONE}],
        at=cast.NOW,
        by=cast.make_user("lead"),
    )
    actions.index_people([person])
    return person


def _account(user: User) -> None:
    EmailAddress.objects.create(user=user, email=MAIL, verified=True, primary=True)
    Assignment.objects.create(user=user, post="citizen", since=date(2020, 4, 1))
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "password", "email": MAIL}]
    session.save()


def _register(person: Person, staff: User) -> None:
    organisation = factories.organisation(representative=NAME, email="kai@example.jp")
    Affiliation.objects.create(
        person=person,
        organisation=organisation,
        kind="representative",
        since=date(2020, 4, 1),
        until=date(2024, 3, 31),
    )
    actions.index_organisations([organisation])
    FieldChange.objects.create(
        kind="person", row_id=person.pk, field="address", old=ADDRESS, new="", at=cast.NOW, by=staff
    )
    FieldChange.objects.create(
        kind="organisation", row_id=organisation.pk, field="representative", old="", new=NAME, at=cast.NOW
    )
    run = ImportRun.objects.create(
        kind="list",
        state="done",
        file_name=f"{NAME}.xlsx",
        sha256="0" * 64,
        started_at=cast.NOW,
        started_by=staff,
    )
    ImportLine.objects.create(
        run=run,
        number=1,
        kind="new",
        target="person",
        target_id=person.pk,
        name=NAME,
        values={"氏名": NAME, "電話": PHONE},
        changes={"address": ["", ADDRESS]},
        conflicts=[{"email": MAIL}],
        problem=f"{PHONE}が二つある",
    )
    other = factories.person(family_name="別人", given_name="花子", note=f"{NAME}の妹")
    actions.index_people([other])
    NotTheSame.objects.create(
        kind="person", first_id=person.pk, second_id=other.pk, decided_by=staff, decided_at=cast.NOW
    )
    Consent.objects.create(
        person=person,
        purpose="newsletter",
        scope=f"{MAIL}あてだけ",
        given_on=date(2022, 1, 1),
        given_by=person,
    )


def _protection(person: Person, staff: User) -> None:
    wish = {"asked_on": cast.TODAY, "due_on": cast.TODAY + timedelta(days=14), "column": "address"}
    Correction.objects.create(
        person=person, asked_by=NAME, wish=f"{ADDRESS}に直す", written_by=staff, **wish,
        outcome="refused", reason=f"{NAME}さんに説明", decided_on=cast.TODAY,
    )  # fmt: skip
    incident = Incident.objects.create(
        known_at=cast.NOW, overview=f"{NAME}さんあての手紙", closed_at=cast.NOW, written_by=staff
    )
    IncidentPerson.objects.create(incident=incident, person=person, told_on=cast.TODAY)
    IncidentVersion.objects.create(
        incident=incident, number=1, values={"overview": f"{NAME}さんあて"}, at=cast.NOW, by=staff
    )
    RetentionHold.objects.create(
        person=person, reason=f"{NAME}さんの相談", until=date(2027, 1, 1), by=staff, at=cast.NOW
    )
    actions.opened(cast.viewer("lead"), person, at=cast.NOW)
    actions.saw(cast.viewer("lead"), person, how="sensitive", purpose=f"{NAME}の来館", at=cast.NOW)
    actions.taken(cast.viewer("staff"), [person.pk], how="export", purpose=f"{NAME}へ", at=cast.NOW)


def _mailings(person: Person, staff: User) -> None:
    search = SavedSearch.objects.create(
        name=f"{NAME}の近所", kind="person", query={"q": [NAME], "pages": 1}, made_by=staff, made_at=cast.NOW
    )
    sending = Sending.objects.create(
        saved_search=search, kind="letter", purpose="newsletter", subject=f"{NAME}様",
        body=f"{NAME}様", sent_at=cast.NOW, sent_by=staff,
    )  # fmt: skip
    SendingLine.objects.create(sending=sending, person=person, piece=1)
    Notice.objects.create(to=MAIL.upper(), subject=f"{NAME}様", body="こんにちは", created_at=cast.NOW)
    Notice.objects.create(
        to="other@example.jp", subject="お知らせ", body=f"{NAME}さんから", created_at=cast.NOW
    )
    EmailMessage(f"{NAME}様", f"{ADDRESS} {PHONE}", to=[MAIL]).send()
    EmailMessage("別の人へ", "別の人の用件", to=["other@example.jp"]).send()
    download = factories.download("director")
    type(download).objects.filter(pk=download.pk).update(purpose=f"{NAME}様へ", subject=NAME)
    folder = Path(settings.EXPORT_FOLDER)
    (folder / str(download.pk)).write_text(f"{NAME},{MAIL},{PHONE}", encoding="utf-8")


def _voices(person: Person) -> None:
    conversation = factories.conversation(responsible=factories.person(family_name="責任", given_name="者"))
    code = factories.access_code(conversation, "abcd-efgh")
    Invitee.objects.create(conversation=conversation, person=person, code=code)
    participant = factories.participant(conversation, code=code)
    statement = factories.statement(conversation)
    Vote.objects.create(participant=participant, statement=statement, value=1, at=cast.NOW)
    Declared.objects.create(participant=participant, attribute=factories.asked(conversation), value="old")
    factories.voice(conversation, f"{NAME}です。{PHONE}に電話をください", participant=participant)
    factories.voice(conversation, "木かげがほしい", participant=participant)


def organisation() -> Organisation:
    return Organisation.objects.get(representative=NAME)


def writings(text: str) -> set[bytes]:
    """How a text can stand in a file: as it is, escaped as in JSON, in other encodings."""
    found = {text.encode(), json.dumps(text)[1:-1].encode(), text.encode("cp932", "ignore")}
    return {one for one in found if one}


def hits(content: bytes) -> list[str]:
    """The canary's texts that stand in these bytes."""
    return [text for text in TEXTS if any(one in content for one in writings(text))]


def row_texts(model: Any) -> str:
    """All values of all rows of a table, JSON and bytes as text."""
    lines = []
    for row in model._base_manager.values():
        lines.append(json.dumps(row, ensure_ascii=False, default=str))
    return "\n".join(lines)
