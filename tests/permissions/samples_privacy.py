"""Sample rows for the addresses about people's own data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import cast, factories
from tests.areas.register.erasing_world import another_lead, asked, erased
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.register.actions import erasing, incidents, requests
from yoriai.web.register.models import Correction, Incident


def _person() -> dict[str, Any]:
    return {"pk": factories.person().pk}


def _erased() -> dict[str, Any]:
    person = factories.person()
    erased(person)
    return {"pk": person.pk}


def _asked() -> dict[str, Any]:
    """Asked by somebody who is none of the cast, so that each of them may answer who may at all."""
    asker = viewer_of(another_lead(), cast.TODAY)
    request = erasing.ask_erasure(asker, factories.person(), wished_by="本人", at=cast.NOW)
    return {"pk": request.pk}


def _incident() -> dict[str, Any]:
    sheet = Incident(known_at=cast.NOW, overview="宛先を取り違えた")
    person = factories.person()
    return {"pk": incidents.write_incident(cast.viewer("lead"), sheet, people=[person.pk], at=cast.NOW).pk}


def _correction() -> dict[str, Any]:
    wish = Correction(asked_on=cast.TODAY, asked_by="本人", column="address", wish="番地が違う")
    return {"pk": requests.ask_correction(cast.viewer("staff"), wish, factories.person(), at=cast.NOW).pk}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "register_reason": _person,
    "register_sights": _person,
    "register_copy": _person,
    "register_erase": _person,
    "register_erased": _erased,
    "register_erasure_request": _asked,
    "register_decline_erasure": _asked,
    "register_take_back_erasure": lambda: {"pk": asked(factories.person(), by="lead").pk},
    "register_incident": _incident,
    "register_change_incident": _incident,
    "register_tell_people": _incident,
    "register_correct": _person,
    "register_correction": _correction,
    "register_keep": _person,
}
