#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The DKMS package through a kernel update: a Debian host gets bookworm's kernel, the
# package, and bookworm-security's kernel, see dkms/update; then it boots as L1, see
# dkms/run. Takes several minutes.
#
# usage: dkms-update.sh DKMS.deb OUT
set -eu
. boot/base/lib.sh

deb=$1 out=$2
rm -rf "$out"
mkdir -p "$out/job/boot"
boot/linux/image.sh dkms "$deb" "$out" >&2
cat "$out/update.tap"
cp -R host-patch "$out/job/"
cp -R boot/base "$out/job/boot/"
cp host-patch/test/dkms/run build/host-patch/hold-vm "$out/job/"
status=0
LAB_LIMIT=600 boot/lab/debian.sh "$out" "$out/job" "$out/lab" >&2 || status=$?
[ ! -e "$out/lab/report" ] || sed '/^job_status=/d' "$out/lab/report"
[ $status -eq 0 ] || exit $status
! grep -q '^not ok' "$out/update.tap"
