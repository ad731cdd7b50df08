#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the comparison is made of: a full Linux and the probe, in the same lab.
#
# usage: compare.sh GUEST PACE OUT
#   GUEST, PACE  as for linux/run.sh; or GUEST is a cloud image, see cloud.sh
#   OUT          gets linux.record, linux.samples.csv, probe.record, probe.samples.csv
# Ends as boot/run.sh does, with the worse of both.
set -eu

guest=$1 pace=$2 out=$3

if [ ! -d "$guest" ]; then
	boot/linux/cloud.sh "$guest" build/probe-os/linux-stage.elf build/linux/exit-probe.deb \
		build/linux/cloud-image
	guest=build/linux/cloud-image
fi

worst=0
boot/linux/run.sh "$guest" "$pace" "$out" || worst=$?
[ $worst -ne 2 ] || exit 2

status=0
rm -rf "$out/probe" "$out"/probe.*
SAMPLE_MS=${SAMPLE_MS:-20} boot/run.sh svm iso "$pace" "$out/probe" || status=$?
[ $status -ne 2 ] || exit 2
cp "$out/probe/record.txt" "$out/probe.record"
sed -n 's/^samples=//p' "$out/probe/report" | base64 -d | gunzip >"$out/probe.samples.csv"
[ $status -le $worst ] || worst=$status
exit $worst
