#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tracer with bad input, beside other VMs and others' tracing, in L1; with a kernel that
# is locked down; and in boot/run.sh, with HOST=kvm on a host that is not patched.
set -u
. boot/base/tap.sh
. boot/lab/job.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
series=${SERIES:-${DEFAULT_SERIES:-6.1}}

# run_job NAME SCRIPT [APPEND]: results in $work/NAME/
run_job() {
	lay_job "$work/$1" "boot/test/tracer-lab/$2" build/tracer/exit-tracer "$work/tree.tar" </dev/null
	cp build/probe-os/exit-probe.elf "$work/$1/job/image"
	LAB_APPEND=${3:-} boot/lab/lab.sh svm fast "build/host-patch/$series/root/boot/vmlinuz" \
		"build/lab/modules-stock-$series.cpio" "$work/$1/job" "$work/$1"
}

tar -cf "$work/tree.tar" boot/run.sh boot/ways boot/base boot/guest/*.sh boot/lab \
	build/probe-os/exit-record build/probe-os/exit-probe.elf build/tracer/exit-tracer

ok "the job runs in L1" run_job job run
grep -E '^(not )?ok' "$work/job/report" >"$work/report"
tap_relay "$work/report" ""
is "it ran to its end" "$(grep -c "^ok - -n without debugfs: no instance" "$work/report")" 1

ok "the job runs in an L1 that is locked down" run_job locked run lockdown=confidentiality
grep -E '^(not )?ok' "$work/locked/report" >"$work/report"
tap_relay "$work/report" ""
is "it ran to its end, locked down" "$(wc -l <"$work/report")" 5

ok "boot/run.sh runs in an L1 that is not patched" run_job host host-kvm
is "HOST=kvm: the verdict is pass" "$(reported "$work/host" status)" 0
handed_over "$work/host" >"$work/log"
ok "HOST=kvm: it says that it traces" grep -qx "run: this KVM is not patched: its trace has the exits" "$work/log"
ok "HOST=kvm: its record is left" sh -c "build/probe-os/exit-record '$work/log' >'$work/record'"
is "HOST=kvm: its phases have exits" \
	"$(build/probe-os/exit-record get phase calibration userspace_exits "$work/record")" $((32 * 29))
is "HOST=kvm: no instance is left" "$(reported "$work/host" instances)" "./*"
tap_done
