#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Test the package of the programs in new minimal roots of Debian: check it with lintian,
# install, use and purge it. Prints TAP; the other output in a root is in
# build/log/newcomer-tools-ROOT.log.
#
# usage: tools.sh ROOT...
#   ROOT  debian12 or debian13. A package must run on the release it was built on and later ones.
set -eu
. boot/test/newcomer/roots.sh

[ -e build/tools/exit-probe-tools.deb ] || die "no build/tools/exit-probe-tools.deb: run 'make tools' on amd64"
open_roots "$@"

for name; do
	fresh_root "$name"
	log=build/log/newcomer-tools-$name.log
	ended=0
	in_root boot/test/newcomer/tools-in-root.sh >"$work/output" 2>"$log" || ended=$?
	sed -n 's/^\(not \)\{0,1\}ok [0-9]* /\1ok /p; /^#/p' "$work/output" >"$work/results"
	tap_relay "$work/results" "$name: "
	is "$name: all tests ran (log: $log)" "$ended $(grep -c '^1\.\.' "$work/output")" "0 1"
done
tap_done
