"""The checker, which shares no code with the solver, finds nothing wrong with any honest lottery."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.sortition import oracle
from tests.engines.sortition.pools import tiny_pools
from yoriai.cli.draw import publishing
from yoriai.engines.sortition import ALGORITHMS, Pool, make_lottery
from yoriai.engines.sortition.check import verify


@settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(tiny_pools(), st.sampled_from(ALGORITHMS))
def test_every_lottery_is_verified(pool: Pool, algorithm: str) -> None:
    if not oracle.all_panels(pool):
        return
    lottery = make_lottery(pool, algorithm)
    files = publishing.lottery_files(lottery)
    files["commitment.json"] = publishing.commitment(files, lottery, "seed", 2)
    assert [finding for finding in verify(files) if not finding.holds] == []
