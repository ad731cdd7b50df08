#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The package of the programs in fresh minimal roots of Debian: it is checked by lintian,
# installed, used and purged. TAP; all that was said in a root is in
# build/log/newcomer-tools-ROOT.log.
#
# usage: tools.sh ROOT...
#   ROOT  debian12 or debian13. A package has to run where it was built and in later releases.
set -eu
. boot/test/newcomer/roots.sh

[ $# -gt 0 ] || die "usage: tools.sh ROOT..."
for name; do
	suite_of "$name" >/dev/null
done
[ -e build/tools/exit-probe-tools.deb ] || die "there is no package: make tools builds it, on amd64"
. boot/base/tap.sh
open_roots

for name; do
	fresh_root "$name"
	log=build/log/newcomer-tools-$name.log
	ended=0
	in_root boot/test/newcomer/tools-in-root.sh >"$work/said" 2>"$log" || ended=$?
	sed -n 's/^\(not \)\{0,1\}ok [0-9]* /\1ok /p; /^#/p' "$work/said" >"$work/results"
	tap_relay "$work/results" "$name: "
	is "$name: all of it was tried (log: $log)" "$ended $(grep -c '^1\.\.' "$work/said")" "0 1"
done
tap_done
