#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the kernel's own selftests of KVM in the lab, with the distribution's modules and with
# the patched ones: each must have the same result. A test with different results is run
# again on both sides, and counts as different if they have no result in common.
#
# usage: selftests.sh [TEST...]	(default: all of the series, without those that take an
#			emulator minutes, see selftests/arguments)
# L0=svm|vmx, PACE=exact|fast, SERIES=
# TEST_SECONDS=N  of L1's time for each (default 6)
# Writes a table, build/host-patch/selftests/L0-SERIES/table.md. If all tests ran, their
# numbers go into the table of host-patch/README.md, in the row of that series and L0.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

l0=${L0:-svm} pace=${PACE:-exact}
read_series "${SERIES:-$DEFAULT_SERIES}"
dir=$build/selftests/$l0-$series
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

# So many tests share an L1: one that hangs costs at most its time limit.
BATCH=12

# run_batch SIDE: run some tests of $dir/SIDE.left in one L1, and remove those with a result
# from the list. If L1 hangs or resets, the running test gets the result "lost".
run_batch() {
	lay_job "$dir/$1" host-patch/test/selftests/job host-patch/test/selftests/arguments <<-END
		TEST_SECONDS=${TEST_SECONDS:-6}
	END
	mkdir "$job/tests"
	head -n $BATCH "$dir/$1.left" >"$job/list"
	while read -r name; do
		ln "$tests/$name" "$job/tests/"
	done <"$job/list"
	LAB_MEMORY=2048 LAB_LIMIT=${LIMIT:-1200} boot/lab/lab.sh "$l0" "$pace" "$out/root/boot/vmlinuz" \
		"$dir/$1.cpio" "$job" "$dir/$1" >"$dir/$1.said" 2>&1 || true
	handed_over "$dir/$1" >"$dir/$1.log"
	cat "$dir/$1.log" >>"$dir/$1.logs"
	awk '$1 == "start" { name = $2 }
		$1 == "result" { name = ""; print }
		END { if (name != "") print "result", name, "lost", "-" }' "$dir/$1.log" >"$dir/$1.new"
	[ -s "$dir/$1.new" ] || die "no test was started in L1: $(tail -n 1 "$dir/$1.said")"
	cat "$dir/$1.new" >>"$dir/$1.results"
	cut -d' ' -f2 "$dir/$1.new" | grep -vxF -f - "$dir/$1.left" >"$dir/$1.rest" || true
	mv "$dir/$1.rest" "$dir/$1.left"
}

# run_side SIDE TEST...: SIDE is stock or patched
run_side() {
	side=$1
	shift
	printf '%s\n' "$@" >"$dir/$side.left"
	while [ -s "$dir/$side.left" ]; do
		echo "selftests: $series on $l0, $side: $(wc -l <"$dir/$side.left") to run" >&2
		run_batch "$side"
	done
}

# result SIDE TEST: all its results in words, one per line
result() {
	awk -v want="$2" '$1 == "result" && $2 == want {
		word = $3 == 0 ? "pass" : $3 == 4 ? "skip" : $3 ~ /^[0-9]/ ? "fail" : $3
		text = $4 == "-" ? "" : " with " $4
		$1 = $2 = $3 = $4 = ""
		sub(/^ */, "")
		print word text ($0 == "" ? "" : ": " $0)
	}' "$dir/$1.results" | LC_ALL=C sort -u
}

# list_different TEST...: those for which both sides have no result in common
list_different() {
	for name in "$@"; do
		result stock "$name" >"$dir/one"
		result patched "$name" | grep -qxF -f "$dir/one" || echo "$name"
	done
}

rm -rf "$dir"
mkdir -p "$dir"
host-patch/modules.sh "$series" >&2
boot/lab/modules.sh "$out/root" "$dir/stock.cpio"
boot/lab/modules.sh "$out/root" "$dir/patched.cpio" "$out"/*.ko
for side in stock patched; do
	run_side $side "$@"
done
for round in first second; do
	names_again=$(list_different "$@" | tr '\n' ' ')
	[ -n "$names_again" ] || break
	echo "selftests: $round repetition: $names_again" >&2
	for side in stock patched; do
		# shellcheck disable=SC2086 # one word a test
		run_side $side $names_again
	done
done

# join_results SIDE TEST: its results, in one line
join_results() {
	result "$1" "$2" | paste -s -d '|' | sed 's/|/ or /g'
}

# count: the columns tests, passed, skipped, failed and neither, of the patched side
count() {
	for one in $names; do
		result patched "$one" | head -n 1
	done | awk '{ sub(/:$/, "", $1); n[$1 == "pass" || $1 == "skip" || $1 == "fail" ? $1 : "neither"]++ }
		END { printf "%d | %d | %d | %d | %d", NR, n["pass"], n["skip"], n["fail"], n["neither"] }'
}

names=$*
{
	echo "| selftest of $VERSION, on $l0 | unpatched | patched |"
	echo "|---|---|---|"
} >"$dir/table.md"
different=$(list_different "$@")
for name in "$@"; do
	stock=$(join_results stock "$name") patched=$(join_results patched "$name")
	echo "| $name | $stock | $patched |" >>"$dir/table.md"
	if echo "$different" | grep -qxF "$name"; then
		is "$name" "$patched" "$stock"
	elif [ "$stock" = "$patched" ]; then
		tap_line ok "$name: $stock"
	else
		tap_line ok "$name: differs between runs: $stock; patched $patched"
	fi
done
if [ -n "$whole" ]; then
	start="| $(echo "$l0" | tr '[:lower:]' '[:upper:]') | $series |"
	echo "$start $VERSION | $(count) | $(echo "${different:-none}" | paste -s -d ' ') |" |
		boot/base/row.sh selftests.sh host-patch/README.md "$start"
fi
tap_done
