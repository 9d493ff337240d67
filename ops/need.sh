#!/bin/sh
# Installs what the tests need beyond Python packages: Chromium, a Japanese font, a PostgreSQL server.
# Only what is missing, from Debian's packages; says plainly when it cannot.
set -eu
packages=""
command -v chromium >/dev/null 2>&1 || packages="$packages chromium"
fc-list :lang=ja 2>/dev/null | grep -q . || packages="$packages fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages="$packages postgresql"
[ -z "$packages" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
  echo "Please install first:$packages (this script can do it as root where apt-get exists)" >&2
  exit 1
fi
echo "installing$packages"
apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
