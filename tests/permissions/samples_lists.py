"""Sample rows for the addresses of the import of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.areas.register import lists_world as world


def _run() -> dict[str, Any]:
    return {"pk": world.read(world.book([world.HEADER, world.SUMIE])).pk}


def _compared() -> dict[str, Any]:
    return {"pk": world.compared(world.book([world.HEADER, world.SUMIE])).pk}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "register_list_run": _compared,
    "register_list_columns": _run,
    "register_list_decide": _compared,
    "register_list_apply": _compared,
    "register_list_undo": _compared,
    "register_list_stop": _run,
}
