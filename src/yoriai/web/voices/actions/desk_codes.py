"""Access codes and the named list. Codes are told once and kept as digests only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.notices import actions as notices
from yoriai.web.register.models import Person

from ..models import AccessCode, Conversation, Invitee
from ..rules import codes
from ..rules import desk as rules
from .desk_parts import locked, must

register_verbs(
    {
        "voices.issue_codes": "参加コードを発行した",
        "voices.invite": "名簿に人を加えた",
        "voices.uninvite": "名簿から人を外した",
        "voices.send_codes": "名簿の人に参加コードを送った",
    }
)
#: Most codes of one go: a thousand slips are eighty sheets.
MOST = 1000


class AlreadyIssued(Exception):
    """The codes of this page were issued and shown before; they cannot be shown again."""


class CodeSent(Exception):
    """This person already has a code."""


@dataclass(frozen=True)
class Slip:
    """A code to be told to somebody: printed, since there is no address to send it to."""

    code: str
    name: str = ""


def issue_codes(
    actor: Viewer, conversation: Conversation, *, count: int, batch: str, at: datetime
) -> list[Slip]:
    """Fresh codes, to be printed now: only their digests are kept.

    `batch` names the page that asks, so that reloading it does not issue again (AlreadyIssued).
    """
    must(rules.may_manage(actor))
    if not 1 <= count <= MOST:
        raise ValueError(f"1 to {MOST} codes at a time")
    with transaction.atomic():
        locked(conversation)
        if conversation.codes.filter(batch=batch).exists():
            raise AlreadyIssued
        fresh = _fresh(conversation, count)
        AccessCode.objects.bulk_create(_row(conversation, code, batch, at) for code in fresh)
        audit.record(actor, "voices.issue_codes", conversation, at=at, count=count, batch=batch)
    return [Slip(code) for code in fresh]


def invite(actor: Viewer, conversation: Conversation, people: Sequence[Person], *, at: datetime) -> int:
    """Put people of the register on the list; gives how many are new on it."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        locked(conversation)
        there = set(conversation.invitees.values_list("person_id", flat=True))
        new = [person for person in people if person.pk not in there]
        Invitee.objects.bulk_create(Invitee(conversation=conversation, person=person) for person in new)
        audit.record(actor, "voices.invite", conversation, at=at, count=len(new))
    return len(new)


def uninvite(actor: Viewer, invitee: Invitee, *, at: datetime) -> None:
    """Take somebody off the list who has no code yet (CodeSent otherwise)."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        row = Invitee.objects.get(pk=invitee.pk)
        if row.code_id:
            raise CodeSent
        audit.record(actor, "voices.uninvite", row, at=at)
        row.delete()


def send_codes(actor: Viewer, conversation: Conversation, *, address: str, at: datetime) -> list[Slip]:
    """A personal code for everybody on the list who has none: by mail once this is committed.

    `address` is where the code is entered. Gives the slips of those without a mail address, to print.
    """
    must(rules.may_manage(actor))
    slips: list[Slip] = []
    with transaction.atomic():
        locked(conversation)
        rows = list(
            conversation.invitees.filter(code__isnull=True).select_related("person__user").order_by("pk")
        )
        for row, code in zip(rows, _fresh(conversation, len(rows)), strict=True):
            row.code = _row(conversation, code, "名簿", at)
            row.code.save()
            row.save(update_fields=["code"])
            if row.person.user:
                _mail(row, row.person.user.email, code, address, at)
            else:
                slips.append(Slip(code, row.person.name))
        audit.record(
            actor, "voices.send_codes", conversation, at=at, mailed=len(rows) - len(slips), printed=len(slips)
        )
    return slips


def _mail(invitee: Invitee, to: str, code: str, address: str, at: datetime) -> None:
    conversation = invitee.conversation
    body = (
        f"{invitee.person.name} 様\n\n「{conversation.question_ja}」に、あなたの声を聞かせてください。\n\n"
        f"参加コード：{code}\n入力するところ：{address}\n\n"
        "このコードはあなただけのものです。ほかの人に教えないでください。\n"
        "答えた内容と名前を、結び付けて公開することはありません。\n\n"
        f"責任者：{conversation.responsible.name}\n"
    )
    notices.later(to=to, subject=f"参加コードのお知らせ：{conversation.question_ja}"[:200], body=body, at=at)


def _fresh(conversation: Conversation, count: int) -> list[str]:
    wanted: dict[str, str] = {}
    while len(wanted) < count:
        drawn = [codes.new_code() for _ in range(count - len(wanted))]
        marks = {codes.digest_of(code, conversation.pk): code for code in drawn}
        taken = conversation.codes.filter(digest__in=marks).values_list("digest", flat=True)
        wanted |= {mark: code for mark, code in marks.items() if mark not in set(taken)}
    return list(wanted.values())


def _row(conversation: Conversation, code: str, batch: str, at: datetime) -> AccessCode:
    digest = codes.digest_of(code, conversation.pk)
    return AccessCode(conversation=conversation, digest=digest, batch=batch, issued_at=at)
