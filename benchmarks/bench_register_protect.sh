#!/bin/sh
# Who saw whom at 1,000,000 events, on SQLite and on a PostgreSQL server made for it.
set -eu
export OMP_NUM_THREADS=1 PYTHONPATH=src:.
.venv/bin/python benchmarks/bench_register_protect.py "$@"
exec sh ops/with_postgres.sh .venv/bin/python benchmarks/bench_register_protect.py "$@"
