#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The probe under a real libvirtd and the patched KVM, with a full Debian with systemd as L1.
# libvirt-lab/run runs there and prints TAP.
set -eu
. boot/base/lib.sh
. host-patch/test/host/job.sh

work=$(mktemp -d build/test.XXXXXX)
at_exit() {
	rm -rf "$work"
}
job=$work/job
make_job "$job"
mkdir "$job/build/boot" "$job/build/probe-os"
cp -R boot/guest "$job/boot/"
cp boot/test/libvirt-lab/run "$job/run"
cp build/boot/exit-probe.iso "$job/build/boot/"
cp build/probe-os/exit-record "$job/build/probe-os/"
sed -n '/^ *virt-install/,/[^\\]$/p' host-patch/HOSTS.md >"$job/virt-install"
final_sample build/probe-os/exit-probe.elf >"$job/final_sample"

export LAB_MEMORY=2048
run_job build/linux/libvirt "$job" "$work/out"
