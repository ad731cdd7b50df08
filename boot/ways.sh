#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot the probe by every way in that there is, in the exact SVM lab, and tell how
# many exits each takes before the probe's first instruction.
#
# usage: ways.sh OUT
#   OUT  gets MACHINE-BOOT/record.txt of each, and table.md
set -eu
. boot/base/lib.sh

out=$1
mkdir -p "$out"
at_exit() {
	rm -f "$out/table.part"
}

# row: of one record, as a table has it; the four columns at the end are a partition.
row() {
	sed -n 's/^exit-probe: reason .* name=\([^ ]*\) before=\([0-9]*\) .*/\1 \2/p' "$out/$1-$2/record.txt" |
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
	MACHINE=$machine boot/run.sh svm "$boot" exact "$out/$machine-$boot" \
		</dev/null >"$out/$machine-$boot.log" 2>&1 ||
		die "MACHINE=$machine BOOT=$boot: $(tail -n 1 "$out/$machine-$boot.log")"
	echo "ways: booted $machine by $boot"
	row "$machine" "$boot" "$protocol" >>"$out/table.part"
done <boot/ways
mv "$out/table.part" "$out/table.md"
cat "$out/table.md"
