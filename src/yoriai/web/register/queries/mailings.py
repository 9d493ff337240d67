"""Reads of mailings: what would be sent, what was sent, and the paper of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer

from ..models import ConsentPurpose, Organisation, Person, SavedSearch, Sending, SendingLine
from ..rules import lists, mailings, recipients
from ..rules.mailings import Piece, Recipient
from . import lists as found_lists
from .recipients import Plan, organisation_facts, people_facts, plan_for_organisations, plan_for_people

_SIGNER = signing.Signer(salt="register.stop", sep=".")


@dataclass(frozen=True)
class Order:
    """What staff ask for: the way, the purpose, the text, and how it is addressed."""

    kind: str
    purpose: str
    subject: str = ""
    body: str = ""
    to_representative: bool = False
    households: bool = False


def plan(viewer: Viewer, saved: SavedSearch, order: Order, day: date) -> Plan:
    """Who of a list gets this today, and who is left out; raises Refused for a list out of scope."""
    way = recipients.way_of(order.kind)
    if saved.kind == "person":
        return plan_for_people(
            found_lists.people_on(viewer, saved.query, day),
            purpose=order.purpose,
            way=way,
            households=order.households,
            day=day,
        )
    return plan_for_organisations(
        found_lists.organisations_on(viewer, saved.query, day),
        purpose=order.purpose,
        way=way,
        to_representative=order.to_representative,
        day=day,
    )


def sendings_visible_to(viewer: Viewer) -> QuerySet[Sending]:
    """All mailings for those who may read people's contacts, newest first, with their numbers."""
    rows = Sending.objects.order_by("-sent_at", "-pk").select_related("sent_by", "saved_search")
    lines = SendingLine.objects.filter(sending=OuterRef("pk")).order_by().values("sending")
    rows = rows.annotate(
        pieces=_number_of(lines.filter(left_out="", leads=True)),
        left_out=_number_of(lines.exclude(left_out="")),
    )
    return rows if lists.may_see_sendings(viewer) else rows.none()


def _number_of(lines: QuerySet[Any]) -> Coalesce:
    """How many lines there are of each sending, without reading them."""
    return Coalesce(Subquery(lines.annotate(n=Count("pk")).values("n")), 0)


def lines_visible_to(viewer: Viewer) -> QuerySet[SendingLine]:
    """The lines of all mailings, with who they are about."""
    rows = SendingLine.objects.select_related("person", "organisation", "sending")
    return rows if lists.may_see_sendings(viewer) else rows.none()


def sent_to_person(viewer: Viewer, person: Person) -> QuerySet[SendingLine]:
    """What a person was sent or not, newest first."""
    return lines_visible_to(viewer).filter(person=person).order_by("-sending__sent_at", "-pk")


def sent_to_organisation(viewer: Viewer, organisation: Organisation) -> QuerySet[SendingLine]:
    """What an organisation was sent or not, newest first."""
    return lines_visible_to(viewer).filter(organisation=organisation).order_by("-sending__sent_at", "-pk")


def number_of_pieces(sending: Sending) -> int:
    """How many letters or labels a mailing has."""
    return sending.lines.filter(left_out="", leads=True).count()


def reasons_of(sending: Sending) -> list[tuple[str, str, int]]:
    """Code, sentence and number of each reason for which entries were left out."""
    rows = sending.lines.exclude(left_out="").values_list("left_out").annotate(n=Count("pk"))
    sentences = dict(SendingLine._meta.get_field("left_out").flatchoices)
    return [(code, str(sentences.get(code, code)), n) for code, n in rows.order_by("-n", "left_out")]


def names_of(kind: str, pks: list[int]) -> dict[int, str]:
    """The names of entries."""
    model = Person if kind == "person" else Organisation
    return {row.pk: row.name for row in model._default_manager.filter(pk__in=pks)}


def pieces_of(sending: Sending, *, pieces: Collection[int] | None = None) -> dict[int, Piece]:
    """The pieces of a mailing by number, as the register knows names and addresses now.

    Who was erased since, or has no address any more, is not on them.
    """
    lines = sending.lines.filter(left_out="").order_by("piece", "-leads", "pk")
    if pieces is not None:
        lines = lines.filter(piece__in=pieces)
    rows = list(lines.values_list("piece", "person_id", "organisation_id"))
    people = _people([pk for _n, pk, _o in rows if pk], sending)
    organisations = _organisations([pk for _n, _p, pk in rows if pk], sending)
    shared: dict[int, list[Recipient]] = {}
    for number, person, organisation in rows:
        recipient = people.get(person or 0) or organisations.get(organisation or 0)
        if recipient:
            shared.setdefault(number, []).append(recipient)
    return {number: Piece(tuple(sharing)) for number, sharing in shared.items()}


def _people(pks: list[int], sending: Sending) -> dict[int, Recipient]:
    way, day = recipients.way_of(sending.kind), timezone.localdate(sending.sent_at)
    found = {}
    for candidate, name in people_facts(pks, sending.purpose):
        if not candidate.gone and recipients.target_of(candidate, way, day):
            found[candidate.pk] = mailings.recipient_of_person(candidate, name, way, day)
    return found


def _organisations(pks: list[int], sending: Sending) -> dict[int, Recipient]:
    way, day = recipients.way_of(sending.kind), timezone.localdate(sending.sent_at)
    found = {}
    for fact in organisation_facts(pks, sending.purpose, day, to_representative=sending.to_representative):
        if not fact.body.gone and recipients.target_of_organisation(fact.body, way):
            found[fact.body.pk] = mailings.recipient_of_organisation(
                fact, way, to_representative=sending.to_representative
            )
    return found


def stop_token(line: SendingLine, purpose: str) -> str:
    """The signed end of the address by which one recipient stops one purpose."""
    return _SIGNER.sign(f"{line.pk}-{purpose}")


def line_of(token: str) -> SendingLine | None:
    """The line that a token was made for; None for anything else."""
    try:
        number, _, purpose = _SIGNER.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    rows = SendingLine.objects.select_related("sending", "person", "organisation")
    return rows.filter(pk=int(number), sending__purpose=purpose).first()


def reader_of(line: SendingLine) -> Person | None:
    """The person of a line as the register has them now: the kept entry after a merge, nobody once erased."""
    row = line.person
    while row and row.merged_into:
        row = row.merged_into
    return row if row and row.erased_at is None else None


def is_stopped(line: SendingLine) -> bool:
    """Whether the recipient of a line gets nothing more for its purpose."""
    purpose = line.sending.purpose
    if line.organisation:
        return line.organisation.refusals.filter(purpose=purpose, lifted_on__isnull=True).exists()
    reader = reader_of(line)
    running = reader.consents.filter(purpose=purpose, withdrawn_on__isnull=True) if reader else None
    return running is None or not running.exists()


def wishes_of(organisation: Organisation) -> list[tuple[str, str, date | None]]:
    """Each purpose an organisation may be written to for, with its words and since when it is refused."""
    refused = dict(organisation.refusals.filter(lifted_on__isnull=True).values_list("purpose", "since"))
    chosen = [choice for choice in ConsentPurpose if choice in recipients.FOR_ORGANISATIONS]
    return [(str(choice), str(choice.label), refused.get(choice)) for choice in chosen]
