"""Computing the map: who may, when a computation counts as dead, and the digest of the votes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Computation, ComputationState

#: A running computation that gave no sign of life for this long lost its worker.
SILENCE = timedelta(minutes=10)
#: A queued computation that nobody took up for this long is given up.
PATIENCE = timedelta(hours=1)
#: After this long in the queue the page says that the worker may not be running.
SLOW_START = timedelta(minutes=1)

LIVE = (ComputationState.QUEUED, ComputationState.RUNNING)

#: One vote as the engine and the digest see it: participant number, statement number, -1 | 0 | 1.
Triple = tuple[int, int, int]

LOST_WORKER = _("計算の途中で、計算する係（ワーカー）からの知らせがなくなりました。もう一度お試しください。")
NOT_TAKEN_UP = _(
    "計算する係（ワーカー）が動いていないため、始められませんでした。担当者に知らせてから、もう一度お試しください。"
)
SERVER_ENDED = _("サーバーを止めたため、計算も終わりにしました。もう一度お試しください。")
OUT_OF_MEMORY = _("投票の数に対して、コンピューターのメモリが足りませんでした。担当者に知らせてください。")
UNEXPECTED = _("計算の途中で、思いがけない問題が起きました。担当者に、この画面の番号を知らせてください。")

#: The steps that the engine names.
STEPS = {
    "choosing the model": _("投票に合う図の描き方を選んでいます"),
    "testing the model": _("知らない投票を当てられるかを試しています"),
    "fitting the model": _("一人ひとりの位置を求めています"),
    "looking for groups": _("グループがあるかどうかを調べています"),
    "redrawing votes": _("投票を少しずつのぞいて、同じ結果になるかを確かめています"),
    "choosing the slate": _("まとめの意見を選び、約束を確かめています"),
}


def may_compute(viewer: Viewer) -> bool:
    """Whoever runs conversations makes maps, stops them and publishes them."""
    return viewer.may(Right.VOICES_MANAGE)


def is_live(computation: Computation) -> bool:
    """Waiting or being worked on, as far as the row knows."""
    return computation.state in LIVE


def is_dead(computation: Computation, at: datetime) -> bool:
    """Whether a computation that looks alive has lost its worker, or never found one."""
    if computation.state == ComputationState.RUNNING:
        return at - (computation.heard_at or computation.requested_at) > SILENCE
    return computation.state == ComputationState.QUEUED and at - computation.requested_at > PATIENCE


def state_in_words(computation: Computation, at: datetime) -> str:
    """Where a computation stands; a dead one has failed, whether or not the row says so yet."""
    state = ComputationState.FAILED if is_dead(computation, at) else ComputationState(computation.state)
    return gettext(state.label)


def is_slow_to_start(computation: Computation, at: datetime) -> bool:
    """Whether it has waited so long that the worker may not be running."""
    return computation.state == ComputationState.QUEUED and at - computation.requested_at > SLOW_START


def sentence_for_death(computation: Computation) -> str:
    """What happened to a dead computation, for the person who asked for it."""
    return str(LOST_WORKER if computation.state == ComputationState.RUNNING else NOT_TAKEN_UP)


def sentence_for(problem: BaseException) -> str:
    """What went wrong, in words for the person who asked for the map."""
    return str(OUT_OF_MEMORY if isinstance(problem, MemoryError) else UNEXPECTED)


def votes_digest(triples: Iterable[Triple]) -> str:
    """SHA-256 of the votes in canonical form, whatever their order.

    The text that is digested has one line `participant,statement,vote` for each vote, in the order
    of participant and statement number, each line ended by a line feed.
    """
    lines = (f"{person},{statement},{value}\n" for person, statement, value in sorted(triples))
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def step_in_words(step: str) -> str:
    """What the worker is doing now; a step of the engine that has no wording is passed over."""
    return str(STEPS.get(step, ""))
