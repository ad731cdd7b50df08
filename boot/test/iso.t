#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The ISO: small, bootable from BIOS and UEFI, the same bytes every time.
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
ok "it has the built kernel" cmp "$work/elf" "$kernel"

sleep 2 # FAT dates count 2 seconds, ISO 9660 dates 1
ok "it can be made again" boot/guest/iso.sh "$kernel" boot/guest/grub.cfg "$work/again.iso"
ok "the second one is byte-identical" cmp "$work/again.iso" "$iso"

printf 'no kernel' >"$work/foreign"
fails "a file without multiboot header is refused" "iso: .*no multiboot" \
	boot/guest/iso.sh "$work/foreign" boot/guest/grub.cfg "$work/foreign.iso"
ok "a refused file leaves no ISO" test ! -e "$work/foreign.iso"
tap_done
