#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The ISO: small, bootable from both firmwares, the same bytes every time.
set -u
. boot/base/tap.sh

iso=build/boot/exit-probe.iso
kernel=build/probe-os/exit-probe.elf
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

ok "it is under 5 MiB" test "$(stat -c %s "$iso")" -lt 5242880

boots=$(xorriso -indev "$iso" -report_el_torito plain 2>/dev/null |
	sed -n 's/^El Torito boot img : *[0-9]* *\([A-Z]*\) .*/\1/p' | tr '\n' ' ')
is "it has a boot image for BIOS and one for UEFI" "$boots" "BIOS UEFI "

xorriso -osirrox on -indev "$iso" -extract /boot/exit-probe.elf "$work/elf" >/dev/null 2>&1
ok "the kernel in it is the one that was built" cmp "$work/elf" "$kernel"

sleep 2 # FAT and ISO 9660 dates count in twos and ones
ok "it can be made again" boot/guest/iso.sh "$kernel" boot/guest/grub.cfg "$work/again.iso"
ok "and is the same to the byte" cmp "$work/again.iso" "$iso"

printf 'no kernel' >"$work/foreign"
fails "a file that is no multiboot kernel is refused" "iso: .*no multiboot" \
	boot/guest/iso.sh "$work/foreign" boot/guest/grub.cfg "$work/foreign.iso"
ok "and leaves nothing behind" test ! -e "$work/foreign.iso"
tap_done
