"""When a search for duplicates is alive, and what is said when it ends otherwise than it should."""

from __future__ import annotations

from datetime import datetime

from yoriai.web.work.life import Life, Sentences, Standing

from ..models import TwinSearch, TwinSearchState

_STANDING = {TwinSearchState.QUEUED: Standing.WAITING, TwinSearchState.RUNNING: Standing.UNDER_WAY}
LIVE = tuple(_STANDING)
#: So many of the blocks that were too large are kept for the page, the largest first.
BLOCKS_KEPT = 50

SENTENCES = Sentences(
    lost_worker="途中で、さがす係（ワーカー）からの知らせがなくなりました。もう一度お試しください。",
    not_taken_up="さがす係（ワーカー）が動いていないため、始められませんでした。担当者に知らせてください。",
    server_ended="サーバーを止めたため、途中で終わりにしました。もう一度お試しください。",
    out_of_memory="登録の数に対して、コンピューターのメモリが足りませんでした。担当者に知らせてください。",
    unexpected="途中で、思いがけない問題が起きました。担当者に、この画面の番号を知らせてください。",
)

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


def life_of(search: TwinSearch) -> Life:
    """Where the worker's work stands."""
    standing = _STANDING.get(TwinSearchState(search.state), Standing.ENDED)
    return Life(standing, search.requested_at, search.heard_at)


def is_live(search: TwinSearch, at: datetime) -> bool:
    """Waiting or under way, and not dead."""
    return search.state in LIVE and not life_of(search).is_dead(at)


def about_block(block: dict[str, object]) -> str:
    """What was not compared whole, and what was done instead."""
    shared, size = SHARED[str(block["code"])], f"{block['size']:,}件あるので、"
    if block["cut"]:
        return f"{shared}が同じ登録が{size}そのなかでは、名前かよみが同じものだけをくらべました。"
    return f"{shared}が同じで名前も同じ登録が{size}そのあいだは、くらべていません。"
