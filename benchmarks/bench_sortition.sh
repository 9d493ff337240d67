#!/bin/sh
# `yoriai draw` beside sortition-algorithms, which gets an environment of its own.
set -eu
env=.benchenv-sortition-algorithms
if [ ! -f "$env/.ready" ]; then
  .venv/bin/python -m venv --clear "$env"
  "$env/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes \
    -r requirements/peer-sortition-algorithms.txt
  touch "$env/.ready"
fi
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.bench_sortition "$@"
