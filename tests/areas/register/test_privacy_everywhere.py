"""Erasing reaches every table, every column and every file: the canary is put into each of them first, by
the deeds of the house and then by hand, so that a column which somebody adds tomorrow is asked for too."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models

from tests import cast, factories
from tests.areas.register import canary, lists_world, mailings_world, portal_world
from tests.areas.register.test_privacy_canary import erase_on_the_page, figures, files, found_in_files
from tests.areas.voices import test_desk_polis as polis
from yoriai.web.register import actions
from yoriai.web.register.models import ColumnMemory, Person
from yoriai.web.voices.models import Snapshot

__all__ = ["files"]
pytestmark = pytest.mark.django_db

#: The canary in other writings: half-width kana, full-width digits and letters, other dashes.
KANA, PHONE, MAIL = "ｶﾅﾘﾔｻﾞﾜ ｼｹﾝｺ", "０８６（９５５）７７３３１", "Ｃａｎａｒｙ.Unique@EXAMPLE.jp"
SHORT = canary.FAMILY + canary.GIVEN
WORDS = f"{canary.NAME}（{KANA}）さん、{PHONE}、{MAIL}"
#: Columns that hold no words of people, and why: they are written by the machine from fixed values.
NO_WORDS = {
    "register.Sight.how": "a word of a table",
    "register.Sight.purpose": "append-only: put in by a deed",
    "register.Sight.source": "names a file by number; the database keeps it as it is",
    "register.FieldChange.field": "a column's name",
    "register.Correction.column": "a column's name",
    "register.Erasure.wished_by": "a word of a table",
    "register.ErasureRequest.wished_by": "a word of a table",
    "register.RetentionRule.purpose": "a word of a table",
    "register.Leftover.area": "an area's name",
    "register.Leftover.mark": "a file's name or a fingerprint",
    "register.ImportRun.sha256": "a fingerprint",
    "register.Sending.site": "the house's own address",
    "register.SearchEntry.order": "made anew from the entry",
    "register.SearchEntry.open": "made anew from the entry",
    "register.SearchEntry.contact": "made anew from the entry",
    "register.Person.key": "made anew from the entry",
    "register.Organisation.key": "made anew from the entry",
    "register.Reach.key": "made anew from the entry",
    "voices.Voice.fingerprint": "made anew from the text",
}
#: Tables that hold no words of people at all, and why.
NO_TABLES = {
    "audit.Event": "numbers and words of the house, chained; a test of the facts is in tests/areas/audit",
    "audit.Head": "a fingerprint",
    "voices.VoiceStep": "append-only: put in by a deed",
    "voices.Snapshot": "append-only: put in by a deed; its other columns hold numbers",
    "voices.Bucket": "counts requests by a fingerprint",
    "voices.AccessCode": "a fingerprint, and the number of a batch",
    "register.Municipality": "towns by their codes",
    "auth.Permission": "Django's names",
    "contenttypes.ContentType": "Django's names",
    "sessions.Session": "signed: planted and read apart",
    "accounts.User": "the person's own account; others' addresses are theirs",
    "account.EmailAddress": "addresses of accounts",
    "account.EmailConfirmation": "keys of addresses",
    "mfa.Authenticator": "keys",
    "usersessions.UserSession": "browsers of accounts",
    "django_migrations": "Django's names",
}


def deeds(person: Person) -> None:
    """The canary comes in by every door that the house has."""
    rows = [
        ["金糸雀沢　試験子", KANA, "昭和46年3月17日", PHONE, MAIL, "", ""],
        ["金糸雀沢　試験子", "", "", "", "", "里山の会", "代表"],
        ["別人 花子", "ﾍﾞﾂｼﾞﾝ ﾊﾅｺ", "", "0862310532", "hanako@example.jp", "", ""],
    ]
    lists_world.read(lists_world.book([lists_world.HEADER, *rows]), name="列.xlsx")
    lists_world.compared(lists_world.book([lists_world.HEADER, *rows]), name="確認.xlsx")
    lists_world.taken(lists_world.book([lists_world.HEADER, rows[2]]), name="済み.xlsx")
    good = portal_world.GOOD | {"代表者氏名": canary.NAME, "代表者氏名カナ": KANA}
    portal_world.take(portal_world.bring(portal_world.csv_of(good)))
    portal_world.bring(portal_world.csv_of(good | {"定款に記載された目的": f"{canary.NAME}が始めた"}))
    mailings_world.reader(family_name="読者", given_name="一郎")
    mailings_world.people_list(words=canary.NAME)
    mailings_world.send(mailings_world.people_list(), kind="email", subject=WORDS, body=WORDS)
    comments = polis.COMMENTS.replace("夜のバス".encode(), WORDS.encode())
    polis.load(polis.SMALL | {"comments.csv": comments})
    actions.saw(cast.viewer("lead"), person, how="sensitive", purpose=WORDS[:200], at=cast.NOW)
    talk = factories.conversation(responsible=mailings_world.reader(family_name="責任", given_name="者"))
    factories.voice(talk, note=WORDS)
    digits = {"conversation": talk, "made_at": cast.NOW, "seed": 1, "votes_digest": "0", "summary": {}}
    Snapshot.objects.create(number=1, people=[], statements=[{"text": {"ja": WORDS}}], **digits)
    session = SessionStore()
    session["_auth_user_id"], session["told"] = "0", [f"「{canary.NAME}」と「別人」は、ちがう人としました。"]
    session.save()
    ColumnMemory.objects.create(header=f"{canary.NAME}の電話", field="", decided_at=cast.NOW)


def tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label not in NO_TABLES and columns_of(model)
    ]


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that can hold words: texts and JSON, neither chosen from a list nor too short."""
    words = (models.CharField, models.TextField, models.JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, words)
        and not isinstance(field, models.SlugField)
        and not field.choices
        and (field.max_length or 99) >= len(SHORT)
        and f"{model._meta.label}.{field.name}" not in NO_WORDS
    ]


