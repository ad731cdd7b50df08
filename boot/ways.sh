#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make a table of the exits before the probe's first instruction for each boot path in the
# exact SVM lab, from the runs that make keeps.
#
# usage: ways.sh OUT
#   OUT  gets table.md
set -eu
. boot/base/lib.sh

out=$1
mkdir -p "$out"
at_exit() {
	rm -f "$out/table.part"
}

set --
while read -r machine boot protocol _; do
	case $machine:$protocol in
	'#:'* | *:-) continue ;;
	esac
	record=build/runs/svm-$machine-$boot/record.txt
	[ -s "$record" ] || die "MACHINE=$machine BOOT=$boot left no record: run 'make runs'"
	set -- "$@" "$machine $boot=$record"
done <boot/ways
build/probe-os/exit-record table before "$@" >"$out/table.part"
mv "$out/table.part" "$out/table.md"
cat "$out/table.md"
