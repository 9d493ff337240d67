"""The works of the register beside finding and editing: one line each, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yoriai.web.accounts.rules import Viewer

from . import rules


@dataclass(frozen=True)
class Job:
    """A page of the register's desk: where, what it is called, one sentence, and who may."""

    url_name: str
    words: str
    sentence: str
    icon: str
    may: Callable[[Viewer], bool]


JOBS: tuple[Job, ...] = (
    Job(
        "register_of_age",
        "18歳になった人の同意",
        "保護者からもらった同意を、本人に聞きなおす人の一覧です。",
        "clock",
        lambda viewer: rules.may_write(viewer) and rules.may_read_contacts(viewer),
    ),
)


def jobs_for(viewer: Viewer) -> list[Job]:
    """What this viewer may do, in the order of the table."""
    return [job for job in JOBS if job.may(viewer)]
