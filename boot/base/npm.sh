#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the npm packages that a package-lock.json pins, for tests. Without a registry there
# are none, and the tests are skipped.
#
# usage: npm.sh FOLDER TO WHAT
#   FOLDER  has package.json and package-lock.json
#   TO      gets node_modules
#   WHAT    is not checked without them
set -eu

folder=$1 to=$2 what=$3
log=build/log/npm-${folder##*/}.log

mkdir -p "$to" build/log
cp "$folder/package.json" "$folder/package-lock.json" "$to/"
if npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund >"$log" 2>&1; then
	touch "$to/node_modules"
else
	rm -rf "$to/node_modules"
	echo "npm: it failed, so that $what is not checked: $(grep -m 1 'reason:' "$log" || tail -n 1 "$log")" >&2
fi
