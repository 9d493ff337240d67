"""The published list of verbs; areas add theirs when they are loaded."""

from __future__ import annotations

VERBS: dict[str, str] = {}


def register_verbs(verbs: dict[str, str]) -> None:
    """Add verbs with their Japanese wording; a verb has one meaning only (ValueError)."""
    for verb, wording in verbs.items():
        if VERBS.setdefault(verb, wording) != wording:
            raise ValueError(f"verb {verb} is already registered with another wording")
