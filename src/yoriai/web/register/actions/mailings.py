"""Sending to a list, and putting its mails into the outbox in portions."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.notices import actions as notices

from ..models import SavedSearch, Sending, SendingKind, SendingLine
from ..queries import lists as found_lists
from ..queries import mailings as queries
from ..queries import recipients as facts
from ..queries.mailings import Order
from ..queries.recipients import Plan
from ..rules import lists, mailings, recipients
from ..rules.mailings import Piece
from .sights import taken

register_verbs(
    {
        "register.send": "名簿にあてて送った",
    }
)

#: So many mails are put into the outbox in one transaction.
PORTION = 100


def send(actor: Viewer, saved: SavedSearch, order: Order, *, deed: UUID, site: str, at: datetime) -> Sending:
    """Record a mailing: who gets it, who is left out and why. Mails go to the outbox on commit.

    The same `deed` sends once: pressed again, the first mailing comes back. Raises PermissionDenied when
    the actor may not send, Refused when the list is out of their scope.
    """
    if actor.user_id is None or not lists.may_send(actor):
        raise PermissionDenied
    plan = queries.plan(actor, saved, order, timezone.localdate(at))
    known = Sending.objects.filter(deed=deed).first()
    if known:
        return known
    try:
        with transaction.atomic():
            return _record(actor, saved, order, plan, deed=deed, site=site, at=at)
    except IntegrityError:  # the same press, in the same moment
        return Sending.objects.get(deed=deed)


def _record(
    actor: Viewer, saved: SavedSearch, order: Order, plan: Plan, *, deed: UUID, site: str, at: datetime
) -> Sending:
    assert actor.user_id is not None  # asked by `send`
    sending = Sending.objects.create(
        saved_search=saved,
        list_name=saved.name,
        list_words=found_lists.sentence_of(saved.kind, saved.query),
        kind=order.kind,
        purpose=order.purpose,
        subject=order.subject,
        body=order.body,
        to_representative=order.to_representative,
        households=order.households,
        deed=deed,
        site=site,
        sent_at=at,
        sent_by_id=actor.user_id,
    )
    _write_lines(sending, plan)
    label = f"{sending.get_purpose_display()}（発送{sending.pk}）"
    taken(actor, _people_of(plan), how=order.kind, purpose=label, at=at)
    numbers = {"pieces": len(plan.pieces), "left_out": len(plan.left_out)}
    audit.record(actor, "register.send", sending, at=at, kind=order.kind, purpose=order.purpose, **numbers)
    if order.kind == SendingKind.EMAIL:
        transaction.on_commit(partial(put_mails.enqueue, sending.pk))
    return sending


def _write_lines(sending: Sending, plan: Plan) -> None:
    """One statement for all lines: a list may hold everybody in the register, and while they are
    written nobody else writes."""
    table = connection.ops.quote_name(SendingLine._meta.db_table)
    own = connection.ops.quote_name(f"{plan.kind}_id")
    columns = f"sending_id, {own}, left_out, piece, leads"
    statement = f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608 - own names
    sent = [
        (sending.pk, recipient.pk, "", number, not place)
        for number, piece in enumerate(plan.pieces, start=1)
        for place, recipient in enumerate(piece.recipients)
    ]
    left_out = [(sending.pk, pk, str(code), 0, False) for pk, code in plan.left_out]
    with connection.cursor() as cursor:
        cursor.executemany(statement, sent + left_out)


def _people_of(plan: Plan) -> list[int]:
    """The people whose data leave: recipients, and representatives named on an organisation's letter."""
    every = [recipient for piece in plan.pieces for recipient in piece.recipients]
    found = {r.pk if r.kind == "person" else r.person for r in every}
    return sorted(pk for pk in found if pk is not None)


@task()
def put_mails(sending_id: int) -> None:
    """Put the next portion of a mailing into the outbox."""
    put_portion(sending_id, at=timezone.now())


def put_portion(sending_id: int, *, at: datetime) -> int:
    """Put the next mails of a mailing into the outbox; the rest follows in a task of its own.

    Consent is asked once more: who withdrew since the button was pressed is left out. Gives how many
    mails were put; nothing when all are.
    """
    with transaction.atomic():
        sending = Sending.objects.select_for_update().get(pk=sending_id)
        waiting = sending.lines.filter(leads=True, mailed_at__isnull=True)
        lines = list(waiting.order_by("piece")[:PORTION])
        put = _put(sending, lines, at)
        if waiting.exists():
            transaction.on_commit(partial(put_mails.enqueue, sending.pk))
    return put


def _put(sending: Sending, lines: list[SendingLine], at: datetime) -> int:
    against = _against(sending, lines, at)
    pieces = queries.pieces_of(sending, pieces=[line.piece for line in lines])
    put = 0
    for line in lines:
        piece, reason = pieces.get(line.piece), against.get(line.pk, "")
        if reason or piece is None:
            line.left_out, line.piece, line.leads = reason or "gone", 0, False
        else:
            _mail(sending, line, piece, at)
            line.mailed_at = at
            put += 1
    SendingLine.objects.bulk_update(lines, ["left_out", "piece", "leads", "mailed_at"])
    return put


def _against(sending: Sending, lines: list[SendingLine], at: datetime) -> dict[int, str]:
    """Line -> why it may no longer be sent."""
    way, day = recipients.Way.EMAIL, timezone.localdate(at)
    people = [line.person_id for line in lines if line.person_id]
    bodies = [line.organisation_id for line in lines if line.organisation_id]
    found: dict[tuple[str, int], str] = {
        ("person", candidate.pk): recipients.against_person(candidate, way, day)
        for candidate, _name in facts.people_facts(people, sending.purpose)
    }
    for fact in facts.organisation_facts(
        bodies, sending.purpose, day, to_representative=sending.to_representative
    ):
        found["organisation", fact.body.pk] = recipients.against_organisation(
            fact.body, sending.purpose, way, day, to_representative=sending.to_representative
        )
    return {
        line.pk: found["person", line.person_id]
        if line.person_id
        else found["organisation", line.organisation_id or 0]
        for line in lines
    }


def _mail(sending: Sending, line: SendingLine, piece: Piece, at: datetime) -> None:
    values = mailings.values_for(piece.lines, timezone.localdate(sending.sent_at), settings.CENTRE)
    token = queries.stop_token(line, sending.purpose)
    stop = sending.site + reverse("register_stop", args=[token])
    kind = "person" if line.person_id else "organisation"
    notices.later(
        to=piece.target.email,
        subject=mailings.filled(sending.subject, values),
        body=mailings.mail_body(
            mailings.filled(sending.body, values),
            why=mailings.why_you_get_it(kind, sending.purpose),
            stop=stop,
            centre=settings.CENTRE,
            sender=settings.DEFAULT_FROM_EMAIL,
        ),
        headers=mailings.stop_headers(stop),
        at=at,
    )
