"""Fails when engines, rules or actions have a line or branch that no test reaches."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

#: What must be covered to the last branch (DESIGN.md, shape of the code).
WHOLE = re.compile(r"src/yoriai/(engines/|web/[^/]+/(rules|actions)(\.py|/))")


def main() -> int:
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--quiet"], check=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        subprocess.run([*coverage, "json", "--quiet", "-o", str(file)], check=True)
        report = json.loads(file.read_text(encoding="utf-8"))
    gaps = []
    for name, data in sorted(report["files"].items()):
        branches = [f"{a}->{b}" for a, b in data.get("missing_branches", [])]
        if WHOLE.search(name) and (data["missing_lines"] or branches):
            gaps.append(f"{name}: lines {data['missing_lines']} branches {branches}")
    print(f"coverage: {report['totals']['percent_covered']:.1f} % of all branches and lines")
    for gap in gaps:
        print(f"not covered: {gap}")
    return int(bool(gaps))


if __name__ == "__main__":
    sys.exit(main())
