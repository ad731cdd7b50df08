# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs tests of KVM in the lab, with the distribution's modules and with the patched ones, and
# compares: each must have the same result. A test with different results is run again on both
# sides, and counts as different if they have no result in common. The script that sources it
# defines
#   lay_tests  puts into $job what the tests of $job/list need besides $kind/in-l1, see job
#   explain SIDE TEST  prints what is compared by eye if the two sides differ
#
# L0=svm|vmx, PACE=exact|fast, SERIES=
# TEST_SECONDS=N  of L1's time for each
# LIMIT=N         seconds for an L1 (default 1200)

. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

# So many tests share an L1: one that hangs costs at most its time limit.
BATCH=12

# open_sides KIND SECONDS: sets l0, pace, the series, and $dir, which is empty then. KIND is
# the folder beside this one; SECONDS the default of TEST_SECONDS.
open_sides() {
	kind=$1 l0=${L0:-svm} pace=${PACE:-exact} seconds=${TEST_SECONDS:-$2}
	read_series "${SERIES:-$DEFAULT_SERIES}"
	dir=$build/$kind/$l0-$series
	rm -rf "$dir"
	mkdir -p "$dir"
}

# run_batch SIDE: run some tests of $dir/SIDE.left in one L1, and remove those with a result
# from the list. If L1 hangs or resets, the running test gets the result "lost".
run_batch() {
	lay_job "$dir/$1" host-patch/test/sides/job "host-patch/test/$kind/in-l1" <<-JOB
		TEST_SECONDS=$seconds
	JOB
	head -n $BATCH "$dir/$1.left" >"$job/list"
	lay_tests
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

# run_side SIDE TEST...: in one L1 after the other
run_side() {
	side=$1
	shift
	printf '%s\n' "$@" >"$dir/$side.left"
	while [ -s "$dir/$side.left" ]; do
		echo "$kind: $series on $l0, $side: $(wc -l <"$dir/$side.left") to run" >&2
		run_batch "$side"
	done
}

# run_sides TEST...: with stock and with patched modules at the same time, as an L1 keeps one
# CPU busy. If one side fails, the other still ends first.
run_sides() {
	run_side stock "$@" &
	stock_side=$!
	run_side patched "$@" &
	patched_side=$!
	sides=0
	wait $stock_side || sides=$?
	wait $patched_side || sides=$?
	return $sides
}

# result SIDE TEST: all its results in words, one per line
result() {
	awk -v want="$2" '$1 == "result" && $2 == want {
		word = $3
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

# join_results SIDE TEST: its results, in one line
join_results() {
	result "$1" "$2" | paste -s -d '|' | sed 's/|/ or /g'
}

# last_log SIDE TEST: what show_log() printed in its last run, see job
last_log() {
	awk -v want="$2" '$1 == "start" { inside = ($2 == want); if (inside) text = "" }
		inside && /^\t/ { text = text substr($0, 2) "\n" }
		END { printf "%s", text }' "$dir/$1.logs"
}

# show_test TEST: its row of the table, and its result in TAP
show_test() {
	stock=$(join_results stock "$1") patched=$(join_results patched "$1")
	echo "| $1 | $stock | $patched |" >>"$dir/table.md"
	if echo "$different" | grep -qxF "$1"; then
		is "$1" "$patched" "$stock"
		explain stock "$1" >"$dir/stock.known"
		explain patched "$1" | diff "$dir/stock.known" - | sed 's/^/# /' || true
	elif [ "$stock" = "$patched" ]; then
		tap_line ok "$1: $stock"
	else
		tap_line ok "$1: differs between runs: $stock; patched $patched"
	fi
}

# compare_sides TEST...: run them all; sets $different
compare_sides() {
	host-patch/modules.sh "$series" >&2
	boot/lab/modules.sh "$out/root" "$dir/stock.cpio"
	boot/lab/modules.sh "$out/root" "$dir/patched.cpio" "$out"/*.ko
	run_sides "$@"
	for round in first second; do
		different=$(list_different "$@")
		[ -n "$different" ] || break
		echo "$kind: $round repetition: $(echo "$different" | paste -s -d ' ')" >&2
		# shellcheck disable=SC2086 # one word a test
		run_sides $different
	done
	different=$(list_different "$@")
	printf '%s\n' "| $kind of $VERSION, on $l0 | unpatched | patched |" "|---|---|---|" >"$dir/table.md"
	for name in "$@"; do
		show_test "$name"
	done
}

# count_results TEST...: the columns tests, passed, skipped, failed and neither, of the patched
# side
count_results() {
	for name in "$@"; do
		result patched "$name" | head -n 1
	done | awk '{ sub(/:$/, "", $1); n[$1 == "pass" || $1 == "skip" || $1 == "fail" ? $1 : "neither"]++ }
		END { printf "%d | %d | %d | %d | %d", NR, n["pass"], n["skip"], n["fail"], n["neither"] }'
}

# write_row COLUMNS TEST...: of the numbers, into the script's table in README.md; COLUMNS come
# before them
write_row() {
	start="| $(echo "$l0" | tr '[:lower:]' '[:upper:]') | $series |" columns=$1
	shift
	echo "$start $columns | $(count_results "$@") | $(echo "${different:-none}" | paste -s -d ' ') |" |
		boot/base/row.sh "${0##*/}" host-patch/README.md "$start"
}
