"""Every verb of the house leaves exactly one audit event, or stands here with the reason why not."""

from __future__ import annotations

import pytest

from tests.areas.audit.deeds import Module, modules

#: Public functions of actions modules (or whole modules) that do not write exactly one event: how many
#: at most, and why.
OTHERWISE = {
    "audit/actions.py::record": (0, "is the record itself"),
    "accounts/actions.py::forget": (0, "part of an erasure, which is recorded"),
    "exports/actions.py::clear_files": (0, "the end of an erasure, which is recorded"),
    "exports/actions.py::clear_expired": (0, "deletes files that nobody can fetch any more; changes no row"),
    "exports/actions.py::files": (0, "only says which files lie there"),
    "exports/actions.py::path_of": (0, "only says where a file lies"),
    "notices/actions.py::forget": (0, "part of an erasure, which is recorded"),
    "register/actions/erasing.py::preview": (0, "is taken back before it is done"),
    "register/actions/blanking.py": (0, "parts of an erasure, which is recorded"),
    "register/actions/clearing.py": (0, "the end of an erasure, which is recorded"),
    "register/actions/forgetting.py": (0, "parts of an erasure, which is recorded"),
    "voices/actions/privacy.py": (0, "part of an erasure, which is recorded"),
    "notices/actions.py::later": (0, "part of another deed; the outbox row is its trace"),
    "notices/actions.py::send": (0, "done by the worker; the outbox row keeps when and how often"),
    "register/actions/entries.py::index_organisations": (0, "renews search entries, which can be made anew"),
    "register/actions/entries.py::index_people": (0, "renews search entries, which can be made anew"),
    "register/actions/entries.py::add_reaches": (0, "part of a deed, which is recorded by the deed"),
    "register/actions/entries.py::keep_entry": (0, "part of a deed, which is recorded by the deed"),
    "register/actions/entries.py::note": (0, "part of a deed, which is recorded by the deed"),
    "register/actions/parts.py::held": (0, "part of a deed, which is recorded by the deed"),
    "register/actions/parts.py::trace": (0, "part of a deed, which is recorded by the deed"),
    "register/actions/mailings.py::put_mails": (0, "done by the worker; each line keeps when it was mailed"),
    "register/actions/mailings.py::put_portion": (0, "part of the sending, which is recorded by its deed"),
    "register/actions/journal.py": (0, "part of merging and undoing, which are recorded"),
    "register/actions/merging.py::forget": (0, "part of erasing somebody, which is recorded"),
    "register/actions/bulk.py": (0, "writes plain rows; the deed that makes them is recorded"),
    "register/actions/portal_parts.py": (0, "parts of deeds, which are recorded by the deed"),
    "register/actions/portal_applying.py::update": (0, "part of taking or undoing an import"),
    "register/actions/portal_applying.py::keep_history": (0, "part of taking or undoing an import"),
    "register/actions/lists_belongings.py": (0, "parts of deeds, which are recorded by the deed"),
    "register/actions/lists_parts.py": (0, "parts of deeds, which are recorded by the deed"),
    "register/actions/lists_working.py::work_on": (0, "calls the deed, which is recorded"),
    "register/actions/lists_working.py::work_on_list": (0, "calls the deed, which is recorded"),
    "register/actions/sights.py": (0, "a Sight is itself the record: append-only, who saw whose data"),
    "voices/actions/desk_parts.py": (0, "parts of deeds, which are recorded by the deed"),
    "voices/actions/maps_engine.py": (0, "computes; the deed that keeps the result is recorded"),
    "voices/actions/throttle.py": (0, "counts requests, which is no deed"),
    "voices/actions/desk_polis.py::is_long": (0, "only looks at the files"),
    "voices/actions/desk_polis.py::hand_over": (2, "short files are read at once: handed over, and loaded"),
}
PUBLIC = [
    pytest.param(module, name, id=f"{module.name}::{name}")
    for module in modules()
    for name in module.functions
    if not name.startswith("_")
]


@pytest.mark.parametrize(("module", "name"), PUBLIC)
def test_one_event_for_each_action(module: Module, name: str) -> None:
    label = f"{module.name}::{name}"
    expected, _reason = OTHERWISE.get(label) or OTHERWISE.get(module.name) or (1, "")
    assert module.events(name) == expected


def test_every_exception_belongs_to_an_action() -> None:
    known = {module.name for module in modules()} | {str(case.id) for case in PUBLIC}
    assert set(OTHERWISE) <= known


def test_events_are_written_by_actions_only() -> None:
    from yoriai.web.ui.texts import WEB

    others = set(WEB.rglob("*.py")) - {module.file for module in modules()}
    assert [file for file in others if "audit.record(" in file.read_text(encoding="utf-8")] == []
