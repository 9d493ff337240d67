"""Imports: who may, what is under way, and what is said when a worker ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from yoriai.web.accounts.rules import Viewer
from yoriai.web.work.life import Sentences

from ..models import ImportRun, ImportState, LineKind
from .access import may_merge

#: States in which a worker is at it.
LIVE = frozenset({ImportState.READING, ImportState.APPLYING, ImportState.UNDOING})
#: Kinds that change the register when they are taken.
APPLICABLE = (LineKind.NEW, LineKind.CHANGED, LineKind.MOVED, LineKind.DISSOLVED)
#: Without a sign of life for so long, the worker is gone.
SILENCE = timedelta(minutes=3)

STOPPED_BY_HAND = "途中で止めました。"
SERVER_ENDED = "途中でサーバーが止まりました。"
UNFORESEEN = "思わぬことで止まりました。担当者に、この取り込みの番号を知らせてください。"


def sentences(again: str) -> Sentences:
    """What is said when a worker ends; `again` says how to begin anew once the server is back."""
    return Sentences(UNFORESEEN, UNFORESEEN, SERVER_ENDED + again, UNFORESEEN, UNFORESEEN)


class NotNow(Exception):
    """The import is in another state than the deed needs: somebody else was faster."""


def may_import(viewer: Viewer) -> bool:
    """Bring files into the register."""
    return may_merge(viewer)


def is_live(run: ImportRun) -> bool:
    """A worker is at it, or about to be."""
    return run.state in LIVE


def has_gone_silent(run: ImportRun, at: datetime) -> bool:
    """Whether a worker was at it and has not been heard of for too long."""
    return is_live(run) and at - (run.heard_at or run.started_at) > SILENCE


def may_stop(run: ImportRun) -> bool:
    """Reading and writing can be stopped, a preview can be put away; undoing runs to its end."""
    return run.state in {ImportState.READING, ImportState.PREVIEW, ImportState.APPLYING}
