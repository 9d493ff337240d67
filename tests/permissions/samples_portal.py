"""Sample rows for the addresses of imports."""

from __future__ import annotations

from typing import Any

from tests import cast
from yoriai.web.register.models import ImportRun


def _run(state: str = "preview") -> dict[str, Any]:
    row = ImportRun.objects.create(
        kind="portal",
        state=state,
        file_name="gyousei_000.zip",
        sha256="0" * 64,
        options={"months": 6, "prefecture": "岡山県"},
        started_at=cast.NOW,
        started_by=cast.make_user("director"),
    )
    return {"pk": row.pk}


def _kind() -> dict[str, Any]:
    return _run() | {"kind": "new"}


SAMPLES = {
    "register_portal_run": _run,
    "register_portal_lines": _kind,
    "register_portal_kind": _kind,
    "register_portal_confirm": _run,
    "register_portal_stop": _run,
    "register_portal_undo": lambda: _run("done"),
}
