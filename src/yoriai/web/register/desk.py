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
        "register_list_new",
        "名簿を取り込む",
        "センターのExcelやCSVの名簿を、確かめてから台帳に載せます。まるごと元に戻せます。",
        "import",
        rules.may_import_lists,
    ),
)


def jobs_for(viewer: Viewer) -> list[Job]:
    """What this viewer may do, in the order of the table."""
    return [job for job in JOBS if job.may(viewer)]
