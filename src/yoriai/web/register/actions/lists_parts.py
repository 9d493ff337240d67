"""What the deeds of an import of a list share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import ImportKind, ImportLine, ImportRun
from ..rules.rosters.stages import Stage, stage_of, work_of

register_verbs(
    {
        "register.read_list": "名簿を読み込んだ（まだ取り込んでいない）",
        "register.match_list": "名簿の列を決めた",
        "register.compare_list": "名簿を台帳と比べた",
        "register.decide_list": "名簿の行の扱いを決めた",
        "register.hand_over_list": "名簿の仕事を係（ワーカー）に預けた",
        "register.stop_list": "名簿の取り込みをやめた",
        "register.import_list": "名簿を取り込んだ",
        "register.undo_list": "名簿の取り込みを元に戻した",
        "register.end_list_work": "名簿の仕事が終わらずに閉じた",
    }
)

_BATCH = 500


class NotNow(Exception):
    """The import is not where this deed belongs: somebody else was faster."""


def silent(_fraction: float, _step: str) -> None:
    """For works that nobody watches."""


def must_import(actor: Viewer) -> None:
    """Raises PermissionDenied when the actor may not import lists."""
    if not rules.may_import_lists(actor):
        raise PermissionDenied


def locked(run: ImportRun, *stages: Stage, at_work: bool = False) -> ImportRun:
    """The import, held until the transaction ends.

    Raises NotNow when it is at none of these stages, or a worker is busy with it (but for that `at_work`).
    """
    row = ImportRun.objects.select_for_update().get(pk=run.pk, kind=ImportKind.LIST)
    if stage_of(row) not in stages or (work_of(row) and not at_work):
        raise NotNow
    return row


def worked(options: dict[str, Any]) -> dict[str, Any]:
    """The options of an import on which nobody works any more."""
    return {key: value for key, value in options.items() if key not in ("work", "by", "heard_at", "step")}


def rewrite(run: ImportRun, lines: Sequence[ImportLine]) -> None:
    """Put these lines in the place of all lines of an import: thousands of updates would be slower."""
    run.lines.all().delete()
    for line in lines:
        line.pk, line.run = None, run
        line._state.adding = True
    ImportLine.objects.bulk_create(lines, batch_size=_BATCH)
