"""Sample rows for the addresses about people's own data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import cast, factories
from yoriai.web.register.actions import erasing


def _person() -> dict[str, Any]:
    return {"pk": factories.person().pk}


def _erased() -> dict[str, Any]:
    person = factories.person()
    erasing.erase(cast.viewer("director"), person, wished_by="本人", at=cast.NOW)
    return {"pk": person.pk}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "register_reason": _person,
    "register_sights": _person,
    "register_copy": _person,
    "register_erase": _person,
    "register_erased": _erased,
}
