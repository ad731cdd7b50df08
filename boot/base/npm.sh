#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the npm packages of a lock file, without running anything of theirs. If npm reaches
# no registry, say what is not tested, and succeed without them.
#
# usage: npm.sh FOLDER WHAT
#   FOLDER  has package.json and package-lock.json, and gets node_modules
#   WHAT    what is tested with them, for the message
# The log is build/log/npm-NAME.log, with the name of FOLDER.
set -eu

folder=$1 what=$2
log=build/log/npm-${folder##*/}.log
mkdir -p build/log
if npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund >"$log" 2>&1; then
	touch "$folder/node_modules"
	exit
fi
rm -rf "$folder/node_modules"
echo "npm: failed, so that $what is not tested: $(grep -m 1 'reason:' "$log" || tail -n 1 "$log")" >&2
