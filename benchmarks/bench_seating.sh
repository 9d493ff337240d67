#!/bin/sh
# Seating plans beside CP-SAT, which gets an environment of its own.
set -eu
PEER=.benchenv-ortools
if [ ! -x "$PEER/bin/python" ]; then
  .venv/bin/python -m venv "$PEER"
  "$PEER/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements/peer-ortools.txt ||
    rm -rf "$PEER"
fi
OMP_NUM_THREADS=1 PYTHONPATH=src exec .venv/bin/python benchmarks/bench_seating.py "$@"
