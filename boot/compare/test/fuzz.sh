#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the fuzzers in parallel at low priority. FOLDER gets new inputs and inputs that
# break a fuzzer.
#
# usage: fuzz.sh FOLDER SECONDS
set -eu

folder=$1 seconds=$2
corpus=boot/compare/test/corpus

# fuzz NAME: succeeds if no input broke it
fuzz() {
	found=$folder/found-$1
	log=$folder/fuzz-$1.log
	mkdir -p "$found"
	# A record is some kilobytes; an input that takes seconds is a finding.
	nice -n 19 "$folder/fuzz-$1" -max_total_time="$seconds" -max_len=24576 -timeout=10 \
		-rss_limit_mb=1024 -dict="boot/compare/test/$1.dict" \
		-artifact_prefix="$folder/broken-$1-" -print_final_stats=1 \
		"$found" "$corpus/$1" >"$log" 2>&1 &
	fuzzer=$!
	trap 'kill "$fuzzer" 2>/dev/null; exit 130' TERM
	wait "$fuzzer" || {
		grep -E 'ERROR|runtime error|SUMMARY' "$log" | head -n 1 >&2
		echo "fuzz: $1: an input broke it, see $log" >&2
		return 1
	}
	echo "fuzz: $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs in" \
		"$seconds s, coverage $(sed -n 's/.*cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)," \
		"no failures"
}

fuzzers=''
for name in record samples symbols results qmp; do
	fuzz $name &
	fuzzers="$fuzzers $!"
done
# The fuzzers end with this script.
# shellcheck disable=SC2086 # one word a process
trap 'kill $fuzzers 2>/dev/null' EXIT
trap 'exit 130' HUP INT TERM
status=0
for fuzzer in $fuzzers; do
	wait "$fuzzer" || status=1
done
trap - EXIT
exit $status
