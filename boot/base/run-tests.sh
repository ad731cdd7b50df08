#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run TAP tests with prove, and print a last line with the counts. One test more at a time than
# CPUs, as some wait: for a desktop, a network or a timer.
#
# usage: run-tests.sh TEST...
set -u
. boot/base/environment.sh

# Each test chooses its machine itself.
unset HOST BOOT MACHINE PACE CPUS CAUSES BENCH ITERATIONS KVM_OPTIONS
log=build/log/tests.tap
mkdir -p build/log

status=0
{
	prove --norc --verbose --merge --timer --jobs $(($(nproc) + 1)) --exec env "$@"
	echo $? >build/log/tests.status
} | tee "$log"
status=$(cat build/log/tests.status)

# prove ends each file with its own "ok" and milliseconds: do not count these.
passed=$(grep -E '^ok [0-9]+ -' "$log" | grep -cvi '# skip')
skipped=$(grep -E '^ok [0-9]+ -' "$log" | grep -ci '# skip')
failed=$(grep -c '^not ok ' "$log")
# A test that ends before its plan prints no "not ok" line.
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped" | tee build/log/tests.counts
[ "$failed" -eq 0 ]
