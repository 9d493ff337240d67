"""What voices hold about a person: only a named list ties somebody to what they said."""

from __future__ import annotations

from collections.abc import Collection

from yoriai.web.register.privacy import Section

from ..models import Conversation, Invitee, Participant, Voice, Vote


def participants_of(person_ids: Collection[int]) -> list[Participant]:
    """The participants behind the codes that were given to this person."""
    rows = Participant.objects.filter(code__invitee__person__in=person_ids)
    return list(rows.select_related("conversation").order_by("pk"))


def held(person_ids: Collection[int]) -> list[Section]:
    """Conversations the person is invited to or answers for, their voices, votes and declarations."""
    own = participants_of(person_ids)
    invitations = Invitee.objects.filter(person__in=person_ids).select_related("conversation").order_by("pk")
    responsible = Conversation.objects.filter(responsible__in=person_ids).order_by("pk")
    voices = Voice.objects.filter(participant__in=own).select_related("conversation").order_by("pk")
    votes = Vote.objects.filter(participant__in=own).select_related("statement").order_by("pk")
    return [
        Section("名簿にある対話の場", [{"対話の場": str(row.conversation)} for row in invitations]),
        Section("責任者を務める対話の場", [{"対話の場": str(row)} for row in responsible]),
        Section(
            "声",
            [
                {"届いた日時": row.received_at, "対話の場": str(row.conversation), "声": row.text}
                for row in voices
            ],
        ),
        Section("投票", [{"意見": row.statement.text, "投票": row.value, "日時": row.at} for row in votes]),
        Section(
            "自分について答えたこと",
            [
                {"たずねたこと": row.attribute.label_ja, "答え": row.value}
                for participant in own
                for row in participant.declared.select_related("attribute").order_by("pk")
            ],
        ),
    ]
