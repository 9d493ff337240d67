"""Files and runs of the portal's import, for tests."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

from seed import portal as seed
from seed.portal_words import HEADER

from tests import cast
from yoriai.web.audit.models import Event
from yoriai.web.register.actions import portal, portal_applying, portal_reading, portal_undoing
from yoriai.web.register.models import ImportRun
from yoriai.web.register.rules.numbers import corporate_check_digit

DAY = date(2026, 9, 1)
NUMBER = seed.number_of(1)
GOOD = {
    "法人名称": "特定非営利活動法人里山の会",
    "法人名称カナ": "サトヤマノカイ",
    "所轄庁": "岡山県",
    "主たる事務所の所在地": "真庭市久世１",
    "主たる事業所の郵便番号": "７１９３２０１",
    "従たる事務所の所在地": "岡山県新見市\n岡山県高梁市",
    "代表者氏名": "髙﨑　澄江",
    "法人設立認証年月日": "2004/03/31",
    "法人番号": NUMBER,
    "事業年度終了日": "03/31",
    "その他の事業": "×",
    "活動分野５": "○",
    "活動分野１３": "○",
}


def csv_of(*rows: dict[str, str], header: tuple[str, ...] = HEADER) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return out.getvalue().encode("cp932")


def bring(content: bytes, *, who: str = "director", at: datetime = cast.NOW, **options: Any) -> ImportRun:
    """A file that a worker has compared."""
    run = portal.bring(
        cast.viewer(who), name="gyousei.zip", content=content, options={"months": 6} | options, at=at,
        enqueue=False,
    )  # fmt: skip
    portal_reading.work_on(run.pk, clock=lambda: at)
    run.refresh_from_db()
    return run


def take(run: ImportRun, at: datetime = cast.NOW) -> ImportRun:
    """Confirmed, and taken by a worker."""
    actor = cast.viewer("director")
    portal.confirm(actor, run, at=at, enqueue=False)
    portal_applying.work_on(run.pk, actor.user_id or 0, clock=lambda: at)
    run.refresh_from_db()
    return run


def undo(run: ImportRun, at: datetime = cast.NOW) -> ImportRun:
    """Undone by a worker."""
    actor = cast.viewer("director")
    portal.undo(actor, run, at=at, enqueue=False)
    portal_undoing.work_on(run.pk, actor.user_id or 0, clock=lambda: at)
    run.refresh_from_db()
    return run


LATER = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)


def number_of(place: int) -> str:
    base = f"{place:012d}"
    return f"{corporate_check_digit(base)}{base}"


def first(*rows: dict[str, str], **options: Any) -> ImportRun:
    return take(bring(csv_of(*(rows or (GOOD,))), **options))


def second(*rows: dict[str, str], **options: Any) -> ImportRun:
    return bring(csv_of(*rows), at=LATER, **options)


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))
