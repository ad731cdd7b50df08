#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build a whole patched kernel for the lab's kernel, as `make host-kernel` does, install its
# package in a Debian, and boot that as L1. Takes an hour or two the first time, for the
# build. Prints TAP.
#
# usage: whole-kernel.sh OUT
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

guest=$1
read_series "$DEFAULT_SERIES"
begin=$(date +%s)
host-patch/kernel.sh "$RELEASE" >&2
whole=$build/$RELEASE/whole
echo "# $(basename "$whole"/linux-image-*.deb): $((($(date +%s) - begin) / 60)) minutes, $(du -sm "$whole" | cut -f 1) MiB"

rm -rf "$guest"
mkdir -p "$guest/job/boot"
ok "the package is installed in a Debian" env SUITE="${SUITES%%,*}" \
	boot/linux/image.sh kernel "$(echo "$whole"/linux-image-*.deb)" "$guest"
cp -R boot/base "$guest/job/boot/"
cp host-patch/test/whole-kernel/run host-patch/kvm/exit_probe_abi.h $build/conformance/conformance "$guest/job/"
ok "it boots as L1" env LAB_LIMIT=600 boot/lab/debian.sh "$guest" "$guest/job" "$guest/lab"
tap_relay_report "$guest/lab/report"
ok "the results are complete" grep -q '^1\.\.' "$guest/lab/report"
tap_done
