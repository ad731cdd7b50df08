#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Cloud images: invalid ones are refused; one with the real cloud-init boots twice.
set -u
. boot/base/tap.sh
. boot/test/linux-record.sh

record=$work/linux.record

# cloud IMAGE: prepare it in $work/cloud.
cloud() {
	boot/linux/cloud.sh "$1" build/probe-os/linux-stage.elf build/linux/exit-probe.deb "$work/cloud"
}
# leftovers: files of a failed run that are not logs.
leftovers() {
	[ ! -e "$work/cloud" ] || find "$work/cloud" -mindepth 1 ! -name '*.log'
}

# refused NAME PATTERN IMAGE: it fails with one line that matches.
refused() {
	fails "$1" "^cloud: $2" cloud "$3"
	is "$1: in one line" "$(printf '%s\n' "$tap_out" | wc -l)" 1
}
refused "a missing file" "there is no .*/none.qcow2" "$work/none.qcow2"
refused "a folder" ".* cannot be read" "$work"
echo "no disk" >"$work/text"
refused "a text file" ".*/text is not a disk image" "$work/text"
: >"$work/empty"
refused "an empty file" ".*/empty is not a disk image" "$work/empty"
printf 'QFI\373 and nothing that follows' >"$work/cut.qcow2"
refused "a truncated qcow2 image" ".*/cut.qcow2 cannot be used: " "$work/cut.qcow2"
is "only logs are left" "$(leftovers)" ""

# A boot sector that halts: cli, hlt
{
	printf '\372\364'
	head -c 508 /dev/zero
	printf '\125\252'
	head -c 1048064 /dev/zero
} >"$work/halts.img"
GUEST_LIMIT=10
export GUEST_LIMIT
fails "an image that hangs" \
	"^cloud: halts.img: its cloud-init installed nothing within 10 seconds" cloud "$work/halts.img"
is "an image that hangs: only logs are left" "$(leftovers)" ""
unset GUEST_LIMIT

image=build/linux/cloud/disk.img
if [ ! -e $image ]; then
	skip "a cloud image boots in the lab" "there is none: make guest VARIANT=cloud"
	tap_done
	exit
fi
before=$(cksum <$image)
ok "cloud-init installs the reader" cloud $image
ok "the second boot is measured" boot/linux/run.sh "$work/cloud" fast "$work"
check_passed "$record" entry stage kernel initramfs sysinit basic network getty multi_user cloud_init \
	login end
check_sum "$record"
check_samples "$record" "$work/linux.samples.csv"
is "the image is unchanged" "$(cksum <$image)" "$before"
tap_done
