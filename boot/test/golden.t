#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab's record is the same on every machine: the one in golden/, to the
# byte, as long as the packages are those that it was taken with.
set -u
. boot/base/tap.sh
. boot/test/record.sh

golden=boot/test/golden
run=svm-q35-kernel
is "the probe runs in the exact lab" "$(ended $run)" 0
boot/test/golden.sh versions >"$work/versions"
moved=$(diff "$golden/versions" "$work/versions" | sed -n 's/^[<>] //p' | paste -sd ';')
if cmp -s "$golden/svm.record" build/runs/$run/record.txt; then
	tap_line ok "its record is the golden one, to the byte"
elif [ -n "$moved" ]; then
	skip "its record is the golden one" "packages have moved: $moved; 'make golden' takes it anew"
else
	tap_line "not ok" "its record is the golden one (where it is meant to differ: 'make golden')"
	diff "$golden/svm.record" build/runs/$run/record.txt | head -n 8 | cut -c 1-200 | sed 's/^/# /'
fi
tap_done
