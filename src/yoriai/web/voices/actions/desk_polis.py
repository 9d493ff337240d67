"""Polis files in: they are kept as they came, and become a conversation with people and votes."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.register.models import Municipality, Person

from ..models import (
    Access,
    Channel,
    Conversation,
    LoadState,
    Participant,
    PolisFile,
    PolisLoad,
    Reason,
    State,
    Statement,
    Voice,
)
from ..queries import desk_polis as queries
from ..rules import codes, polis_format
from ..rules import desk as rules
from ..rules.polis_format import Content, PolisProblem
from .desk_parts import add_voices, must

register_verbs(
    {
        "voices.hand_over_polis": "Polisのファイルを預けた",
        "voices.load_polis": "Polisのファイルから対話の場をつくった",
    }
)

#: From so many lines on (about a second's work) a task does it, and a page shows how far it is.
LONG = 20_000
_BATCH = 2_000


@dataclass(frozen=True)
class Plan:
    """What the files do not tell about the conversation they become."""

    slug: str
    responsible: Person
    municipalities: Sequence[Municipality] = ()
    publish: bool = False


def hand_over(actor: Viewer, *, files: Mapping[str, bytes], plan: Plan, at: datetime) -> PolisLoad:
    """Keep the files and make a conversation of them: at once, or by a task when they are long.

    Raises PolisProblem for short files that cannot be read (a long one's load says it), PermissionDenied.
    """
    must(rules.may_manage(actor))
    long = is_long(files)
    if not long:
        polis_format.read(files, since=queries.milliseconds(at))
    with transaction.atomic():
        load = PolisLoad.objects.create(
            slug=plan.slug,
            requested_by_id=actor.user_id,
            requested_at=at,
            settings={
                "responsible": plan.responsible.pk,
                "municipalities": [town.pk for town in plan.municipalities],
                "publish": plan.publish,
            },
        )
        PolisFile.objects.bulk_create(
            PolisFile(load=load, name=name, packed=zlib.compress(content)) for name, content in files.items()
        )
        audit.record(actor, "voices.hand_over_polis", load, at=at, slug=plan.slug, files=sorted(files))
        if long:
            transaction.on_commit(partial(work.enqueue, load.pk))
    if not long:
        carry_out(load, at=at)
    return load


def is_long(files: Mapping[str, bytes]) -> bool:
    """Whether reading these takes longer than a page should."""
    return sum(content.count(b"\n") for content in files.values()) > LONG


@task()
def work(load_id: int) -> None:
    """Carry out one hand-over; one that is done or under way is left alone."""
    load = PolisLoad.objects.get(pk=load_id)
    if load.state == LoadState.QUEUED:
        carry_out(load, at=timezone.now())


def carry_out(load: PolisLoad, *, at: datetime) -> None:
    """Read the files and write the conversation in one transaction; what stops it is kept for the page."""
    try:
        _progress(load, 5, "ファイルを読んでいます")
        content = polis_format.read(queries.files_of(load), since=queries.milliseconds(load.requested_at))
        _progress(load, 40, "投票を書き込んでいます")
        with transaction.atomic():
            conversation = _written(load, content, at)
            load.state, load.progress, load.step = LoadState.DONE, 100, ""
            load.conversation = conversation
            load.save()
            audit.record(
                Viewer(user_id=load.requested_by_id), "voices.load_polis", conversation, at=at,
                statements=len(content.statements), people=len(content.people), casts=len(content.casts),
            )  # fmt: skip
    except PolisProblem as problem:
        _fail(load, str(problem))
    except IntegrityError:
        _fail(load, f"アドレス「{load.slug}」はもう使われています。別のアドレスでやり直してください。")
    except Exception:
        _fail(load, "思わぬことで止まりました。何も書き込んでいません。もう一度お試しください。")
        raise


def _progress(load: PolisLoad, percent: int, step: str) -> None:
    load.state, load.progress, load.step = LoadState.RUNNING, percent, step
    load.save(update_fields=["state", "progress", "step"])


def _fail(load: PolisLoad, problem: str) -> None:
    load.state, load.problem, load.step, load.conversation = LoadState.FAILED, problem[:400], "", None
    load.save()


# --- the rows --------------------------------------------------------------------------------


def _written(load: PolisLoad, content: Content, at: datetime) -> Conversation:
    conversation = _conversation(load, content, at)
    people = _people(conversation, content)
    statements = _statements(conversation, content)
    _voices(conversation, content, people, statements)
    _votes(content, people, statements)
    return conversation


def _conversation(load: PolisLoad, content: Content, at: datetime) -> Conversation:
    times = [cast[0] for cast in content.casts] or [queries.milliseconds(load.requested_at)]
    kept = queries.comparable(content, slug=load.slug)
    conversation = Conversation.objects.create(
        slug=load.slug,
        question_ja=kept.topic,
        background_ja=kept.description,
        access=Access.ANYONE,
        opens_at=_moment(min(times)),
        closes_at=_moment(max(times)) + timedelta(days=1),
        published_at=at if load.settings["publish"] else None,
        responsible_id=load.settings["responsible"],
        created_by_id=load.requested_by_id,
        created_at=at,
    )
    conversation.municipalities.set(load.settings["municipalities"])
    return conversation


def _people(conversation: Conversation, content: Content) -> dict[str, Participant]:
    numbered = all(name == str(int(name)) if _is_number(name) else False for name in content.people)
    rows = [
        Participant(
            conversation=conversation,
            key=codes.participant_key(secrets.token_urlsafe(), conversation.pk),
            number=int(name) if numbered else place,
            external_id=name,
            external_group=person.group,
            joined_at=_moment(person.milliseconds),
        )
        for place, (name, person) in enumerate(content.people.items())
    ]
    made = Participant.objects.bulk_create(rows, batch_size=_BATCH)
    return {row.external_id: row for row in made}


def _statements(conversation: Conversation, content: Content) -> dict[int, Statement]:
    rows = [
        Statement(
            conversation=conversation,
            number=row.number,
            text=row.text,
            shown=row.moderated != "-1",
            source={"author": row.author, "moderated": row.moderated},
            created_at=_moment(row.milliseconds),
        )
        for row in content.statements.values()
    ]
    return {row.number: row for row in Statement.objects.bulk_create(rows, batch_size=_BATCH)}


def _voices(
    conversation: Conversation,
    content: Content,
    people: Mapping[str, Participant],
    statements: Mapping[int, Statement],
) -> None:
    rows = []
    for sentence in content.statements.values():
        if not sentence.text.strip():
            continue
        statement = statements[sentence.number]
        state, reason = (State.ACCEPTED, Reason.FITS) if statement.shown else (State.HELD, Reason.ELSEWHERE)
        rows.append(
            Voice(
                conversation=conversation,
                participant=people.get(sentence.author),
                text=sentence.text,
                channel=Channel.POLIS,
                received_at=statement.created_at,
                state=state,
                reason=reason,
                state_at=statement.created_at,
                statement=statement if statement.shown else None,
            )
        )
    add_voices(rows)


def _votes(content: Content, people: Mapping[str, Participant], statements: Mapping[int, Statement]) -> None:
    person = {name: row.pk for name, row in people.items()}
    statement = {number: row.pk for number, row in statements.items()}
    last = {(who, what): (value, when) for when, what, who, value in content.casts}
    stored = connection.ops.adapt_datetimefield_value
    _insert(
        "voices_cast (milliseconds, statement_id, participant_id, value, channel)",
        [
            (when, statement[what], person[who], value, Channel.POLIS.value)
            for when, what, who, value in content.casts
        ],
    )
    _insert(
        "voices_vote (participant_id, statement_id, value, at)",
        [
            (person[who], statement[what], value, stored(_moment(when)))
            for (who, what), (value, when) in last.items()
        ],
    )


def _insert(into: str, rows: Sequence[tuple[int | str | None, ...]]) -> None:
    """Plain rows in one go: a model object for each vote would hold the database several times as long."""
    if rows:
        marks = ", ".join(["%s"] * len(rows[0]))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and int(name) < 2**31


def _moment(milliseconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
