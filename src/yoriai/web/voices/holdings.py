"""What voices answer for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yoriai.web.register import privacy
from yoriai.web.register.queries.privacy import authored

from .actions import privacy as actions
from .models import Conversation, LoadState, PolisLoad
from .queries import privacy as queries

#: Columns in which an account stands as the one who did something.
_BY = (
    "voices.Computation.requested_by",
    "voices.Conversation.created_by",
    "voices.Participant.keyed_by",
    "voices.PolisLoad.requested_by",
    "voices.Publication.by",
    "voices.Snapshot.made_by",
    "voices.Voice.decided_by",
    "voices.Voice.keyed_by",
    "voices.VoiceImport.made_by",
)


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    return [*queries.held(subject.person_ids), authored(subject, _BY)]


def _erases(subject: privacy.Subject, _at: datetime) -> dict[str, int]:
    return actions.forget(subject.person_ids, subject.traces)


def _hinders(subject: privacy.Subject, at: datetime) -> Iterable[str]:
    for row in Conversation.objects.filter(responsible__in=subject.person_ids, closes_at__gt=at):
        yield f"対話の場「{row}」の責任者です。責任者を替えるか、終わってから消去してください。"
    if PolisLoad.objects.filter(state__in=[LoadState.QUEUED, LoadState.RUNNING]).exists():
        yield "Polisのファイルを読み込んでいるところです。終わってから消去してください。"


def load() -> None:
    """Register what this part answers for."""
    privacy.register(
        "voices",
        "声",
        holds=_holds,
        copied={"voices.Invitee.person", "voices.Conversation.responsible", *_BY},
        erases=_erases,
        erased={"voices.Invitee.person"},
        kept=dict.fromkeys(_BY, "アカウントからメールアドレスが消えるので、だれのことかは分からない")
        | {"voices.Conversation.responsible": "名前の消えた記載を指す。公開した対話の場は残す"},
        hinders=_hinders,
        tables={
            "voices.Campaign": "同じ文面の声",
            "voices.Conversation": "対話の場",
            "voices.Snapshot": "意見の地図",
            "voices.Statement": "意見",
            "voices.Voice": "声",
            "voices.VoiceImport": "読み込んだ声の表",
            "voices.VoiceStep": "声のあゆみ",
        },
        erasable={"voices.VoiceStep": "note", "voices.Snapshot": "statements"},
    )
