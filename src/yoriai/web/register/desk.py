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
        "register_imports",
        "取り込み",
        "NPOポータルのファイルを台帳と比べ、選んで取り込みます。",
        "import",
        rules.may_merge,
    ),
    Job(
        "register_deadlines",
        "期限の一覧",
        "事業報告書の提出と、認定の更新の期限です。",
        "clock",
        rules.may_read,
    ),
)


def jobs_for(viewer: Viewer) -> list[Job]:
    """What this viewer may do, in the order of the table."""
    return [job for job in JOBS if job.may(viewer)]
