"""CPU time of lists and mailings on a large register: one JSON line a page. The folder must be a copy.

Usage: YORIAI_DATA=<copy of a large data folder> python benchmarks/bench_register_mailings.py
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yoriai.web.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from yoriai.web.accounts.models import User  # noqa: E402
from yoriai.web.accounts.queries import viewer_of  # noqa: E402
from yoriai.web.register.actions import lists  # noqa: E402
from yoriai.web.register.models import Municipality, Organisation, Person  # noqa: E402


def cost(what: str, call: Callable[[], Any]) -> None:
    """Run it twice and print the second time."""
    call()
    start = time.process_time()
    answer = call()
    cpu = 1000 * (time.process_time() - start)
    assert answer.status_code == 200, what
    print(json.dumps({"tool": "yoriai", "instance": what, "cpu_ms": round(cpu)}, ensure_ascii=False))


def queries(towns: list[str]) -> list[tuple[str, dict[str, Any]]]:
    """Lists as staff make them, from everybody to a few."""
    return [
        ("person", {}),
        ("person", {"towns": towns, "age_from": 18, "age_to": 64}),
        ("person", {"role_kinds": ["representative", "accountant"], "role_fields": [3, 7]}),
        ("person", {"consent": "newsletter", "has_email": True, "may_ask": True}),
        ("person", {"words": "たか", "languages": "英語"}),
        ("organisation", {}),
        ("organisation", {"towns": towns, "activities": [3]}),
        ("organisation", {"offers": "会", "fiscal_month": 3}),
    ]


def main() -> None:
    settings.ALLOWED_HOSTS.append("testserver")
    user = User.objects.get(email="director@example.jp")
    actor = viewer_of(user, timezone.localdate())
    browser = Client()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    counts = f"{Person.objects.count()} people, {Organisation.objects.count()} organisations"
    print(f"# {counts}, load {os.getloadavg()[0]:.1f}")
    towns = list(Municipality.objects.values_list("code", flat=True)[:3])
    for kind, query in queries(towns):
        at = timezone.now()
        row = lists.save_list(actor, name="測る", kind=kind, query=query, at=at)
        for page in ("1", "last"):
            cost(
                f"list {kind} {sorted(query)} page {page}",
                lambda row=row, page=page: browser.get(f"/register/lists/{row.pk}/", {"page": page}),
            )
        typed = {"kind": "letter", "purpose": "newsletter", "subject": "測る", "body": "{宛名}"}
        typed["deed"] = str(uuid.uuid4())
        cost(
            f"preview {kind} {sorted(query)}",
            lambda row=row, typed=typed: browser.post(f"/register/lists/{row.pk}/send/", typed),
        )
        lists.drop_list(actor, row, at=at)


if __name__ == "__main__":
    main()
