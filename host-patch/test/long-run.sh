#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a long test, and put its numbers into the table of host-patch/README.md, in the row
# of the same run: the test names it in a line "# run: NAME; VERSION of the kernel". A test
# that fails leaves the table as it is.
#
# usage: long-run.sh COMMAND...
set -eu
. host-patch/lib.sh

readme=host-patch/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# found EXPRESSION: the number in the last line of the results that matches
found() {
	number=$(sed -nE "s/.*$1.*/\1/p" "$work/tap" | tail -n 1)
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
{
	echo "| run | Debian's package | exits compared | CPUIDs of the hostile guest | of the patch's leaves | VMs | changes of the mode | pairs of reads of one generation | failed allocations | KiB more in the kernel | results, all passed |"
	echo "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
	{
		sed -n '/^<!-- made by long-run.sh/,/^<!-- end/s/^| [^r].*/&/p' $readme | grep -vF "| $name |" || :
		print_row
	} | sort
} >"$work/table"
boot/base/between.sh long-run.sh $readme <"$work/table"
