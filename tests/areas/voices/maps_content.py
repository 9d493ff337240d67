"""The content of a snapshot, made by hand."""

from __future__ import annotations

from typing import Any

from yoriai.web.voices.models import Snapshot


def figures(**changes: Any) -> dict[str, Any]:
    """The content of a snapshot with two groups."""
    return {
        "verdict": "stable groups",
        "n_participants": 200,
        "n_votes": 800,
        "n_statements": 2,
        "groups": [
            {"id": "A", "size": 120, "share": 0.6, "stability": 1.0},
            {"id": "B", "size": 70, "share": 0.35, "stability": 1.0},
        ],
        "shared": [],
        "distinct": {"A": [{"statement": 1, "side": "agree"}], "B": [{"statement": 1, "side": "disagree"}]},
        "slate": [{"statement": 1, "side": "agree"}, {"statement": 2, "side": "disagree"}],
        "guarantees": {"ejr_plus": {}, "distinctive": {}},
    } | changes


def snapshot(rows: list[list[Any]] | None = None, composition: Any = None, **changes: Any) -> Snapshot:
    statements = [
        {
            "statement": 1,
            "text": {"ja": "一つめ", "easy": "{一|ひと}つめ", "en": ""},
            "votes": {"": [60, 0, 40], "A": [50, 0, 10], "B": [10, 0, 30]},
            "figures": {},
        },
        {"statement": 2, "text": {"ja": "二つめ", "en": "Second"}, "votes": {"": [2, 1, 3]}, "figures": {}},
    ]
    people = {"columns": [], "rows": rows or [[0, 1.0, 2.0, "A", 0.9, 0.1, 0.2]]}
    return Snapshot(
        number=1,
        summary=figures(**changes),
        people=people,
        statements=statements,
        composition=composition or {},
    )
