#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build and test every series: build its modules again, load them in their own kernel in the
# lab, run the suite, unload them. The results go into the table of host-patch/README.md,
# between the lines that name this script.
#
# usage: series.sh [SERIES...]	(default: all; the others keep their row)
# A kernel between the series is tested in the same way: 7.2@sid, see read_series() in lib.sh.
set -eu
. host-patch/lib.sh

# shellcheck disable=SC2046 # one word a series
[ $# -gt 0 ] || set -- $(cd host-patch/series && printf '%s\n' * | sort -V)
failed=

make -s conformance build/lab/userland.cpio
for series in "$@"; do
	read_series "$series"
	rm -rf "$out/tree" "$out/made-from"
	host-patch/modules.sh "$series" >&2
	seconds=$(sed -n 's/^build_seconds=//p' "$out/report")
	tap=$build/conformance/$series.tap
	echo "series: $series: running the suite" >&2
	SERIES=$series host-patch/test/conformance.t >"$tap" || failed="$failed $series"
	passed=$(grep -c '^ok ' "$tap") total=$(sed -n 's/^1\.\.//p' "$tap")
	exits=$(sed -n 's/^# exits compared: //p' "$tap")
	trip=$(sed -n 's/^# a CPUID round trip takes \([0-9]*\) .* unpatched \([0-9]*\)$/\2 \1/p' "$tap")
	echo "series: $series: $passed of $total passed" >&2
	row="| $series | $VERSION ($SUITE) | $(compiler_of "$out/root/boot/config") | $seconds | $(thousands "$exits") |"
	row="$row $passed of $total | $(thousands "${trip% *}") | $(thousands "${trip#* }") |"
	echo "$row"
	echo "$row" | boot/base/row.sh series.sh host-patch/README.md "| $series |"
done
[ -z "$failed" ] || die "the suite fails in$failed: see build/host-patch/conformance/"
