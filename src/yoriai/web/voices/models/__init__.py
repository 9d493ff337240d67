"""Rows of voices: conversations, voices with their states, votes, and the snapshots made of them."""

from .conversation import Access, AccessCode, AskedAttribute, CensusFigure, Conversation, Invitee
from .desk import ImportState, LoadState, PolisFile, PolisLoad, VoiceImport
from .people import Declared, Participant
from .snapshot import Computation, ComputationState, Publication, Snapshot
from .throttle import Bucket
from .voice import REASONS_OF, Campaign, Channel, Reason, State, Statement, Voice, VoiceStep
from .vote import Cast, Showing, Vote

__all__ = [
    "REASONS_OF",
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
    "ImportState",
    "Invitee",
    "LoadState",
    "Participant",
    "PolisFile",
    "PolisLoad",
    "Publication",
    "Reason",
    "Showing",
    "Snapshot",
    "State",
    "Statement",
    "Voice",
    "VoiceImport",
    "VoiceStep",
    "Vote",
]
