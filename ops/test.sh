#!/bin/sh
# What `make test` runs: the whole suite on SQLite with coverage, its database tests on PostgreSQL,
# and the journeys in Chromium. Installs what is missing first; closes with one line of counts.
set -u
sh ops/need.sh || exit 1
python=.venv/bin/python
report=$(mktemp -d)
export YORIAI_DATA="$report/data" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
failed=0
mkdir -p "$YORIAI_DATA"
$python manage.py compile_texts || failed=1

echo "== engines, command line, areas, rules of the repository (SQLite)"
rm -f .coverage .coverage.*
$python -m pytest -q -n 2 --dist worksteal tests --ignore=tests/journeys \
  --cov --cov-report= --junit-xml="$report/sqlite.xml" --basetemp="$report/tmp-sqlite" "$@" || failed=1
$python ops/coverage_gate.py || failed=1

echo "== database tests (PostgreSQL)"
sh ops/with_postgres.sh $python -m pytest -q -n 2 --dist worksteal tests/areas tests/permissions tests/faults tests/abuse \
  --junit-xml="$report/postgres.xml" --basetemp="$report/tmp-postgres" || failed=1

echo "== journeys (Chromium; two, each with a site of its own, since each waits more than it works)"
$python -m pytest -q -n 2 --dist worksteal tests/journeys --junit-xml="$report/journeys.xml" --basetemp="$report/tmp-journeys" || failed=1

$python ops/closing_line.py "$report"/*.xml || failed=1
rm -rf "$report"
exit $failed
