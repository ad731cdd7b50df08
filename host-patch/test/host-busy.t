#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Load the patched modules on a real Debian with systemd, while something uses KVM, and undo
# what fails half way. The Debian is L1 here: host/busy does it there and prints TAP.
set -eu
. boot/base/lib.sh

. host-patch/test/host/job.sh
work=build/host-patch/host-busy-test

job=$work/job
make_job "$job"
cp host-patch/test/host/busy "$job/run"
cp build/host-patch/hold-vm build/host-patch/hold-trace "$job/"
for name in hold_kvm patch_kvm; do
	host-patch/test/module.sh "${DEFAULT_SERIES:-6.1}" host-patch/test/host/$name.c "$job/$name.ko" >&2
done

run_job build/linux/minimal "$job" "$work/out"
