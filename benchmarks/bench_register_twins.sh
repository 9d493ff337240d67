#!/bin/sh
# Duplicates in the register, on SQLite and on a PostgreSQL of its own.
set -eu
OMP_NUM_THREADS=1 .venv/bin/python benchmarks/bench_register_twins.py "$@"
OMP_NUM_THREADS=1 sh ops/with_postgres.sh .venv/bin/python benchmarks/bench_register_twins.py "$@"
