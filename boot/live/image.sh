#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the live image: L1 of the lab, bootable from a USB stick or a CD, from BIOS and UEFI.
# The same files give the same bytes.
#
# Its partitions, by GPT: the ISO; the EFI system partition, with Debian's signed loaders; and
# a FAT for results, which only a disk has, not a CD. The image's id, made from what it boots,
# is in the names of the ISO and of that FAT, whose serial it is, and on the kernel's command line.
#
# usage: image.sh KERNEL INITRAMFS SIGNED OUT.iso
#   SIGNED  the folder of the unpacked packages of the signed loaders
set -eu
. boot/base/lib.sh

kernel=$1 initramfs=$2 signed=$3 out=$4
here=$(dirname "$0")
grub=/usr/lib/grub/i386-pc
modules="biosdisk part_gpt part_msdos iso9660 search search_fs_file normal configfile linux serial terminal echo minicmd all_video vbe"

SOURCE_DATE_EPOCH=1767225600 # 2026-01-01, as the lab's clock
export SOURCE_DATE_EPOCH MTOOLSRC=/dev/null

work=$(mktemp -d "${out%/*}/live.XXXXXX")
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	rm -rf "$work"
}
id=$(cat "$kernel" "$initramfs" "$here/grub.cfg" | sha256sum | cut -c 1-8)

# fat IMAGE KIB SERIAL NAME [FOLDER]: a FAT partition with the files of a folder
fat() {
	mformat -C -T $(($2 * 2)) -h 64 -s 32 -N "$3" -v "$4" -i "$1" ::
	[ $# -lt 5 ] || mcopy -s -m -i "$1" "$5"/* ::
}

same_dates() {
	find "$@" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# Whichever disk GRUB came from, its menu and the kernel are where this image's file is.
find_root="search --no-floppy --file --set=root /boot/$id.id"

mkdir -p "$work/iso/boot/grub" "$work/efi/EFI/BOOT" "$work/efi/boot/grub" "$work/data"
cp "$kernel" "$work/iso/boot/vmlinuz"
cp "$initramfs" "$work/iso/boot/initramfs"
: >"$work/iso/boot/$id.id"
sed "s/@ID@/$id/" "$here/grub.cfg" >"$work/iso/boot/grub/grub.cfg"

# shellcheck disable=SC2016 # for GRUB
printf '%s\nset prefix=($root)/boot/grub\n' "$find_root" >"$work/bios.cfg"
# shellcheck disable=SC2086 # one word a module
grub-mkimage -d $grub -O i386-pc-eltorito -p /boot/grub -c "$work/bios.cfg" \
	-o "$work/iso/boot/grub/bios.img" $modules

# The firmware starts the shim, which starts grubx64.efi.
cp "$signed/usr/lib/shim/shimx64.efi.signed" "$work/efi/EFI/BOOT/BOOTX64.EFI"
cp "$signed/usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed" "$work/efi/EFI/BOOT/grubx64.efi"
# shellcheck disable=SC2016 # for GRUB
printf '%s\nset prefix=($root)/boot/grub\nconfigfile $prefix/grub.cfg\n' "$find_root" >"$work/efi/boot/grub/grub.cfg"
cp "$here/results.txt" "$work/data/README.TXT"
same_dates "$work"
fat "$work/efi.img" 8192 0 EXITPROBEFI "$work/efi"
fat "$work/data.img" 16384 "$id" EXITPROBE "$work/data"

# As Ubuntu's images: firmware that wants an MBR finds one with a bootable partition.
xorriso -no_rc -report_about FAILURE -as mkisofs -volid "EXITPROBE_$id" -joliet -rational-rock \
	--grub2-mbr $grub/boot_hybrid.img --mbr-force-bootable -partition_offset 16 \
	-appended_part_as_gpt -append_partition 2 C12A7328-F81F-11D2-BA4B-00A0C93EC93B "$work/efi.img" \
	-append_partition 3 EBD0A0A2-B9E5-4433-87C0-68B6B72699C7 "$work/data.img" \
	-b boot/grub/bios.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info \
	-eltorito-alt-boot -e --interval:appended_partition_2:all:: -no-emul-boot \
	-o "$work/out.iso" "$work/iso" >"$work/log" 2>&1 || die "xorriso failed: $(tail -n 1 "$work/log")"
mv "$work/out.iso" "$out"
