#!/bin/sh
# Renew the locked requirements: hashes, no download addresses. Needs uv (any recent version).
set -eu
cd "$(dirname "$0")"
for name in run dev; do
  uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command requirements/lock.sh "$@" -o $name.txt $name.in
done
