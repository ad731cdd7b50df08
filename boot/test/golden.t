#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The exact lab's record is the same on every machine: byte-identical to the one in golden/,
# if the packages have the same versions.
set -u
. boot/base/tap.sh
. boot/test/record.sh

golden=boot/test/golden
run=svm-q35-kernel
is "the probe runs in the exact lab" "$(ended $run)" 0
boot/test/golden.sh versions >"$work/versions"
changed=$(diff "$golden/versions" "$work/versions" | sed -n 's/^[<>] //p' | paste -sd ';')
if cmp -s "$golden/svm.record" build/runs/$run/record.txt; then
	tap_line ok "its record is byte-identical to the golden one"
elif [ -n "$changed" ]; then
	skip "its record is the golden one" "packages have changed: $changed; update it with 'make golden'"
else
	tap_line "not ok" "its record is the golden one (if the change is intended: 'make golden')"
	diff "$golden/svm.record" build/runs/$run/record.txt | head -n 8 | cut -c 1-200 | sed 's/^/# /'
fi
tap_done
