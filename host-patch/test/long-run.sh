#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a long test, and put its numbers into the table of host-patch/README.md, in the row
# of the same run: the test names it in a line "# run: NAME; VERSION of the kernel". A test
# that fails leaves the table as it is.
#
# usage: long-run.sh COMMAND...
set -eu
. host-patch/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# found EXPRESSION: the number in the lines of the results that match, such as the hostile guest's
# with and without causes: their sum
found() {
	number=$(sed -nE "s/.*$1.*/\1/p" "$work/tap" | awk '{ sum += $1 } END { if (NR) printf "%d", sum }')
	[ -z "$number" ] || number=$(thousands "$number")
	echo "${number:-–}"
}

# print_row: what the suite, the hostile guest, the VMs and the changes of the mode say
print_row() {
	echo "| $name | $(sed -n 's/^# run: .*; //p' "$work/tap") | $(found '^# exits compared: ([0-9]+)') |" \
		"$(found '^# hostile: .* ([0-9]+) CPUIDs') | $(found '^# hostile: .* ([0-9]+) of patched leaves') |" \
		"$(found '^ok .* ([0-9]+) VMs were made') | $(found '^ok .* ([0-9]+) changes of the mode') |" \
		"$(found '^# changes: .* ([0-9]+) pairs of reads') | $(found '^# ([0-9]+) allocations of a vCPU failed') |" \
		"$(found '^# after .*: (-?[0-9]+) KiB more in L1') | $(found '^1\.\.([0-9]+)$') |"
}

{ "$@" && touch "$work/passed"; } | tee "$work/tap"
[ -e "$work/passed" ] || exit 1
name=$(sed -n 's/^# run: \(.*\); .*/\1/p' "$work/tap")
print_row | boot/base/row.sh long-run.sh host-patch/README.md "| $name |"
