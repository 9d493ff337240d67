#!/bin/sh
# The portal's file, 60,000 corporations, on SQLite and (where it is installed) on PostgreSQL.
set -eu
export PYTHONPATH=src:. OMP_NUM_THREADS=1
env -u DATABASE_URL .venv/bin/python benchmarks/bench_register_portal.py
if ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1; then
  sh ops/with_postgres.sh .venv/bin/python benchmarks/bench_register_portal.py
fi
