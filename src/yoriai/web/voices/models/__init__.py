"""Rows of voices: conversations, voices with their states, votes, and the snapshots made of them."""

from .conversation import Access, AccessCode, AskedAttribute, CensusFigure, Conversation, Invitee
from .people import Declared, Participant
from .snapshot import Computation, ComputationState, Publication, Snapshot
from .voice import Campaign, Channel, Reason, State, Statement, Voice, VoiceStep
from .vote import Cast, Showing, Vote

__all__ = [
    "Access",
    "AccessCode",
    "AskedAttribute",
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
    "Publication",
    "Reason",
    "Showing",
    "Snapshot",
    "State",
    "Statement",
    "Voice",
    "VoiceStep",
    "Vote",
]
