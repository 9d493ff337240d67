"""The figures of the register."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.measures.registry import Column, Measure, Period, register

from . import queries
from .models import Organisation


def _known_by(viewer: Viewer, period: Period) -> QuerySet[Organisation]:
    """Compared as a moment, not day by day: no column need be computed for each row."""
    next_day = datetime.combine(period.until + timedelta(days=1), time.min)
    return queries.organisations_for_figures(viewer).filter(created_at__lt=timezone.make_aware(next_day))


def load() -> None:
    """Register the measures of this part."""
    register(
        [
            Measure(
                key="register.organisations",
                label="台帳に載っている団体",
                unit="団体",
                meaning="期間の最後の日までに台帳に載せた団体の数",
                rows=_known_by,
                columns=(
                    Column("団体名", lambda row: row.name),
                    Column("セクター", lambda row: row.get_sector_display()),
                    Column("市町村", lambda row: row.municipality or ""),
                    Column("登録した日", lambda row: timezone.localdate(row.created_at)),
                ),
            )
        ]
    )
