#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The tracer with bad input, beside other VMs and others' tracing, in L1; with VMs that change
# and a nested guest; with a kernel that is locked down; and in boot/run.sh, with HOST=kvm on a
# host that is not patched.
#
# L0=svm (the default) or vmx: of the nested guest
set -u
. boot/base/tap.sh
. boot/lab/job.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
series=${SERIES:-${DEFAULT_SERIES:-6.1}}

# run_job NAME SCRIPT [APPEND] [MODULES] [L0 PACE]: results in $work/NAME/
run_job() {
	lay_job "$work/$1" "boot/test/tracer-lab/$2" boot/test/tracer-lab/lib.sh build/tracer/exit-tracer \
		build/host-patch/conformance/conformance "$work/tree.tar" </dev/null
	cp build/probe-os/exit-probe.elf "$work/$1/job/image"
	cp build/boot/test/foreign.elf "$work/$1/job/"
	LAB_APPEND=${3:-} boot/lab/lab.sh "${5:-svm}" "${6:-fast}" "build/host-patch/$series/root/boot/vmlinuz" \
		"build/lab/${4:-modules-stock}-$series.cpio" "$work/$1/job" "$work/$1"
}

# relay NAME: the results of its job
relay() {
	grep -E '^(not )?ok' "$work/$1/report" >"$work/report"
	tap_relay "$work/report" ""
}

tar -cf "$work/tree.tar" boot/run.sh boot/ways boot/knob.sh boot/knobs boot/base boot/guest/*.sh boot/lab \
	build/probe-os/exit-record build/probe-os/exit-probe.elf build/tracer/exit-tracer

ok "the job runs in L1" run_job job run
relay job
is "it ran to its end" "$(grep -c "^ok - -n without debugfs: no instance" "$work/report")" 1

ok "the job with VMs that change runs in L1" run_job machines machines
relay machines
is "it ran to its end, with VMs that change" "$(grep -c "^ok - no instance is left" "$work/report")" 1

ok "the job with a nested guest runs in a patched L1" run_job nested nested "" modules "${L0:-svm}" exact
relay nested
for source in patched traced; do
	sed -n "s/^$source //p" "$work/nested/report" | sort >"$work/nested.$source"
done
ok "a nested guest: $(wc -l <"$work/nested.patched") reasons have the same exits patched and traced" \
	diff "$work/nested.patched" "$work/nested.traced"
ok "a nested guest: there are some" test -s "$work/nested.patched"

ok "the job runs in an L1 that is locked down" run_job locked run lockdown=confidentiality
relay locked
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
