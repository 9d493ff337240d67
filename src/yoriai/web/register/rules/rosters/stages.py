"""Where an import of a list stands, and what is being done of it by a worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from yoriai.web.work.life import Life, Sentences, Standing

from ...models import ImportRun, ImportState

#: Lists of more rows than this are compared, taken and undone by a worker.
LONG = 400
#: A list that nobody finishes, and what undoing needs, are kept for so long.
PATIENCE = timedelta(days=30)
UNDOABLE = timedelta(days=180)

_UNEXPECTED = "思わぬことで止まりました。何も書き込んでいません。もう一度お試しください。"
_LOST = "仕事をする係（ワーカー）からの知らせがありません。何も書き込んでいません。もう一度お試しください。"
SENTENCES = Sentences(
    lost_worker=_LOST,
    not_taken_up=_LOST,
    server_ended="サーバーを止めたため、途中で終わりました。何も書き込んでいません。もう一度お試しください。",
    out_of_memory=_UNEXPECTED,
    unexpected=_UNEXPECTED,
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


def life_of(run: ImportRun) -> Life:
    """Where the worker's work stands; from the moment it is handed over it counts as heard of."""
    heard = run.options.get("heard_at")
    standing = Standing.UNDER_WAY if work_of(run) and heard else Standing.ENDED
    return Life(standing, run.started_at, datetime.fromisoformat(heard) if heard else None)
