# Our engine on ordinances, and the peer Lawtext from npm in a folder of its own.
set -eu
peer=.benchenv-lawtext
if [ ! -d "$peer/node_modules/lawtext" ] && command -v npm >/dev/null; then
  mkdir -p "$peer"
  cp benchmarks/peer-lawtext/package.json benchmarks/peer-lawtext/package-lock.json "$peer/"
  # its optional drawing library wants to be compiled; parsing and printing do not need it
  (cd "$peer" && npm ci --ignore-scripts --no-audit --no-fund --silent) || rm -rf "$peer/node_modules"
fi
OMP_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python benchmarks/bench_ordinances.py "$@"
