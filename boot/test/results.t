#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The figures in RESULTS.md and README.md are those of the runs.
set -u
. boot/base/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
cp README.md "$work/"
ok "the results are made" boot/results.sh "$work/RESULTS.md" "$work/README.md"
boot/test/golden.sh versions >"$work/versions"
changed=$(diff boot/test/golden/versions "$work/versions" | sed -n 's/^[<>] //p' | paste -sd ';')
for file in boot/RESULTS.md README.md; do
	if [ -n "$changed" ] && ! cmp -s $file "$work/${file##*/}"; then
		skip "$file has the figures of the runs" "packages have changed: $changed; update it with 'make golden results'"
	else
		ok "$file has the figures of the runs (if the change is intended: 'make results')" \
			diff $file "$work/${file##*/}"
	fi
done
sed '/long_mode/s/ 3 / 2 /' "$work/RESULTS.md" >"$work/edited.md"
fails "an edited figure is detected" "long_mode" diff "$work/edited.md" "$work/RESULTS.md"
tap_done
