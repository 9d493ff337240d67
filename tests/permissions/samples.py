"""One sample row for each address that names a row."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from tests import cast, factories

#: The larger subjects keep theirs in samples_*.py beside this file.
_SUBJECTS = sorted(path.stem for path in Path(__file__).parent.glob("samples_*.py"))

#: URL name -> a function that makes the row and gives the address its arguments.
SAMPLES = {
    "accounts_user": lambda: {"pk": cast.make_user("citizen").pk},
    "accounts_end_assignment": lambda: {"pk": cast.make_user("citizen").assignments.get().pk},
    "exports_make": lambda: {"key": "register.organisations"},
    "exports_make_for": lambda: {"key": "register.organisations", "subject": "all"},
    "exports_ready": lambda: {"pk": factories.download("director").pk},
    "exports_fetch": lambda: {"pk": factories.download("director").pk},
    "exports_stop": lambda: {"pk": factories.download("director").pk},
    "measures_figure": lambda: {"key": "register.organisations"},
    "register_organisation": lambda: {"pk": factories.organisation().pk},
    "register_change_organisation": lambda: {"pk": factories.organisation().pk},
    "register_person": lambda: {"pk": factories.person().pk},
    "register_change_person": lambda: {"pk": factories.person().pk},
    **{
        name: lambda: {"slug": factories.conversation().slug}
        for name in (
            "voices_conversation",
            "voices_sheet",
            "voices_slips",
            "voices_start",
            "voices_enter",
            "voices_about_me",
            "voices_give",
            "voices_vote",
            "voices_undo",
            "voices_my_votes",
        )
    },
    "voices_receipt": lambda: {"code": factories.voice(factories.conversation()).receipt},
    "voices_withdraw": lambda: {"code": factories.voice(factories.conversation()).receipt},
    "register_end_affiliation": lambda: {"pk": factories.affiliation().pk},
}
for _subject in _SUBJECTS:
    SAMPLES.update(import_module(f"tests.permissions.{_subject}").SAMPLES)


def kwargs_for(name: str) -> dict[str, Any]:
    """The arguments of an address, with the row behind it made."""
    return SAMPLES.get(name, dict)()
