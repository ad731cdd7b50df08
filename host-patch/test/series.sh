#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build and test every series: build its modules again, load them in their own kernel in the
# lab, run the suite, unload them. The results go into the table of host-patch/README.md,
# between the lines that name this script.
#
# usage: series.sh [SERIES...]	(default: all; the others keep their row)
# A kernel between the series is tested in the same way: 7.2@sid, see read_series() in lib.sh.
# Its row is only printed, as the archive soon has a newer one.
set -eu
. host-patch/lib.sh

readme=host-patch/README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
all=$(cd host-patch/series && printf '%s\n' * | sort -V)
# shellcheck disable=SC2086 # one word a series
[ $# -gt 0 ] || set -- $all
failed='' listed=''

# print_table: the rows of all series
print_table() {
	echo "| series | Debian's package (suite) | compiler | seconds to build | exits compared | results passed | CPUID unpatched | patched |"
	echo "|---|---|---|---|---|---|---|---|"
	for series in $all; do
		cat "$build/conformance/$series.row" 2>/dev/null || echo "| $series | not run |"
	done
}

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
	echo "| $series | $VERSION ($SUITE) | $(compiler_of "$out/root/boot/config") | $seconds | $(thousands "$exits") |" \
		"$passed of $total | $(thousands "${trip% *}") | $(thousands "${trip#* }") |" >"$build/conformance/$series.row"
	case $series in
	*@*) cat "$build/conformance/$series.row" ;;
	*) listed=yes ;;
	esac
done

if [ -n "$listed" ]; then
	print_table >"$work/table"
	boot/base/between.sh series.sh "$readme" <"$work/table"
	cat "$work/table"
fi
[ -z "$failed" ] || die "the suite fails in$failed: see build/host-patch/conformance/"
