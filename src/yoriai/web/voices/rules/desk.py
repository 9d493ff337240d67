"""Who may do what at the desk, and when a conversation can be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Access, Conversation, LoadState, PolisLoad

#: Words that are addresses of their own under /voices/.
RESERVED = frozenset(
    {"desk", "reasons", "receipt", "receipts", "new", "snapshots", "voices", "codes", "c", "r", "s", "v"}
)


def may_key_in(viewer: Viewer) -> bool:
    """Key in paper slips and telephone voices, and see the list of conversations."""
    return viewer.may(Right.VOICES_STAFF)


def may_moderate(viewer: Viewer) -> bool:
    """Decide what becomes of a voice."""
    return viewer.may(Right.VOICES_MODERATE)


def may_manage(viewer: Viewer) -> bool:
    """Make and publish conversations, bring in tables and Polis files, hand out codes."""
    return viewer.may(Right.VOICES_MANAGE)


#: After this time a load that has not ended is taken to have stopped with its worker.
PATIENCE = timedelta(minutes=30)


def has_stopped(load: PolisLoad, at: datetime) -> bool:
    """Whether the work on these files has probably died: under way for far longer than it takes."""
    ended = load.state in (LoadState.DONE, LoadState.FAILED)
    return not ended and at - load.requested_at > PATIENCE


@dataclass(frozen=True)
class Facts:
    """What publishing looks at besides the conversation's own row."""

    municipalities: int
    statements: int
    codes: int
    invitees: int


@dataclass(frozen=True)
class Finding:
    """Something to know before publishing; with `stops`, it cannot be published like this."""

    text: str
    stops: bool


def findings(conversation: Conversation, facts: Facts, at: datetime) -> list[Finding]:
    """What speaks against publishing, the obstacles first."""
    obstacles = [
        (not facts.municipalities, "関わる市町村が選ばれていません。"),
        (not conversation.responsible.given_name, "責任者の姓と名が台帳にそろっていません。"),
        (
            conversation.access == Access.LIST and not facts.invitees,
            "名簿にまだだれもいません。参加できる人を選んでください。",
        ),
        (
            conversation.access == Access.CODE and not facts.codes,
            "参加コードがまだ一つもありません。先に発行してください。",
        ),
    ]
    warnings = [
        (
            conversation.closes_at <= at,
            "終わりの日時が過ぎています。公開しても、新しい声や投票は受け付けません。",
        ),
        (
            not facts.statements,
            "投票できる意見がまだ一つもありません。はじめに来た人は、書くことしかできません。",
        ),
        (not conversation.background_ja, "背景の説明がありません。なぜたずねるのかが伝わりにくくなります。"),
        (
            not (conversation.question_easy and conversation.question_en),
            "やさしい日本語か英語の文がありません。その言葉で読む人にも、日本語の文が出ます。",
        ),
    ]
    found = [Finding(text, stops=True) for holds, text in obstacles if holds]
    return found + [Finding(text, stops=False) for holds, text in warnings if holds]