#: A row that may hold words which the newest one may not: only what failed says why.
FITTING: dict[str, dict[str, Any]] = {"exports.Download": {"state": "failed", "problem": "x"}}
#: What rows made by hand need to be allowed by the database.
NEEDED: dict[str, dict[str, Any]] = {
    "register.TwinPair": {"second_id": 2},
    "register.UserGroup": {"declared": True},
    "register.RetentionRule": {"months": 12},
}
_PLAIN: dict[type[models.Field[Any, Any]], Any] = {
    models.DateTimeField: cast.NOW,
    models.DateField: cast.TODAY,
    models.JSONField: {},
    models.CharField: "x",
    models.TextField: "x",
}


def _row_of(model: type[models.Model]) -> models.Model:
    """The newest row of a table; one made by hand where no deed of this test makes one."""
    newest = model._base_manager.order_by("pk").last()
    if newest:
        if fitting := FITTING.get(model._meta.label):
            model._base_manager.filter(pk=newest.pk).update(**fitting)
        return newest
    values: dict[str, Any] = NEEDED.get(model._meta.label, {})
    for field in model._meta.concrete_fields:
        if field.primary_key or field.has_default() or field.null or field.name in values:
            continue
        if isinstance(field, models.ForeignKey):
            values[field.name] = _row_of(field.related_model)  # type: ignore[arg-type]
        elif field.choices:
            values[field.name] = field.choices[0][0]  # type: ignore[index]
        else:
            plain = (value for kind, value in _PLAIN.items() if isinstance(field, kind))
            values[field.name] = next(plain, 1)
    return model._base_manager.create(**values)


def by_hand() -> None:
    """The canary in every column of every table, in the newest row."""
    for model in tables():
        row = _row_of(model)
        for field in columns_of(model):
            words = _with_words(getattr(row, field.attname), field)
            model._base_manager.filter(pk=row.pk).update(**{field.attname: words})


def _with_words(value: Any, field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.JSONField):
        held = value if isinstance(value, (dict, list)) else []
        return held | {"canary": WORDS} if isinstance(held, dict) else [*held, WORDS]
    return next(text for text in (WORDS, MAIL, SHORT) if len(text) <= (field.max_length or 999))


def found_in_tables() -> dict[str, list[str]]:
    """Every table of the database, known to Django or not, with what is packed or signed in it opened."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            hits = {hit for row in cursor.fetchall() for value in row for hit in _hits(value)}
            if hits:
                found[table] = sorted(hits)
    held = "".join(str(row.get_decoded()) for row in Session.objects.all())
    return found | ({"sessions": sorted(_hits(held))} if _hits(held) else {})


def _hits(value: Any) -> set[str]:
    content = _opened(bytes(value)) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    texts = {text for text in (KANA, PHONE, MAIL) for one in canary.writings(text) if one in content}
    return texts | set(canary.hits(content))


def _opened(packed: bytes) -> bytes:
    if packed[:2] != b"PK":
        return zlib.decompress(packed)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_nothing_is_left_in_any_column_of_any_table_nor_in_any_file(files: Path) -> None:
    person = canary.plant()
    deeds(person)
    by_hand()
    before = figures()
    assert len(found_in_tables()) >= 30, sorted(found_in_tables())
    assert found_in_files(files)
    erase_on_the_page(person, everything=True)
    assert found_in_tables() == {}
    assert found_in_files(files) == {}
    assert figures() == before
