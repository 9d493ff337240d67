"""red-dwarf on votes saved by bench_opinions; runs in red-dwarf's own environment.

usage: python -m benchmarks.peer_red_dwarf VOTES.npz PLANE.npz
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from reddwarf.implementations.polis import run_pipeline

from benchmarks.measure import measured


def main(votes_file: str, plane_file: str) -> None:
    saved = np.load(votes_file)
    rows = zip(saved["person"].tolist(), saved["statement"].tolist(), saved["value"].tolist(), strict=True)
    votes = [{"participant_id": p, "statement_id": s, "vote": v, "modified": 0} for p, s, v in rows]
    kept: list[Any] = []

    def work() -> dict[str, Any]:
        kept.append(run_pipeline(votes=votes, random_state=1))
        return {"groups": len(set(kept[0].clusterer.labels_.tolist()))}

    measured(work)
    found = kept[0]
    people = found.participants_df
    np.savez(
        plane_file,
        components=found.reducer.components_,
        places=people[["x", "y"]].to_numpy(float),
        label=people["cluster_id"].fillna(-1).to_numpy(int),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
