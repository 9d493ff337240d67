# `yoriai.engines.opinions` beside red-dwarf, which gets an environment of its own.
set -eu
env=.benchenv-red-dwarf
if [ ! -f "$env/.ready" ]; then
  .venv/bin/python -m venv "$env"
  "$env/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/peer-red-dwarf.txt
  touch "$env/.ready"
fi
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.bench_opinions "$@"
