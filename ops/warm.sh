#!/bin/sh
# Part of `make install`: seats eight people once, so that the inner loop is compiled before somebody waits for it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'id,age\na,x\nb,x\nc,y\nd,y\ne,x\nf,x\ng,y\nh,y\n' > "$folder/people.csv"
printf 'id_column = "id"\ntable_size = 4\nrounds = 2\nkeep_apart = [["a", "b"]]\n[attributes]\nage = "diversify"\n' > "$folder/settings.toml"
.venv/bin/yoriai seat "$folder/people.csv" "$folder/settings.toml" --out "$folder/plan.csv" --seconds 1 >/dev/null
