"""Sample rows for the addresses of entries and of what belongs to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import cast, factories
from yoriai.web.register.models import Consent, Offering, Organisation, Person, Reach, Tie


def _person() -> dict[str, Any]:
    return {"pk": factories.person().pk}


def _organisation() -> dict[str, Any]:
    return {"pk": factories.organisation().pk}


def _reach() -> dict[str, Any]:
    return {"pk": Reach.objects.create(person=factories.person(), kind="phone", value="1", key="1").pk}


def _consent() -> dict[str, Any]:
    who: Person = factories.person()
    row = Consent.objects.create(person=who, given_by=who, purpose="newsletter", given_on=date(2026, 4, 1))
    return {"pk": row.pk}


def _tie() -> dict[str, Any]:
    first, second = factories.organisation(), factories.organisation()
    return {"pk": Tie.objects.create(first=first, second=second, kind="supports", since=date(2026, 4, 1)).pk}


def _offering() -> dict[str, Any]:
    row = Offering(organisation=factories.organisation(), kind="needs", text="人手", since=date(2026, 4, 1))
    row.save()
    return {"pk": row.pk}


def _shown() -> dict[str, Any]:
    row: Organisation = factories.organisation(
        profile="川をきれいに", profile_consent_on=cast.TODAY.replace(2025)
    )
    return {"pk": row.pk}


SAMPLES = {
    "register_public_organisation": _shown,
    "register_renew_group": _organisation,
    "register_add_role_here": _organisation,
    "register_add_role": _person,
    "register_add_reach": _person,
    "register_add_consent": _person,
    "register_add_tie": _organisation,
    "register_add_offering": _organisation,
    "register_withdraw_consent": _consent,
    **{f"register_{deed}_reach": _reach for deed in ("change", "drop")},
    **{f"register_{deed}_consent": _consent for deed in ("change", "drop")},
    **{f"register_{deed}_tie": _tie for deed in ("change", "drop")},
    **{f"register_{deed}_offering": _offering for deed in ("change", "drop")},
    **{f"register_{deed}_role": lambda: {"pk": factories.affiliation().pk} for deed in ("change", "drop")},
}
