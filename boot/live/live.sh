#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the live image with the kernel of a series that has hardware drivers, and KVM's patched
# modules for it. (The lab's kernel is of the same version, for virtual machines.)
#
# usage: live.sh SERIES OUT.iso
set -eu
. boot/base/lib.sh

series=$1 out=$2
here=$(dirname "$0")
live=build/live
# shellcheck source=/dev/null
. "build/host-patch/$series/kernel"
# shellcheck disable=SC2153 # the kernel has it
release=${RELEASE%-cloud-amd64}-amd64
kernel=build/host-patch/$release

# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	rm -f "$live/initramfs"
}
host-patch/modules.sh "$release"
if built_in=$(grep -E '/(nvme|ahci|ata_piix|mmc_block|virtio_blk)\.ko$' "$kernel/root/lib/modules/$release/modules.builtin"); then
	die "$release has drivers of internal disks built in: $(echo "$built_in" | paste -sd ' ')"
fi
MODULES="kvm-amd kvm-intel $(paste -sd ' ' "$here/job/drivers")" boot/lab/modules.sh "$kernel/root" "$live/modules-$release.cpio" \
	"$kernel/kvm.ko" "$kernel/kvm-intel.ko" "$kernel/kvm-amd.ko"
"$here/initramfs.sh" "$live/modules-$release.cpio" "$live/qrencode" "$live/initramfs" \
	build/probe-os/exit-probe.elf build/probe-os/exit-probe-pvh.elf build/boot/exit-probe.iso \
	"$live/exit-record" build/tracer/exit-tracer build/host-patch/real-cpu
"$here/image.sh" "$kernel/root/boot/vmlinuz" "$live/initramfs" "$live/signed" "$out"

