#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The ELF64 by PVH against the ELF32 by multiboot 1, and then on a machine without PIC and PIT,
# as Cloud Hypervisor's (no machine of these has a VGA): the causes of each phase's exits are
# the same, but for what is named here.
set -u
. boot/base/tap.sh
. boot/test/record.sh

elf32=svm-q35-kernel elf64=svm-q35-pvh off=svm-devices-off
for run in $elf32 $elf64 $off; do
	left_record "$run" || {
		tap_done
		exit 1
	}
	is "$run: the verdict is pass" "$(field "$run" end verdict)" pass
done

# causes RUN: prints phase, reason, cause and exits, from the entry on. The host's own
# interrupts come at any time.
causes() {
	build/probe-os/exit-record table causes-boot --csv "$(record "$1")" |
		awk -F , 'NR > 1 && $2 != "intr" { print $1, $2, $3 ":", $5 }' | sort
}
# changes FROM TO: prints what is only in the first with <, only in the second with >.
changes() {
	causes "$1" >"$work/from"
	causes "$2" >"$work/to"
	diff "$work/from" "$work/to" | grep '^[<>]'
}

is "all phases have their causes" "$(causes $elf32 | cut -d ' ' -f 1 | sort -u | paste -sd ' ')" \
	"calibration cpu end first_touch idle image lapic long_mode memory_map pci pic pit timer_interrupt"
is "ELF64 and ELF32: the start info says where ACPI is, multiboot 1 lets the probe search" \
	"$(changes $elf32 $elf64)" \
	"< memory_map npf memory 0x0: 13
> memory_map npf memory 0x0: 1"
is "no PIT: no interrupt to end, none to halt for; the probe asks whether there is a PIT" \
	"$(changes $elf64 $off)" \
	"< idle hlt none: 1
< idle ioio port 0x20 write: 1
< idle ioio port 0x40 write: 2
< idle ioio port 0x43 write: 1
< timer_interrupt ioio port 0x20 write: 1
> timer_interrupt ioio port 0x40 read: 1
< timer_interrupt ioio port 0x43 write: 1
> timer_interrupt ioio port 0x43 write: 2"
is "and its reason says so" "$(field $off end reason)" \
	"no timer: timer_interrupt had no interrupt, idle was skipped"
tap_done
