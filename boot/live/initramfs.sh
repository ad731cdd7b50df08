#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Pack the live image's initramfs: L1's userland, the modules, and the live job with what it runs.
#
# usage: initramfs.sh MODULES.cpio QRENCODE OUT FILE...
#   QRENCODE  the folder of its unpacked packages
#   FILE      what the job runs: the probe's images, exit-record, exit-tracer, real-cpu
set -eu
. boot/base/lib.sh
. boot/lab/libraries.sh

modules=$1 qrencode=$2 out=$3
here=$(dirname "$0")
shift 3
root=$out.d
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	rm -rf "$root" "$out.cpio" "$out.all"
}
rm -rf "$root"
job=$root/job
mkdir -p "$job/boot/base" "$job/host-patch/kvm"
cp "$here"/job/* boot/lab/probe-job "$@" "$job/"
final_sample build/probe-os/exit-probe.elf >"$job/final-sample"
# The doctor
cp boot/base/environment.sh "$job/boot/base/"
cp -R host-patch/*.sh host-patch/*.tsv host-patch/series "$job/host-patch/"
cp host-patch/kvm/exit_probe_abi.h "$job/host-patch/kvm/"
install_program "$root" qrencode "$qrencode"

boot/base/cpio.sh "$root" "$out.cpio"
# The kernel accepts several archives in one initramfs.
cat build/lab/userland.cpio "$modules" "$out.cpio" >"$out.all"
gzip -9nc "$out.all" >"$out.part"
mv "$out.part" "$out"
