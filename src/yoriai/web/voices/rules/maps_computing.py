"""Computing the map: who may, when a computation counts as dead, and the digest of the votes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.work.life import Life, Sentences, Standing

from ..models import Computation, ComputationState

_STANDING = {
    ComputationState.QUEUED: Standing.WAITING,
    ComputationState.RUNNING: Standing.UNDER_WAY,
}
LIVE = tuple(_STANDING)

#: One vote as the engine and the digest see it: participant number, statement number, -1 | 0 | 1.
Triple = tuple[int, int, int]

SENTENCES = Sentences(
    lost_worker=_(
        "計算の途中で、計算する係（ワーカー）からの知らせがなくなりました。もう一度お試しください。"
    ),
    not_taken_up=_(
        "計算する係（ワーカー）が動いていないため、始められませんでした。担当者に知らせてから、もう一度お試しください。"
    ),
    server_ended=_("サーバーを止めたため、計算も終わりにしました。もう一度お試しください。"),
    out_of_memory=_("投票の数に対して、コンピューターのメモリが足りませんでした。担当者に知らせてください。"),
    unexpected=_("計算の途中で、思いがけない問題が起きました。担当者に、この画面の番号を知らせてください。"),
)

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


def life_of(computation: Computation) -> Life:
    """Where the worker's work stands."""
    standing = _STANDING.get(ComputationState(computation.state), Standing.ENDED)
    return Life(standing, computation.requested_at, computation.heard_at)


def is_dead(computation: Computation, at: datetime) -> bool:
    """Whether a computation that looks alive has lost its worker, or never found one."""
    return life_of(computation).is_dead(at)


def state_in_words(computation: Computation, at: datetime) -> str:
    """Where a computation stands; a dead one has failed, whether or not the row says so yet."""
    state = ComputationState.FAILED if is_dead(computation, at) else ComputationState(computation.state)
    return gettext(state.label)


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
