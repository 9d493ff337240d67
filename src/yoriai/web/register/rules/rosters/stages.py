"""Where an import of a list stands, and what is being done of it by a worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from ...models import ImportRun, ImportState

#: Lists of more rows than this are compared, taken and undone by a worker.
LONG = 400
#: A work without a sign of life for this long lost its worker.
SILENCE = timedelta(minutes=10)
#: A list that nobody finishes, and what undoing needs, are kept for so long.
PATIENCE = timedelta(days=30)
UNDOABLE = timedelta(days=180)

SERVER_ENDED = "サーバーを止めたため、途中で終わりました。何も書き込んでいません。もう一度お試しください。"
UNEXPECTED = "思わぬことで止まりました。何も書き込んでいません。もう一度お試しください。"
LOST_WORKER = (
    "仕事をする係（ワーカー）からの知らせがありません。何も書き込んでいません。もう一度お試しください。"
)


class Stage(StrEnum):
    """The steps of an import, finer than its state."""

    COLUMNS = "columns"
    PREVIEW = "preview"
    DONE = "done"
    ENDED = "ended"


class Work(StrEnum):
    """What a worker may be busy with."""

    COMPARE = "compare"
    APPLY = "apply"
    UNDO = "undo"


WORDS = {
    Work.COMPARE: "台帳と比べています",
    Work.APPLY: "取り込んでいます",
    Work.UNDO: "元に戻しています",
}


def stage_of(run: ImportRun) -> Stage:
    """Where an import stands."""
    if run.state == ImportState.DONE:
        return Stage.DONE
    if run.state == ImportState.PREVIEW:
        return Stage(run.options.get("stage", Stage.COLUMNS))
    return Stage.ENDED


def work_of(run: ImportRun) -> Work | None:
    """What a worker was asked to do and has not ended."""
    work = run.options.get("work")
    return Work(work) if work else None


def is_dead(run: ImportRun, at: datetime) -> bool:
    """Whether a work under way has lost its worker."""
    heard = run.options.get("heard_at")
    return bool(work_of(run) and heard and at - datetime.fromisoformat(heard) > SILENCE)
