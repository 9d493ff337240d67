"""The works of the register beside finding and editing: one line each, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yoriai.web.accounts.rules import Viewer

from . import rules
from .rules import lists, privacy


def _may_list(viewer: Viewer) -> bool:
    return lists.may_list(viewer, "organisation")


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
    Job(
        "register_lists",
        "名簿",
        "取っておいたさがし方。開くと、今日当てはまる人や団体が載ります。",
        "people",
        _may_list,
    ),
    Job(
        "register_sendings",
        "発送の記録",
        "だれに何を送り、だれになぜ送らなかったか。",
        "mail",
        lists.may_see_sendings,
    ),
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
    Job(
        "register_twins_desk",
        "重なりの整理",
        "同じ人や団体が二度載っていないかをさがし、ひとつにまとめます。まとめたものは元に戻せます。",
        "people",
        rules.may_merge,
    ),
    Job("register_corrections", "訂正の申し出", "受け付けと、答える期限。", "edit", privacy.may_correct),
    Job(
        "register_incidents",
        "漏えい等の記録",
        "報告の項目と期限、知らせる人。",
        "shield",
        privacy.may_write_incidents,
    ),
    Job(
        "register_erasures",
        "消去の確認",
        "ほかの職員が求めた消去を、もうひとりの目で確かめます。確認の期限は7日です。",
        "shield",
        privacy.may_erase,
    ),
    Job(
        "register_retention",
        "保存する期間",
        "期間が過ぎた人を見て、残すか消すかを決める。",
        "clock",
        privacy.may_erase,
    ),
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
