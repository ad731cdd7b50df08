#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# How many exits each way in takes before the probe's first instruction, in the exact SVM
# lab: a table out of the runs that make keeps.
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

# row: of one record, as a table has it; the four columns at the end are a partition.
row() {
	sed -n 's/^exit-probe: reason .* name=\([^ ]*\) before=\([0-9]*\) .*/\1 \2/p' "build/runs/svm-$1-$2/record.txt" |
		awk -v way="| $1 | \`$2\` | $3 |" '
			{ all += $2; by[$1] += $2 }
			END {
				rest = all - by["ioio"] - by["npf"] - by["cpuid"]
				print way, all, "|", by["ioio"] + 0, "|", by["npf"] + 0, "|",
					by["cpuid"] + 0, "|", rest, "|"
			}'
}

{
	echo "| machine | \`BOOT=\` | protocol | exits before the entry | port I/O | nested page faults | CPUID | others |"
	echo '|---|---|---|--:|--:|--:|--:|--:|'
} >"$out/table.part"
while read -r machine boot protocol _; do
	case $machine:$protocol in
	'#:'* | *:-) continue ;;
	esac
	[ -s "build/runs/svm-$machine-$boot/record.txt" ] ||
		die "MACHINE=$machine BOOT=$boot left no record: make runs"
	row "$machine" "$boot" "$protocol" >>"$out/table.part"
done <boot/ways
mv "$out/table.part" "$out/table.md"
cat "$out/table.md"
