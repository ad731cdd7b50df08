#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Install the reader in a cloud image: boot it once with TCG and let its cloud-init
# install the package from a NoCloud seed. All writes go to an overlay; the image stays
# unchanged.
#
# usage: cloud.sh IMAGE STAGE.elf READER.deb OUT
#   IMAGE  a disk image, qcow2 or raw, that boots from BIOS and has cloud-init
#   OUT    a folder, gets disk.qcow2 and seed.iso, see run.sh; skipped if they were made
#          from the same image
# GUEST_LIMIT=SECONDS  time limit (default 1800)
set -eu
. boot/base/lib.sh

image=$1 stage=$2 deb=$3 out=$4
here=boot/linux
seconds=${GUEST_LIMIT:-1800}

[ -e "$image" ] || die "there is no $image"
if [ ! -f "$image" ] || [ ! -r "$image" ]; then
	die "$image cannot be read"
fi
image=$(realpath "$image")

# bytes OFFSET COUNT: bytes of the image in hexadecimal; empty beyond its end.
bytes() {
	od -An -tx1 -j "$1" -N "$2" "$image" 2>/dev/null | tr -d ' \n'
}
# Detect qcow2 by its magic number, raw by the signature of a boot sector.
format=
[ "$(bytes 510 2)" != 55aa ] || format=raw
[ "$(bytes 0 4)" != 514649fb ] || format=qcow2
[ -n "$format" ] || die "$image is not a disk image: use qcow2, or a raw disk with a boot sector"

made_of="$(stat -c '%n %s %Y' "$image") $(cat "$stage" "$deb" "$here/cloud/user-data" | cksum)"
if [ "$(cat "$out/made-of" 2>/dev/null)" = "$made_of" ]; then
	exit 0
fi
rm -rf "$out"
mkdir -p "$out/seed"
at_exit() {
	rm -rf "$out/seed"
	[ -e "$out/made-of" ] || rm -f "$out/disk.qcow2" "$out/seed.iso"
}

qemu-img create -q -f qcow2 -F $format -b "$image" "$out/disk.qcow2" >"$out/qemu-img.log" 2>&1 ||
	die "$image cannot be used: $(tail -n 1 "$out/qemu-img.log")"
cp "$here/cloud/user-data" "$out/seed/"
cp "$stage" "$out/seed/linux-stage.elf"
cp "$deb" "$out/seed/exit-probe.deb"
printf 'instance-id: exit-probe\nlocal-hostname: exit-probe\n' >"$out/seed/meta-data"
xorriso -report_about FAILURE -as mkisofs -volid cidata -joliet -rational-rock \
	-o "$out/seed.iso" "$out/seed" 2>"$out/xorriso.log"

echo "cloud: booting $image once so that cloud-init installs the reader; log: $out/console.log"
status=0
DISK=$out/disk.qcow2 DISK_FORMAT=qcow2 supervise "$seconds" boot/guest/guest.sh boot/lab/qemu.sh tcg disk \
	"$out/seed.iso" 2 '' -serial "file:$out/console.log" -serial "file:$out/said.log" \
	2>"$out/qemu.log" || status=$?
[ $status -eq 0 ] || [ $status -eq 124 ] || die "QEMU failed: $(tail -n 1 "$out/qemu.log")"
if ! grep -q '^exit-probe: installed' "$out/said.log"; then
	error=$(tr -d '\r' <"$out/said.log" | sed -n 's/^exit-probe: error: //p')
	die "${image##*/}: ${error:-its cloud-init installed nothing within $seconds seconds}, see $out/console.log"
fi
sed -n 's/^exit-probe: stage: no/cloud: no boot stage/p' "$out/said.log"
echo "$made_of" >"$out/made-of"
