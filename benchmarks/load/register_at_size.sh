#!/bin/sh
# Every page and the main work of the register in Chromium at 60,000 organisations and 100,000 people, on
# SQLite and then on PostgreSQL. SHOTS=FOLDER keeps a picture of each page.
set -u
sh ops/need.sh || exit 1
failed=0
env -u DATABASE_URL .venv/bin/python benchmarks/load/register_at_size.py "$@" || failed=1
sh ops/with_postgres.sh .venv/bin/python benchmarks/load/register_at_size.py "$@" || failed=1
exit $failed
