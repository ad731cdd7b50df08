#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Cloud images: what is none is refused; one with the real cloud-init boots, twice.
set -u
. boot/base/tap.sh
. boot/test/linux-record.sh

record=$work/linux.record

# cloud IMAGE: into $work/cloud
cloud() {
	boot/linux/cloud.sh "$1" build/probe-os/linux-stage.elf build/linux/exit-probe.deb "$work/cloud"
}
# leftovers: what a failed run leaves besides logs.
leftovers() {
	[ ! -e "$work/cloud" ] || find "$work/cloud" -mindepth 1 ! -name '*.log'
}

# refused NAME PATTERN IMAGE: with a line that matches, and no other.
refused() {
	fails "$1" "^cloud: $2" cloud "$3"
	is "$1: in one line" "$(printf '%s\n' "$tap_out" | wc -l)" 1
}
refused "a file that is not there" "there is no .*/none.qcow2" "$work/none.qcow2"
refused "a folder" ".* cannot be read" "$work"
echo "no disk" >"$work/text"
refused "a file that is no disk image" ".*/text is no disk image" "$work/text"
: >"$work/empty"
refused "an empty file" ".*/empty is no disk image" "$work/empty"
printf 'QFI\373 and nothing that follows' >"$work/cut.qcow2"
refused "a qcow2 image that is cut off" ".*/cut.qcow2 cannot be used: " "$work/cut.qcow2"
is "nothing is left behind but logs" "$(leftovers)" ""

# A boot sector that halts: cli, hlt
{
	printf '\372\364'
	head -c 508 /dev/zero
	printf '\125\252'
	head -c 1048064 /dev/zero
} >"$work/halts.img"
GUEST_LIMIT=10
export GUEST_LIMIT
fails "an image that gets nowhere" \
	"^cloud: halts.img: its cloud-init installed nothing within 10 seconds" cloud "$work/halts.img"
is "nothing is left behind but logs this time" "$(leftovers)" ""
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
passed "$record" entry stage kernel initramfs sysinit basic network getty multi_user cloud_init \
	login end
adds_up "$record"
lies_between "$record" "$work/linux.samples.csv"
is "the image is what it was" "$(cksum <$image)" "$before"
tap_done
