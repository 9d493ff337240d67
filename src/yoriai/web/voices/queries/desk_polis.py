"""A conversation as Polis files."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from ..models import Cast, Conversation, PolisLoad, State, Voice
from ..rules import desk as rules
from ..rules import polis_format
from ..rules.polis_format import Content, Person, Sentence
from .desk import conversations_visible_to


def loads_visible_to(viewer: Viewer) -> QuerySet[PolisLoad]:
    """Hand-overs of Polis files, for those who make conversations."""
    rows = PolisLoad.objects.select_related("conversation").order_by("-pk")
    return rows if rules.may_manage(viewer) else rows.none()


def conversation_rows(viewer: Viewer, slug: str) -> list[Conversation] | None:
    """The conversation that is to be exported, or None when it is out of sight."""
    found = list(conversations_visible_to(viewer).filter(slug=slug))
    return found if found and rules.may_manage(viewer) else None


def number_of_casts(viewer: Viewer, slug: str) -> int | None:
    """How many votes were ever cast: what makes the files large."""
    found = conversation_rows(viewer, slug)
    return Cast.objects.filter(statement__conversation=found[0]).count() if found else None


def polis_bundle(viewer: Viewer, slug: str) -> dict[str, bytes] | None:
    """The five files; those that were imported come back byte for byte where nothing changed since."""
    found = conversation_rows(viewer, slug)
    if found is None:
        return None
    now_content = content_of(found[0])
    originals, then_content = _imported(found[0], now_content)
    then, now = polis_format.grids(then_content), polis_format.grids(now_content)
    return {
        name: polis_format.rewritten(name, originals.get(name), then[name], now[name])
        for name in polis_format.FILES
    }


def _imported(conversation: Conversation, now: Content) -> tuple[dict[str, bytes], Content]:
    load = PolisLoad.objects.filter(conversation=conversation).first()
    if load is None:
        return {}, now
    files = files_of(load)
    read = polis_format.read(files, since=milliseconds(load.requested_at))
    return files, comparable(read, slug=conversation.slug)


def files_of(load: PolisLoad) -> dict[str, bytes]:
    """The files as they were handed over."""
    return {file.name: zlib.decompress(file.packed) for file in load.files.all()}


def comparable(content: Content, *, slug: str) -> Content:
    """Content as a conversation keeps it: title shortened, line ends folded, our own address."""
    return replace(
        content,
        topic=question_of(content, slug),
        description=_plain(content.description),
        url=f"/c/{slug}/",
    )


def question_of(content: Content, slug: str) -> str:
    """The question of a conversation made from these files."""
    return " ".join(content.topic.split())[:200] or f"Polisの対話（{slug}）"


def content_of(conversation: Conversation) -> Content:
    """The conversation as it is now, in Polis's terms."""
    people = {
        row.pk: (row.external_id or str(row.number), row)
        for row in conversation.participants.order_by("number")
    }
    names = {pk: name for pk, (name, _) in people.items()}
    return Content(
        statements={row.number: row for row in _sentences(conversation, names)},
        people={
            name: Person(row.external_group, milliseconds(row.joined_at)) for name, row in people.values()
        },
        casts=tuple(_standing_casts(conversation, names)),
        topic=conversation.question_ja,
        description=_plain(conversation.background_ja),
        url=f"/c/{conversation.slug}/",
    )


def _sentences(conversation: Conversation, names: dict[int, str]) -> Iterator[Sentence]:
    authors = _authors(conversation, names)
    for row in conversation.statements.order_by("number"):
        kept = row.source.get("moderated", "1")
        yield Sentence(
            number=row.number,
            text=row.text,
            author=row.source.get("author", authors.get(row.pk, "")),
            milliseconds=milliseconds(row.created_at),
            moderated="-1" if not row.shown else ("1" if kept == "-1" else kept),
        )


def _authors(conversation: Conversation, names: dict[int, str]) -> dict[int, str]:
    rows = Voice.objects.filter(
        conversation=conversation, participant__isnull=False, state__in=[State.ACCEPTED, State.USED]
    ).order_by("-received_at", "-pk")
    # the first to have said it is written last
    return {row.statement_id or 0: names[row.participant_id or 0] for row in rows}


def _standing_casts(conversation: Conversation, names: dict[int, str]) -> Iterator[tuple[int, int, str, int]]:
    """Casts in time order; what was undone is left out, with the casts before it."""
    rows: list[Any] = list(
        Cast.objects.filter(statement__conversation=conversation)
        .order_by("milliseconds", "pk")
        .values_list("milliseconds", "statement__number", "participant_id", "value")
    )
    undone = {(row[1], row[2]): place for place, row in enumerate(rows) if row[3] is None}
    for place, (when, what, who, value) in enumerate(rows):
        if place > undone.get((what, who), -1):
            yield when, what, names[who], value


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def _plain(text: str) -> str:
    return "\n".join(text.splitlines()).strip()
