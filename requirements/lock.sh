#!/bin/sh
# Renew the locked requirements: hashes, no download addresses. Needs uv (any recent version).
# NAME.overrides.in, where there is one, leaves out parts that nothing of ours uses.
set -eu
cd "$(dirname "$0")"
for name in run dev; do
  without=""
  [ -f "$name.overrides.in" ] && without="--override $name.overrides.in"
  # shellcheck disable=SC2086 # no option at all when there is nothing to leave out
  uv pip compile --quiet --python-version 3.11 --universal --generate-hashes $without \
    --no-emit-index-url --no-emit-find-links --custom-compile-command requirements/lock.sh "$@" -o $name.txt $name.in
done
