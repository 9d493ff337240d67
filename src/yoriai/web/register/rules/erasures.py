"""An erasure takes two: one asks, another confirms. The states of a request are the table MOVES.

Where nobody else may erase, one goes on alone and writes down why.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from yoriai.web.accounts.rules import Viewer

from ..models import ErasureRequest, RequestState
from .privacy import may_erase

#: The law says "without delay" (個人情報保護法35条); a request is answered within a week.
DAYS = 7


class Move(StrEnum):
    """What may be done with a request that waits."""

    CONFIRM = "confirm"
    DECLINE = "decline"
    TAKE_BACK = "take_back"


#: move -> the state it starts from, the state it leads to, its name.
MOVES: dict[Move, tuple[RequestState, RequestState, str]] = {
    Move.CONFIRM: (RequestState.WAITING, RequestState.DONE, "確認して消去する"),
    Move.DECLINE: (RequestState.WAITING, RequestState.DECLINED, "見送る"),
    Move.TAKE_BACK: (RequestState.WAITING, RequestState.TAKEN_BACK, "取り下げる"),
}


def may_move(viewer: Viewer, request: ErasureRequest, move: Move) -> bool:
    """Whoever asked may take it back; another who may erase confirms or declines."""
    own = request.asked_by_id == viewer.user_id
    fits = request.state == MOVES[move][0] and own is (move is Move.TAKE_BACK)
    return fits and may_erase(viewer)


def moves_of(viewer: Viewer, request: ErasureRequest) -> list[Move]:
    """What this viewer may do with a request now."""
    return [move for move in Move if may_move(viewer, request, move)]


def due(asked_on: date) -> date:
    """The last day on which a request is to be answered."""
    return asked_on + timedelta(days=DAYS)


def is_late(request: ErasureRequest, day: date) -> bool:
    """Whether a request waits longer than it should."""
    return request.state == RequestState.WAITING and request.due_on < day


def may_go_alone(viewer: Viewer, erasers: Collection[int]) -> bool:
    """Whether nobody else may erase (`erasers`: the accounts of those who may today)."""
    return may_erase(viewer) and not set(erasers) - {viewer.user_id}
