"""Sample rows for the addresses of duplicates and merging."""

from __future__ import annotations

from typing import Any

from tests import cast, factories
from yoriai.web.register.actions import merging
from yoriai.web.register.models import TwinPair, TwinSearch


def _kind() -> dict[str, Any]:
    return {"kind": "person"}


def _search() -> dict[str, Any]:
    user = cast.make_user("director")
    row, _new = TwinSearch.objects.get_or_create(
        kind="person", state="queued", defaults={"requested_by": user, "requested_at": cast.NOW}
    )
    return {"pk": row.pk}


def _two() -> tuple[int, int]:
    return factories.person().pk, factories.person().pk


def _pair() -> dict[str, Any]:
    first, second = _two()
    row = TwinPair.objects.create(
        kind="person", first_id=first, second_id=second, points=20, level="sure", reasons=[]
    )
    return {"pk": row.pk}


def _different() -> dict[str, Any]:
    first, second = _two()
    return {"kind": "person", "first": first, "second": second}


def _merge() -> dict[str, Any]:
    kept, gone = _two()
    return {"kind": "person", "kept": kept, "gone": gone}


def _merged() -> dict[str, Any]:
    kept, gone = _two()
    return {"pk": merging.merge(cast.viewer("director"), "person", kept=kept, gone=gone, at=cast.NOW).pk}


SAMPLES = {
    "register_twins": _kind,
    "register_twins_search": _kind,
    "register_similar": _kind,
    "register_twins_progress": _search,
    "register_twins_stop": _search,
    "register_twins_put_off": _pair,
    "register_twins_different": _different,
    "register_merge": _merge,
    "register_merge_made": _merged,
    "register_undo_merge": _merged,
}
