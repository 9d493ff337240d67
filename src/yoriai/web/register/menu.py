"""The register's entries in the menu."""

from yoriai.web.accounts.rules import Viewer
from yoriai.web.ui.navigation import Entry, register

from . import rules
from .desk import JOBS, jobs_for


def _looks_from_outside(viewer: Viewer) -> bool:
    """Those who read the register itself reach the public pages from there."""
    return not rules.may_read(viewer)


def load() -> None:
    """Register the entries of this part."""
    register(
        Entry("register_find", "台帳でさがす", "search", rules.may_read, order=19),
        Entry(
            "register_desk",
            "台帳の仕事",
            "edit",
            lambda viewer: bool(jobs_for(viewer)),
            order=22,
            also=(*(job.url_name for job in JOBS), "register_merges"),
        ),
        Entry("register_groups", "利用団体", "people", rules.may_add, order=21),
        Entry(
            "register_public",
            "地域の団体",
            "organisation",
            _looks_from_outside,
            order=60,
        ),
    )
