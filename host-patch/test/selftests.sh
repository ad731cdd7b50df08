#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the kernel's own selftests of KVM in the lab on both sides, see sides/compare.sh.
#
# usage: selftests.sh [TEST...]	(default: all of the series, without those that take an
#			emulator minutes, see selftests/arguments)
# L0=svm|vmx, PACE=exact|fast, SERIES=
# TEST_SECONDS=N  of L1's time for each (default 6)
# Writes a table, build/host-patch/selftests/L0-SERIES/table.md. If all tests ran, their
# numbers go into the table of host-patch/README.md, in the row of that series and L0.
set -eu
. host-patch/test/sides/compare.sh

open_sides selftests 6
tests=$(host-patch/test/selftests/build.sh "$series")
whole=
[ $# -gt 0 ] || {
	whole=yes
	for name in "$tests"/*; do
		name=${name##*/}
		grep -qx "$name long" host-patch/test/selftests/arguments || set -- "$@" "$name"
	done
}
for name in "$@"; do
	[ -x "$tests/$name" ] || die "no such selftest of $series: $name: use one of $(cd "$tests" && echo *)"
done

lay_tests() {
	cp host-patch/test/selftests/arguments "$job/"
	mkdir "$job/tests"
	while read -r name; do
		ln "$tests/$name" "$job/tests/"
	done <"$job/list"
}

# explain SIDE TEST: the end of its output
explain() {
	last_log "$1" "$2"
}

compare_sides "$@"
[ -z "$whole" ] || write_row "$VERSION" "$@"
tap_done
