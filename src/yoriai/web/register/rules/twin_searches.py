"""When a search for duplicates is alive, and what is said when it ends otherwise than it should."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..models import TwinSearch, TwinSearchState

LIVE = (TwinSearchState.QUEUED, TwinSearchState.RUNNING)
#: A running search that gave no sign of life for this long lost its worker.
SILENCE = timedelta(minutes=10)
#: A waiting search that nobody took up for this long is given up.
PATIENCE = timedelta(hours=1)
#: After this long in the queue the page says that the worker may not be running.
SLOW_START = timedelta(minutes=1)
#: So many of the blocks that were too large are kept for the page, the largest first.
BLOCKS_KEPT = 50

LOST_WORKER = "途中で、さがす係（ワーカー）からの知らせがなくなりました。もう一度お試しください。"
NOT_TAKEN_UP = "さがす係（ワーカー）が動いていないため、始められませんでした。担当者に知らせてください。"
SERVER_ENDED = "サーバーを止めたため、途中で終わりにしました。もう一度お試しください。"
OUT_OF_MEMORY = "登録の数に対して、コンピューターのメモリが足りませんでした。担当者に知らせてください。"
UNEXPECTED = "途中で、思いがけない問題が起きました。担当者に、この画面の番号を知らせてください。"

#: What the entries of a block that is too large have in common.
SHARED = {
    "phone": "電話番号",
    "email": "メールアドレス",
    "address": "住所",
    "url": "ウェブサイト",
    "birthday": "生年月日と、姓か名",
    "name_town": "名前と市町村",
    "name_year": "名前と生まれた年",
    "name_day": "名前と誕生日",
    "former": "旧姓と名",
    "representative": "代表者と市町村",
    "letter": "一文字をのぞいた団体名と市町村",
    "number": "法人番号",
    "rare": "名前",
}


def is_live(search: TwinSearch, at: datetime) -> bool:
    """Waiting or under way, and not dead."""
    return search.state in LIVE and not is_dead(search, at)


def is_dead(search: TwinSearch, at: datetime) -> bool:
    """Whether a search that looks alive has lost its worker, or never found one."""
    if search.state == TwinSearchState.RUNNING:
        return at - (search.heard_at or search.requested_at) > SILENCE
    return search.state == TwinSearchState.QUEUED and at - search.requested_at > PATIENCE


def is_slow_to_start(search: TwinSearch, at: datetime) -> bool:
    """Whether it has waited so long that the worker may not be running."""
    return search.state == TwinSearchState.QUEUED and at - search.requested_at > SLOW_START


def sentence_for_death(search: TwinSearch) -> str:
    """What happened to a dead search."""
    return LOST_WORKER if search.state == TwinSearchState.RUNNING else NOT_TAKEN_UP


def sentence_for(problem: BaseException) -> str:
    """What went wrong, for the person who asked."""
    return OUT_OF_MEMORY if isinstance(problem, MemoryError) else UNEXPECTED


def about_block(block: dict[str, object]) -> str:
    """What was not compared whole, and what was done instead."""
    shared, size = SHARED[str(block["code"])], f"{block['size']:,}件あるので、"
    if block["cut"]:
        return f"{shared}が同じ登録が{size}そのなかでは、名前かよみが同じものだけをくらべました。"
    return f"{shared}が同じで名前も同じ登録が{size}そのあいだは、くらべていません。"
