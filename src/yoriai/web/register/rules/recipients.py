"""The one rule of contact: whether somebody may be written to for this purpose, this way, on this day; and
if not, why not. Mailings ask it for thousands, a person's page for one.

Pure functions over small facts, so that a mailing to thousands reads the database only a few times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from ..models import ConsentPurpose, LeftOut, LegalForm, SendingKind
from . import numbers
from .wishes import Whom, may_give


class Way(Enum):
    """How something reaches somebody."""

    EMAIL = "email"
    POST = "post"


def way_of(kind: str) -> Way:
    """Letters and labels go by post."""
    return Way.EMAIL if kind == SendingKind.EMAIL else Way.POST


@dataclass(frozen=True)
class Agreement:
    """One consent as it was given."""

    given_on: date
    given_by: int
    ends_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Wish:
    """One way to reach somebody, and what they wish of it."""

    value: str
    preferred: bool = False
    avoid: bool = False


@dataclass(frozen=True)
class Ways:
    """How one person can be reached, and whether they want to be asked at all."""

    do_not_ask: bool = False
    emails: tuple[Wish, ...] = ()
    post: tuple[Wish, ...] = ()
    postal_code: str = ""
    address: str = ""


@dataclass(frozen=True)
class Candidate:
    """A person on a list, with what is needed to decide. `consents` are those for the purpose asked."""

    pk: int
    birthday: date | None = None
    guardian: int | None = None
    gone: bool = False
    ways: Ways = field(default_factory=Ways)
    guardian_ways: Ways | None = None
    consents: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class Target:
    """Where something goes: an e-mail address, or a postal address."""

    email: str = ""
    postal_code: str = ""
    address: str = ""


def against_person(candidate: Candidate, way: Way, day: date) -> str:
    """Why this person may not be written to (a LeftOut), or an empty text.

    The order is the order of what weighs most: being gone, the wish not to be asked, consent, the way.
    """
    if candidate.gone:
        return LeftOut.GONE
    if any(ways.do_not_ask for ways in _asked(candidate, day)):
        return LeftOut.DO_NOT_ASK
    return _against_consents(candidate, day) or _against_way(candidate, way, day)


def against_without_consent(*, do_not_ask: bool) -> str:
    """Why somebody who never consented to a purpose may not be written to, without asking further."""
    return LeftOut.DO_NOT_ASK if do_not_ask else LeftOut.NO_CONSENT


def target_of(candidate: Candidate, way: Way, day: date) -> Target | None:
    """Where it goes. A child's mail goes to the guardian; a letter to the child's own address first."""
    if way is Way.EMAIL:
        email = _email(_asked(candidate, day)[-1])
        return Target(email=email) if email else None
    targets = (_postal(ways) for ways in _asked(candidate, day) if not _avoided(ways.post))
    return next((target for target in targets if target), None)


def is_child(candidate: Candidate, day: date) -> bool:
    """Under age on the day."""
    return numbers.is_child(candidate.birthday, day)


def _asked(candidate: Candidate, day: date) -> list[Ways]:
    """The ways of the person, and behind them, for a child, those of the guardian."""
    guardian = candidate.guardian_ways if is_child(candidate, day) else None
    return [candidate.ways, guardian] if guardian else [candidate.ways]


def _against_consents(candidate: Candidate, day: date) -> str:
    """Nothing when one consent holds; else why the newest one does not."""
    reasons = against_consents(candidate, day)
    if "" in reasons:
        return ""
    newest = max(range(len(reasons)), key=lambda n: (candidate.consents[n].given_on, n), default=None)
    return LeftOut.NO_CONSENT if newest is None else reasons[newest]


def against_consents(candidate: Candidate, day: date) -> list[str]:
    """Why each of a person's consents to one purpose does not hold on a day (a LeftOut), or empty texts."""
    withdrawals = [c.withdrawn_on for c in candidate.consents if c.withdrawn_on and c.withdrawn_on <= day]
    last = max(withdrawals, default=date.min)
    return [_against_consent(candidate, consent, last, day) for consent in candidate.consents]


def _against_consent(candidate: Candidate, consent: Agreement, last: date, day: date) -> str:
    """Why one consent does not hold. What was given before a withdrawal was withdrawn with it."""
    withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= day
    if withdrawn or consent.given_on < last:
        return LeftOut.WITHDRAWN
    if consent.given_on > day:
        return LeftOut.NOT_YET
    if consent.ends_on and consent.ends_on < day:
        return LeftOut.ENDED
    return _against_giver(candidate, consent, day)


