"""The works of the register beside finding and editing: one line each, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yoriai.web.accounts.rules import Viewer

from .rules import privacy


@dataclass(frozen=True)
class Job:
    """A page of the register's desk: where, what it is called, one sentence, and who may."""

    url_name: str
    words: str
    sentence: str
    icon: str
    may: Callable[[Viewer], bool]


JOBS: tuple[Job, ...] = (
    Job("register_corrections", "訂正の申し出", "受け付けと、答える期限。", "edit", privacy.may_correct),
    Job(
        "register_incidents",
        "漏えい等の記録",
        "報告の項目と期限、知らせる人。",
        "shield",
        privacy.may_write_incidents,
    ),
    Job(
        "register_retention",
        "保存する期間",
        "期間が過ぎた人を見て、残すか消すかを決める。",
        "clock",
        privacy.may_erase,
    ),
)


def jobs_for(viewer: Viewer) -> list[Job]:
    """What this viewer may do, in the order of the table."""
    return [job for job in JOBS if job.may(viewer)]
