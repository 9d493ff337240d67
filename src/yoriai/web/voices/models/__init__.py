"""Rows of voices: conversations, voices with their states, votes, and the snapshots made of them."""

from .conversation import Access, AccessCode, AskedAttribute, CensusFigure, Conversation, Invitee
from .people import Declared, Participant
from .snapshot import Computation, ComputationState, Snapshot
from .throttle import Bucket
from .voice import Campaign, Channel, Reason, State, Statement, Voice, VoiceStep
from .vote import Cast, Showing, Vote

__all__ = [
    "Access",
    "AccessCode",
    "AskedAttribute",
    "Bucket",
    "Campaign",
    "Cast",
    "CensusFigure",
    "Channel",
    "Computation",
    "ComputationState",
    "Conversation",
    "Declared",
    "Invitee",
    "Participant",
    "Reason",
    "Showing",
    "Snapshot",
    "State",
    "Statement",
    "Voice",
    "VoiceStep",
    "Vote",
]
