"""What is written to somebody whose large file is made, or could not be."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from yoriai.web.notices import actions as notices

from .models import Download, DownloadState
from .registry import EXPORTS

_READY = """{label}（{rows:,}件）のファイルができました。

サインインして、「書き出し」のページから受け取ってください。
受け取れるのは、{until:%Y-%m-%d %H:%M}までです。
"""
_FAILED = """{label}のファイルは、できませんでした。

{problem}
"""


def tell(row: Download, at: datetime) -> None:
    """Part of a deed: put a mail about a file's end into the outbox. What it is for is not repeated in it."""
    if not row.user.is_active:
        return
    export = EXPORTS.get(row.export)
    words = {"label": export.label if export else row.export, "rows": row.rows, "problem": row.problem}
    if row.state == DownloadState.READY:
        assert row.expires_at is not None  # kept by the database
        subject, text = "書き出したファイルができました", _READY
        words["until"] = timezone.localtime(row.expires_at)
    else:
        subject, text = "ファイルを書き出せませんでした", _FAILED
    notices.later(to=row.user.email, subject=f"【寄合】{subject}", body=text.format(**words), at=at)
