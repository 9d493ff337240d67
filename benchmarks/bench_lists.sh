# Importing a list of 3,000 people: read, compare, take, undo.
set -eu
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src .venv/bin/python benchmarks/bench_lists.py
