"""What can be taken out of the register."""

from __future__ import annotations

from collections.abc import Iterable

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import Column, Export, register

from . import queries, rules
from .models import Organisation


def _organisations(viewer: Viewer, _subject: str) -> Iterable[Organisation] | None:
    return queries.organisations_visible_to(viewer) if rules.may_read(viewer) else None


def load() -> None:
    """Register the exports of this part."""
    register(
        [
            Export(
                key="register.organisations",
                label="団体の一覧",
                rows=_organisations,
                columns=(
                    Column("id", "番号", lambda row: row.pk),
                    Column("name", "団体名", lambda row: row.name),
                    Column("kana", "よみ", lambda row: row.kana),
                    Column("sector", "セクター", lambda row: row.get_sector_display()),
                    Column("municipality", "市町村", lambda row: row.municipality),
                ),
            )
        ]
    )