def _against_giver(candidate: Candidate, consent: Agreement, day: date) -> str:
    """A child's consent is the guardian's; a grown-up's is their own, or that of a guardian they have
    as a grown-up (成年後見)."""
    whom = Whom(candidate.pk, candidate.birthday, candidate.guardian)
    if may_give(whom, consent.given_by, consent.given_on, day):
        return ""
    if is_child(candidate, day):
        return LeftOut.NO_GUARDIAN
    as_child = numbers.is_child(candidate.birthday, consent.given_on)
    return LeftOut.OF_AGE if as_child and consent.given_by != candidate.pk else LeftOut.NO_CONSENT


def _against_way(candidate: Candidate, way: Way, day: date) -> str:
    if target_of(candidate, way, day):
        return ""
    asked = _asked(candidate, day)
    if way is Way.EMAIL:
        return LeftOut.AVOID if _avoided(asked[-1].emails) else LeftOut.NO_EMAIL
    return LeftOut.AVOID if any(_avoided(ways.post) for ways in asked) else LeftOut.NO_ADDRESS


def _avoided(wishes: Iterable[Wish]) -> bool:
    return any(wish.avoid for wish in wishes)


def _email(ways: Ways) -> str:
    """The address they prefer, else the first that is not to be avoided."""
    open_ways = sorted((wish for wish in ways.emails if not wish.avoid), key=lambda wish: not wish.preferred)
    return open_ways[0].value if open_ways else ""


def _postal(ways: Ways) -> Target | None:
    """An address they named for post and prefer, else their own, else any they named for post."""
    named = sorted((wish for wish in ways.post if wish.value.strip()), key=lambda wish: not wish.preferred)
    if named and (named[0].preferred or not ways.address.strip()):
        return Target(address=named[0].value)
    return Target(postal_code=ways.postal_code, address=ways.address) if ways.address.strip() else None


#: What an organisation may be written to for (docs/adr/0010).
FOR_ORGANISATIONS = frozenset(
    {ConsentPurpose.NEWSLETTER, ConsentPurpose.INVITATIONS, ConsentPurpose.MATCHING}
)


@dataclass(frozen=True)
class Body:
    """An organisation on a list. `representative` is the current one, when the register knows them."""

    pk: int
    legal_form: str = ""
    authority: str = ""
    gone: bool = False
    dissolved_on: date | None = None
    profile_consent_on: date | None = None
    user_group: bool = False
    refused: bool = False
    ways: Ways = field(default_factory=Ways)
    representative: Ways | None = None
    reported_representative: str = ""


def against_organisation(body: Body, purpose: str, way: Way, day: date, *, to_representative: bool) -> str:
    """Why this organisation may not be written to (a LeftOut), or an empty text.

    The rule in one sentence: お便り・催しの案内・活動の紹介は、紹介文の公開に同意した団体と、今年度の
    利用団体の、団体の連絡先へ送れる。手紙だけは、所轄庁が所在地を公開しているNPO法人へも送れる。
    断った団体へは送らない。
    """
    if body.gone:
        return LeftOut.GONE
    if body.dissolved_on and body.dissolved_on <= day:
        return LeftOut.DISSOLVED
    if purpose not in FOR_ORGANISATIONS:
        return LeftOut.NOT_FOR_ORGANISATIONS
    if body.refused:
        return LeftOut.REFUSED
    if not _is_published(body, way, day):
        return LeftOut.NOT_PUBLISHED
    return (_against_representative(body) if to_representative else "") or _against_place(body, way)


def target_of_organisation(body: Body, way: Way) -> Target | None:
    """The organisation's own e-mail or address; a representative gets it there too."""
    if way is Way.EMAIL:
        email = _email(body.ways)
        return Target(email=email) if email else None
    return _postal(body.ways)


def _is_published(body: Body, way: Way, day: date) -> bool:
    profile = body.profile_consent_on is not None and body.profile_consent_on <= day
    public_seat = way is Way.POST and body.legal_form == LegalForm.NPO and bool(body.authority)
    return profile or body.user_group or public_seat


def _against_representative(body: Body) -> str:
    if body.representative is None:
        return "" if body.reported_representative else LeftOut.NO_REPRESENTATIVE
    return LeftOut.DO_NOT_ASK if body.representative.do_not_ask else ""


def _against_place(body: Body, way: Way) -> str:
    if target_of_organisation(body, way):
        return ""
    return LeftOut.NO_EMAIL if way is Way.EMAIL else LeftOut.NO_ADDRESS
