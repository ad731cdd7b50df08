#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run TAP tests with prove, and close with a line of plain counts.
#
# usage: run-tests.sh TEST...
set -u
. boot/base/environment.sh

# Which machine a test boots is its own choice.
unset HOST BOOT MACHINE PACE CPUS BENCH ITERATIONS KVM_OPTIONS
log=build/log/tests.tap
mkdir -p build/log

status=0
{
	prove --norc --verbose --merge --timer --jobs "$(nproc)" --exec env "$@"
	echo $? >build/log/tests.status
} | tee "$log"
status=$(cat build/log/tests.status)

# (prove closes each file with an "ok" of its own, and milliseconds.)
passed=$(grep -E '^ok [0-9]+ -' "$log" | grep -cvi '# skip')
skipped=$(grep -E '^ok [0-9]+ -' "$log" | grep -ci '# skip')
failed=$(grep -c '^not ok ' "$log")
# A test that died before its plan fails without a line that says so.
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped" | tee build/log/tests.counts
[ "$failed" -eq 0 ]
