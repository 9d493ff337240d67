"""The figures of voices; each opens to its rows, and none of them names a participant."""

from __future__ import annotations

from functools import partial

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer
from yoriai.web.measures.registry import Column, Measure, Period, register

from .models import Channel, Conversation, Participant, Voice, Vote
from .queries import maps_figures as queries

_VOICE = (
    Column("届いた日", lambda row: row.received_at.date()),
    Column("届いた方法", lambda row: row.get_channel_display()),
    Column("対話", lambda row: row.conversation),
    Column("声", lambda row: row.readable),
    Column("状態", lambda row: row.get_state_display()),
    Column("理由", lambda row: row.get_reason_display()),
)


def _received(viewer: Viewer, period: Period, channel: Channel | None = None) -> QuerySet[Voice]:
    rows = queries.voices_for_figures(viewer, period.since, period.until)
    return rows.filter(channel=channel) if channel else rows


def _decided(viewer: Viewer, period: Period) -> QuerySet[Voice]:
    return queries.decided_for_figures(viewer, period.since, period.until)


def _votes(viewer: Viewer, period: Period) -> QuerySet[Vote]:
    return queries.votes_for_figures(viewer, period.since, period.until)


def _participants(viewer: Viewer, period: Period) -> QuerySet[Participant]:
    return queries.participants_for_figures(viewer, period.since, period.until)


def _conversations(viewer: Viewer, period: Period) -> QuerySet[Conversation]:
    return queries.conversations_for_figures(viewer, period.since, period.until)


def _by_channel(channel: Channel) -> Measure:
    return Measure(
        key=f"voices.received-{channel.value}",
        label=f"届いた声（{channel.label}）",
        unit="件",
        meaning=f"期間のあいだに{channel.label}で届いた声の数",
        rows=partial(_received, channel=channel),
        columns=_VOICE,
    )


RECEIVED = Measure(
    key="voices.received",
    label="届いた声",
    unit="件",
    meaning="期間のあいだに届いた声の数。公開を見合わせた声も数えます",
    rows=_received,
    columns=_VOICE,
)
DECIDED = Measure(
    key="voices.decided",
    label="扱いを決めた声",
    unit="件",
    meaning="いまの状態が期間のあいだに決まった声の数。確認を待っている声は入りません",
    rows=_decided,
    columns=(*_VOICE, Column("決めた日", lambda row: row.state_at.date())),
)
VOTES = Measure(
    key="voices.votes",
    label="投票",
    unit="票",
    meaning="期間のあいだに入れられ、いまも有効な票の数。だれの票かは示しません",
    rows=_votes,
    columns=(
        Column("日", lambda row: row.at.date()),
        Column("対話", lambda row: row.statement.conversation),
        Column("意見", lambda row: row.statement.number),
    ),
)
PARTICIPANTS = Measure(
    key="voices.participants",
    label="対話に参加した人",
    unit="人",
    meaning="期間のあいだに投票や声で加わった人の数。同じ人が二つの対話に加わると二人と数えます",
    rows=_participants,
    columns=(
        Column("加わった日", lambda row: row.joined_at.date()),
        Column("対話", lambda row: row.conversation),
    ),
)
CONVERSATIONS = Measure(
    key="voices.conversations",
    label="開いていた対話",
    unit="件",
    meaning="期間のうち一日でも開いていた、公開の対話の数",
    rows=_conversations,
    columns=(
        Column("問い", lambda row: row.question_ja),
        Column("始まり", lambda row: row.opens_at.date()),
        Column("終わり", lambda row: row.closes_at.date()),
    ),
)


def load() -> None:
    """Register the measures of this part."""
    register([RECEIVED, *map(_by_channel, Channel), DECIDED, VOTES, PARTICIPANTS, CONVERSATIONS])
