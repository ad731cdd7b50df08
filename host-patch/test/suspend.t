#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A host goes to sleep and wakes while a guest reads: no counter runs backwards. At the fast
# pace, since at the exact pace no time passes while L1 sleeps.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

read_series "${SERIES:-$DEFAULT_SERIES}"
dir=$build/suspend/$series

printf '%s\n' SEED=1 SLEEPS=3 ASK_SECONDS=30 |
	lay_job "$dir" host-patch/test/suspend/job $build/conformance/conformance
host-patch/modules.sh "$series" >&2
boot/lab/modules.sh "$out/root" "$dir/modules.cpio" "$out"/*.ko
# The HPET does not survive the sleep, and another clock would make L1 distrust its TSC.
LAB_APPEND="hpet=disable tsc=reliable" LAB_LIMIT=400 boot/lab/lab.sh svm fast \
	"$out/root/boot/vmlinuz" "$dir/modules.cpio" "$dir/job" "$dir" || true
handed_over "$dir" >"$dir/results"
tap_relay "$dir/results"
is "the job ran to its end" "$(tr -d '\r' <"$dir/report")" "job_status=0"
tap_done
