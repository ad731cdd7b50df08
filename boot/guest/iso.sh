#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the GRUB ISO: one kernel, bootable from BIOS and UEFI, as a CD or a disk.
# The same kernel gives the same bytes: every date and the FAT serial are fixed.
# (grub-mkrescue takes dates and serials from the clock.)
#
# usage: iso.sh KERNEL GRUB_CFG OUT.iso [FILE...]
#   FILE  more files for the ISO's /boot, which GRUB_CFG loads as modules
set -eu
. boot/base/environment.sh

kernel=$1 config=$2 out=$3
shift 3
grub=/usr/lib/grub
modules="iso9660 search_fs_file serial terminal smbios multiboot2 boot"
efi_modules=efi_gop # passes UEFI's framebuffer on

SOURCE_DATE_EPOCH=1767225600 # 2026-01-01, as the lab's clock
export SOURCE_DATE_EPOCH MTOOLSRC=/dev/null

die() {
	echo "iso: $*" >&2
	exit 1
}

grub-file --is-x86-multiboot "$kernel" || die "$kernel has no multiboot 1 header"
grub-file --is-x86-multiboot2 "$kernel" || die "$kernel has no multiboot 2 header"

work=$(mktemp -d "${out%/*}/iso.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/root/boot/grub"
cp "$kernel" "$work/root/boot/exit-probe.elf"
[ $# -eq 0 ] || cp "$@" "$work/root/boot/"

# The rescue parser does not support comments.
grep -v '^#' "$config" >"$work/grub.cfg"

# shellcheck disable=SC2086 # one word a module
grub-mkimage -d "$grub/i386-pc" -O i386-pc-eltorito -p /boot/grub \
	-c "$work/grub.cfg" -o "$work/root/boot/grub/bios.img" biosdisk $modules
# shellcheck disable=SC2086
grub-mkimage -d "$grub/x86_64-efi" -O x86_64-efi -p /boot/grub \
	-c "$work/grub.cfg" -o "$work/bootx64.efi" $modules $efi_modules

# The EFI system partition: a floppy-sized FAT image (1440 sectors of 1 KiB).
mformat -C -f 1440 -N 0 -i "$work/root/boot/grub/efi.img" ::
find "$work" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mmd -i "$work/root/boot/grub/efi.img" ::/EFI ::/EFI/BOOT
mcopy -m -i "$work/root/boot/grub/efi.img" "$work/bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
find "$work" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

xorriso -no_rc -report_about FAILURE -as mkisofs -volid EXIT_PROBE -joliet -rational-rock \
	--grub2-mbr "$grub/i386-pc/boot_hybrid.img" \
	-b boot/grub/bios.img -no-emul-boot -boot-load-size 4 -boot-info-table --grub2-boot-info \
	-eltorito-alt-boot -e boot/grub/efi.img -no-emul-boot -isohybrid-gpt-basdat \
	-o "$work/out.iso" "$work/root" || die "xorriso failed"
mv "$work/out.iso" "$out"
