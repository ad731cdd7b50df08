#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Loading, installing and undoing the patched modules on a real Debian with
# systemd, which is L1 here: host/run does it there and prints TAP.
set -eu
. boot/lib.sh

. host-patch/series/6.1
work=build/host-patch/host-test
unpacked=$work/binutils
guest=build/linux/minimal

rm -rf "$work/job"
mkdir -p "$work/job/lib" "$work/job/bin" "$work/job/boot/test" "$work/job/build/host-patch/$RELEASE"
job=$work/job
[ -d "$unpacked" ] || boot/debs.sh amd64 bookworm "$unpacked" binutils-x86-64-linux-gnu \
	libbinutils libctf-nobfd0 libctf0 libgprofng0 libjansson4 >&2
cp -R host-patch "$job/"
cp boot/test/tap.sh "$job/boot/test/"
cp host-patch/test/host/run "$job/run"
cp "build/host-patch/$RELEASE/made-from" "build/host-patch/$RELEASE"/*.ko "$job/build/host-patch/$RELEASE/"
for tool in objcopy readelf; do
	cp "$unpacked/usr/bin/x86_64-linux-gnu-$tool" "$job/bin/$tool"
done
cp -P "$unpacked"/usr/lib/x86_64-linux-gnu/*.so* "$job/lib/"
cp build/host-patch/hold-vm "$job/"

# (A slow machine takes its time.)
LAB_LIMIT=900 boot/lab/debian.sh "$guest" "$job" "$work/out" >&2 || true
# The distribution's kernel moves on; the modules are for the one that is pinned.
sed '/^job_status=/d' "$work/out/report"
grep -q '^job_status=0' "$work/out/report"
