#!/bin/sh
# Large files on both databases, on a register made anew unless a folder that holds such a register is given;
# with a second folder, an older checkout of the repository is measured in turn.
set -eu
folder=${1:-$(mktemp -d)}
[ $# = 0 ] || shift
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:.
sh ops/with_postgres.sh .venv/bin/python -m benchmarks.bench_exports "$folder" "$@"
