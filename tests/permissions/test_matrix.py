"""Every URL name x method x person of the cast, against table.toml and the tables of the subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import cast
from tests.permissions import tables
from tests.permissions.samples import kwargs_for

TABLE = tables.read()
#: POST comes last: it may change the row that the others look at.
METHODS = ("GET", "PUT", "DELETE", "POST")
#: Addresses of django-allauth: its own tests cover them; ours are in areas/accounts.
LIBRARY = ("account_", "mfa_", "usersessions_")


def names(patterns: list[Any]) -> Iterator[str]:
    """Every URL name of the site."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name


OWN = sorted({name for name in names(get_resolver().url_patterns) if not name.startswith(LIBRARY)})


def allowed(name: str, method: str) -> list[str]:
    people = TABLE["urls"][name].get(method, [])
    return TABLE["groups"][people] if isinstance(people, str) else people


def test_every_address_is_in_the_table() -> None:
    assert set(OWN) == set(TABLE["urls"])


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN)
def test_right_people_get_through(name: str) -> None:
    browsers = {person: cast.client(person) for person in cast.NAMES}
    for person, browser in browsers.items():
        cache.clear()  # limits of one person are not another's
        browser.raise_request_exception = False
        with transaction.atomic():  # each person meets the same rows
            _meets(name, person, browser)
            transaction.set_rollback(True)


def _meets(name: str, person: str, browser: Client) -> None:
    entry = TABLE["urls"].get(name, {})
    url = reverse(name, kwargs=kwargs_for(name))
    for method in METHODS:
        body = _body(entry.get("data", {}) if method == "POST" else {})
        status = browser.generic(method, url, **body).status_code
        if method in entry and person in allowed(name, method):
            assert status in entry.get("status", (200, 302, 400)), f"{method} {url} as {person}: {status}"
        elif method in entry:
            assert status == 404, f"{method} {url} as {person}: {status}"
        else:
            assert status in (404, 405), f"{method} {url} as {person}: {status}"


def _body(data: dict[str, str]) -> dict[str, str]:
    from urllib.parse import urlencode

    return {"data": urlencode(data), "content_type": "application/x-www-form-urlencoded"}
