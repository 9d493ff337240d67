"""Sample rows for the addresses of lists and mailings."""

from __future__ import annotations

from typing import Any

from tests import factories
from tests.areas.register import mailings_world as world
from yoriai.web.register.queries import mailings as queries


def _list() -> dict[str, Any]:
    return {"pk": world.people_list().pk}


def _sending() -> dict[str, Any]:
    world.reader()
    return {"pk": world.send(world.people_list(), kind="label12").pk}


def _token() -> dict[str, Any]:
    world.reader()
    line = world.send(world.people_list(), kind="email").lines.get(leads=True, piece=1)
    return {"token": queries.stop_token(line, "newsletter")}


SAMPLES = {
    "register_list": _list,
    "register_change_list": _list,
    "register_drop_list": _list,
    "register_send": _list,
    "register_sending": _sending,
    "register_sending_paper": _sending,
    "register_person_sendings": lambda: {"pk": factories.person().pk},
    "register_organisation_sendings": lambda: {"pk": factories.organisation().pk},
    "register_organisation_refusal": lambda: {"pk": factories.organisation().pk},
    "register_stop": _token,
}
