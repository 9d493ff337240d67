#!/bin/sh
# A copy of the SQLite database while the system runs, whole and checked. Usage: ops/backup.sh FOLDER
set -eu
folder=${1:?"ops/backup.sh FOLDER"}
data=${YORIAI_DATA:-var}
mkdir -p "$folder"
target="$folder/yoriai-$(date +%Y%m%d-%H%M%S).sqlite3"
.venv/bin/python - "$data/yoriai.sqlite3" "$target" <<'PY'
import sqlite3, sys
source, target = sys.argv[1:]
with sqlite3.connect(source) as database:
    database.execute("VACUUM INTO ?", (target,))
with sqlite3.connect(target) as copy:
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
print(target)
PY
