"""The table of addresses and people: table.toml, and one table_*.toml for each larger subject."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read() -> dict[str, Any]:
    """All tables as one. An address that stands in two of them is an error."""
    folder = Path(__file__).parent
    whole = tomllib.loads((folder / "table.toml").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("table_*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8"))["urls"].items():
            assert whole["urls"].setdefault(name, entry) is entry, f"{name} stands in two tables"
    return whole
