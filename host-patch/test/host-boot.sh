#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is installed is what the next boot loads, and every boot has KVM: with KVM in the
# initramfs, with DKMS's package, and where the kernel accepts signed modules only. A Debian
# with systemd, which is L1 here, boots six times: host/boot does it there.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. host-patch/test/host/job.sh

work=$build/host-boot-test
job=$work/job
mkdir -p "$work/out"
make_job "$job"
cp host-patch/test/host/boot "$job/run"
cp host-patch/test/host/dkms build/host-patch/hold-vm build/host-patch/reboot "$job/"
host-patch/dkms.sh 0.1 "$job/exit-probe-kvm-dkms.deb"

# The modules, signed with a key that no kernel has
read_series "$DEFAULT_SERIES"
unpack_kernel
choose_compiler >&2
openssl req -new -x509 -newkey rsa:2048 -nodes -subj "/CN=Exit Probe's test/" -days 36500 \
	-outform DER -keyout "$work/key" -out "$work/certificate" 2>/dev/null
mkdir "$job/signed"
for name in $names; do
	"$tree/scripts/sign-file" sha256 "$work/key" "$work/certificate" "$out/$name.ko" "$job/signed/$name.ko"
done

(run_job build/linux/minimal "$job" "$work/out") >"$work/report" || true
tap_relay_report "$work/report"
is "it booted six times, each to its end" "$(grep -c '^1\.\.' "$work/report")" 6
tap_done
