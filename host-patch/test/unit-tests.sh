#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the x86 tests of kvm-unit-tests in the lab on both sides, see sides/compare.sh. The
# verdicts of a test's parts must be the same as well.
#
# usage: unit-tests.sh TREE [TEST...]	(default: all but those that why_not() names)
#   TREE  yours of kvm-unit-tests
# L0=svm|vmx, PACE=exact|fast, SERIES=
# TEST_SECONDS=N  of L1's time for each (default 20); their own time limits are for real CPUs
# Writes a table, build/host-patch/unit-tests/L0-SERIES/table.md. If all tests ran, their
# numbers go into the table of host-patch/README.md, in the row of that series and L0.
set -eu
. host-patch/test/sides/compare.sh

built=$(host-patch/test/unit-tests/build.sh "${1:-}")
shift
open_sides unit-tests 20
awk -f host-patch/test/unit-tests/list.awk "$built/x86/unittests.cfg" >"$dir/list.tsv"

# field TEST NUMBER: of its row in the list
field() {
	awk -F '\t' -v name="$1" -v number="$2" '$1 == name { print $number }' "$dir/list.tsv"
}

# why_not TEST: prints why it is not run by default.
why_not() {
	if [ ! -e "$built/x86/$(field "$1" 2).flat" ]; then
		echo "the build has no $(field "$1" 2).flat"
	elif field "$1" 4 | grep -qw nodefault; then
		echo "kvm-unit-tests' own script does not run it by default"
	elif [ "$l0" = vmx ] && [ "$(field "$1" 3)" -gt 1 ]; then
		echo "a guest with several vCPUs hangs in Bochs"
	else
		awk -v name="$1" -v file="$(field "$1" 2).flat" -v l0="$l0" '
			($1 == name || $1 == file) && ($2 == l0 || $2 == "any") { $1 = $2 = ""; sub(/^ */, ""); print; exit }' \
			host-patch/test/unit-tests/not-run
	fi
}

whole=
[ $# -gt 0 ] || {
	whole=yes
	while read -r name _; do
		reason=$(why_not "$name")
		if [ -n "$reason" ]; then
			echo "$name: $reason" >>"$dir/not-run"
		else
			set -- "$@" "$name"
		fi
	done <"$dir/list.tsv"
}
for name in "$@"; do
	[ -n "$(field "$name" 1)" ] || die "no such test: $name: use one of $(cut -f 1 "$dir/list.tsv" | paste -s -d ' ')"
done

lay_tests() {
	cp "$dir/list.tsv" host-patch/test/unit-tests/verdicts.awk "$job/"
	mkdir "$job/tests"
	while read -r name; do
		ln -f "$built/x86/$(field "$name" 2).flat" "$job/tests/"
	done <"$job/list"
}

# explain SIDE TEST: its verdicts; the log of a test that was lost is cut off
explain() {
	last_log "$1" "$2" | base64 -d | gunzip 2>/dev/null | awk -f host-patch/test/unit-tests/verdicts.awk
}

compare_sides "$@"
verdicts=$(for name in "$@"; do
	explain patched "$name"
done | grep -vc '^SUMMARY: ')
echo "# kvm-unit-tests $(cat "$built/sources"): $# tests with $verdicts verdicts, on $l0"
if [ -n "$whole" ]; then
	while read -r row; do
		skip "${row%%: *}" "${row#*: }"
	done <"$dir/not-run"
	write_row "$VERSION | $(cat "$built/sources") | $(wc -l <"$dir/not-run")" "$@"
fi
tap_done
