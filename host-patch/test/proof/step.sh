#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run one step of the proof, and write its result. A step that fails without a failed result
# counts as one.
#
# usage: step.sh STEP	(PROOF_STATE, see result.sh)
set -eu
. boot/base/lib.sh
. host-patch/test/proof/result.sh

# count LOG: its results, of TAP and of make series
count() {
	awk '/^ok [0-9]+ -/ { if (/# SKIP/) skipped++; else passed++ }
		/^not ok [0-9]+ -/ { failed++ }
		/^series: .*: [0-9]+ of [0-9]+ passed$/ { passed += $3; failed += $5 - $3 }
		END { printf "passed=%d\nfailed=%d\nskipped=%d\n", passed, failed, skipped }' "$1"
}

# figures LOG: in one cell of a table
figures() {
	sed -nE -f host-patch/test/proof/figures.sed "$1" | awk '!seen[$0]++ { printf "%s%s", space, $0; space = "; " }' |
		sed 's/|/\\|/g'
}

log=$dir/$1.log
command=$(sed -n "s/^$1  *//p" $steps)
echo "proof: $1: $command (log: $log)"
began=$(date +%s) status=0
rm -f "$dir/$1.result"
# A signal ends all that the command has started: its process group is its own.
timeout 0 sh -c "$command" >"$log" 2>&1 </dev/null &
supervised=$!
wait $supervised || status=$?
supervised=
{
	echo "state=$PROOF_STATE"
	results=$(count "$log")
	[ $status -eq 0 ] || results=$(echo "$results" | sed 's/^failed=0$/failed=1/')
	echo "$results"
	echo "figures=$(figures "$log")"
	echo "date=$(date -u +%F)"
	echo "seconds=$(($(date +%s) - began))"
} >"$dir/$1.part"
mv "$dir/$1.part" "$dir/$1.result"
echo "proof: $1: $(result "$1" passed) passed, $(result "$1" failed) failed, in $(result "$1" seconds) s"
