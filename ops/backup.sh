#!/bin/sh
# A copy of the SQLite database while the system runs, whole and checked, and the list of erased people beside it.
# Copies older than DAYS are deleted. Usage: ops/backup.sh FOLDER [DAYS, 35 when not given]
set -eu
folder=${1:?"ops/backup.sh FOLDER [DAYS]"}
days=${2:-35}
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
if [ -f "$data/erased.txt" ]; then cp "$data/erased.txt" "$folder/erased.txt"; fi
find "$folder" -maxdepth 1 -name 'yoriai-*.sqlite3' -mtime "+$days" -delete
