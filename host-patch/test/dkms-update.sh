#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Test the DKMS package in a kernel update: a Debian host gets its suite's kernel, the
# package, and its security suite's kernel, see dkms/update; then it boots as L1, see
# dkms/run. Takes several minutes per suite. Prints TAP.
#
# usage: dkms-update.sh DKMS.deb OUT SUITE...
set -eu
. boot/base/tap.sh

deb=$1 out=$2
shift 2

# relay FILE: print its results, which are complete only with the plan at their end.
relay() {
	tap_relay_report "$1" "$suite: "
	ok "$suite: the results are complete" grep -q '^1\.\.' "$1"
}

for suite; do
	guest=$out/$suite
	rm -rf "$guest"
	mkdir -p "$guest/job/boot"
	echo "# $suite: make a host from packages, and update it"
	ok "$suite: a host is made" env SUITE="$suite" HOST_UPDATE=host-patch/test/dkms/update \
		boot/linux/image.sh dkms "$deb" "$guest"
	[ ! -e "$guest/update.tap" ] || relay "$guest/update.tap"
	[ -e "$guest/disk.img" ] || continue
	cp -R host-patch "$guest/job/"
	cp -R boot/base "$guest/job/boot/"
	cp host-patch/test/dkms/run build/host-patch/hold-vm "$guest/job/"
	ok "$suite: it boots as L1" env LAB_LIMIT=600 boot/lab/debian.sh "$guest" "$guest/job" "$guest/lab"
	[ ! -e "$guest/lab/report" ] || relay "$guest/lab/report"
done
tap_done
