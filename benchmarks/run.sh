#!/bin/sh
# Every benchmark, one after the other; fails when one of them does.
failed=0
for script in benchmarks/bench_*.sh; do sh "$script" || failed=1; done
exit $failed
