"""Makes the whole demo region from a date and a seed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from seed import daily, region, voices
from yoriai.web.accounts.demo import DEMO_PEOPLE, PASSWORD, TOTP_SECRET
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.roles import Team
from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.register.actions import index_people
from yoriai.web.register.models import Municipality, Person
from yoriai.web.register.rules import search_key
from yoriai.web.voices.actions import maps_computing, maps_publishing
from yoriai.web.voices.models import Conversation

register_verbs({"seed.make": "デモの地域を作った"})


def is_empty() -> bool:
    """Whether nothing has been entered yet."""
    return not User.objects.exists() and not Municipality.objects.exists()


def make(at: datetime, seed: int) -> None:
    """Places, organisations, people, staff, and a running conversation with its first map."""
    random = Random(seed)
    with transaction.atomic():
        towns = region.make_places()
        organisations = region.make_organisations(random, towns, at)
        region.make_people(random, towns, organisations, at)
        people = make_demo_people(random, towns, at)
        taken = {team: sum(person.team == team for person in DEMO_PEOPLE) for team in Team}
        region.make_staff(random, towns, taken, at)
        daily.make_daily(organisations, at)
        responsible = people["lead.partnership@example.jp"]
        conversation = make_conversation(random, towns, responsible, at)
        audit.record(VISITOR, "seed.make", conversation, at=at, seed=seed)
    lead = User.objects.get(email="lead.partnership@example.jp")
    first_map(conversation, lead, at)


def make_demo_people(random: Random, towns: list[Municipality], at: datetime) -> dict[str, Person]:
    """Those whose addresses `make run` prints: with password, second factor and post."""
    password = make_password(PASSWORD)
    made = {}
    for demo in DEMO_PEOPLE:
        user = User.objects.create(email=demo.email, password=password, date_joined=at)
        EmailAddress.objects.create(user=user, email=demo.email, primary=True, verified=True)
        since = at.date() - timedelta(days=random.randrange(200, 3000))
        Assignment.objects.create(user=user, post=demo.post, team=demo.team or "", since=since)
        TOTP.activate(user, TOTP_SECRET)
        made[demo.email] = Person.objects.create(
            family_name=demo.family_name,
            given_name=demo.given_name,
            family_kana=demo.family_kana,
            given_kana=demo.given_kana,
            key=search_key(demo.name, f"{demo.family_kana} {demo.given_kana}"),
            municipality=random.choice(towns),
            user=user,
            created_at=at,
        )
    index_people(made.values())
    return made


def make_conversation(
    random: Random, towns: list[Municipality], responsible: Person, at: datetime
) -> Conversation:
    """The running conversation with its statements, participants, votes and voices."""
    conversation = voices.make_conversation(towns, responsible, at)
    statements = voices.make_statements(conversation, at)
    people = voices.make_participants(random, conversation, at)
    voices.make_votes(random, people, statements)
    voices.make_voices(random, conversation, statements, [person for person, _kind in people], at)
    return conversation


def first_map(conversation: Conversation, user: User, at: datetime) -> None:
    """Compute and publish the first map, as staff would."""
    actor = viewer_of(user, at.date())
    computation = maps_computing.request_map(actor, conversation, at=at, enqueue=False)
    maps_computing.work_on(computation.pk, clock=lambda: at)
    computation.refresh_from_db()
    assert computation.snapshot, computation.problem
    maps_publishing.publish(actor, computation.snapshot, at=at)
