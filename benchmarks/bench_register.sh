#!/bin/sh
# The register at 60,000 organisations and 100,000 people on both databases, made anew unless a folder that
# holds such a register is given. Parts of the register add benchmarks/bench_register_*.py of their own.
set -eu
folder=${1:-$(mktemp -d)}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:.
sh ops/with_postgres.sh .venv/bin/python -m benchmarks.bench_register "$folder"
if [ $# = 0 ]; then rm -rf "$folder"; fi
