"""Fails when engines, rules or actions have a line or branch that no test reaches.

`ops/coverage_open.toml` names what is still open, file by file, with its number of lines and branches:
more than that fails, so the number can only fall.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

#: What must be covered to the last branch (DESIGN.md, shape of the code).
WHOLE = re.compile(r"src/yoriai/(engines/|web/[^/]+/(rules|actions)(\.py|/))")
OPEN = Path(__file__).with_name("coverage_open.toml")


def report() -> dict[str, dict[str, list[object]]]:
    """What coverage knows of every file."""
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--quiet"], check=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        subprocess.run([*coverage, "json", "--quiet", "-o", str(file)], check=True)
        content = json.loads(file.read_text(encoding="utf-8"))
    print(f"coverage: {content['totals']['percent_covered']:.1f} % of all lines and branches")
    return dict(content["files"])


def gaps(files: dict[str, dict[str, list[object]]]) -> dict[str, tuple[int, str]]:
    """File -> number of lines and branches that no test reaches, and which."""
    found = {}
    for name, data in sorted(files.items()):
        lines, branches = data["missing_lines"], data.get("missing_branches", [])
        if WHOLE.search(name) and (lines or branches):
            found[name] = (len(lines) + len(branches), f"lines {lines} branches {branches}")
    return found


def main() -> int:
    allowed = tomllib.loads(OPEN.read_text(encoding="utf-8")) if OPEN.exists() else {}
    found = gaps(report())
    wrong = {name: gap for name, gap in found.items() if gap[0] > allowed.get(name, 0)}
    for name, (number, where) in wrong.items():
        print(f"not covered: {name}: {number} (open: {allowed.get(name, 0)}) {where}")
    print(f"still open: {sum(number for number, _where in found.values())} lines and branches")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
