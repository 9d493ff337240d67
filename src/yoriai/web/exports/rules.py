"""Who may take something out, how long a file lives, and what is done to a cell so that it stays data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.work.life import Life, Sentences, Standing

from .models import Download, DownloadState

#: How long a file can be fetched.
LIFE = timedelta(hours=1)
#: A file of more rows than this is made by a worker; papers are dearer.
AT_ONCE, AT_ONCE_PAPERS = 2_000, 500

_STANDING = {DownloadState.WAITING: Standing.WAITING, DownloadState.MAKING: Standing.UNDER_WAY}
LIVE = tuple(_STANDING)
SENTENCES = Sentences(
    lost_worker="途中で、ファイルを作る係（ワーカー）からの知らせがなくなりました。もう一度お試しください。",
    not_taken_up="ファイルを作る係（ワーカー）が動いていないため、始められませんでした。担当者に知らせてください。",
    server_ended="サーバーを止めたため、途中で終わりにしました。もう一度お試しください。",
    out_of_memory="件数に対して、コンピューターのメモリが足りませんでした。担当者に知らせてください。",
    unexpected="途中で、思いがけない問題が起きました。担当者に、この画面の番号を知らせてください。",
)
NO_LONGER_YOURS = "いまのあなたの役割では書き出せないため、作りませんでした。"
RIGHTS_CHANGED = "作っているあいだに、あなたの役割が変わりました。もう一度、書き出しからお試しください。"
SOMEBODY_ERASED = "作っているあいだに、消去された人がいます。もう一度、書き出しからお試しください。"
TOO_LONG = "Excelの表に入るのは1,048,575件までです。CSVで書き出してください。"

#: Signs with which a spreadsheet starts a formula (some programs fold full-width ones), and the mark.
MARKED = frozenset("=+-@\t\r\n＝＋－＠'")


def may_export(viewer: Viewer) -> bool:
    return viewer.may(Right.EXPORT)


def may_watch(viewer: Viewer, download: Download) -> bool:
    """See how far one's own file is, and stop it."""
    return may_export(viewer) and download.user_id == viewer.user_id


def may_fetch(viewer: Viewer, download: Download, at: datetime) -> bool:
    """Only who made it, while it lives, and only as long as they may export at all."""
    return may_watch(viewer, download) and download.expires_at is not None and at < download.expires_at


def life_of(download: Download) -> Life:
    """Where its making stands."""
    standing = _STANDING.get(DownloadState(download.state), Standing.ENDED)
    return Life(standing, download.asked_at, download.heard_at)


def is_live(download: Download, at: datetime) -> bool:
    """Waiting or being made, and not dead."""
    return download.state in LIVE and not life_of(download).is_dead(at)


def standing(download: Download, at: datetime) -> str:
    """Where a file stands, in words: a dead one has failed, whether or not the row says so yet."""
    if download.state == DownloadState.READY:
        return "受け取れます" if download.expires_at and at < download.expires_at else "終わりました"
    dead = life_of(download).is_dead(at)
    return (DownloadState.FAILED if dead else DownloadState(download.state)).label


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; the rest stays.

    Numbers stay numbers. `restored` undoes it, so that a file can come back as it left.
    """
    return "'" + value if isinstance(value, str) and value[:1] in MARKED else value


def restored(value: str) -> str:
    """What `neutral` was given."""
    return value[1:] if value.startswith("'") else value
