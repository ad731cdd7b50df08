#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The probe on machines with the devices and the ACPI tables of Cloud Hypervisor and Firecracker:
# it ends them as those tables say. A register at the port of isa-debug-exit makes QEMU's
# status the byte that was written, times 2, plus 1.
set -eu
. boot/base/tap.sh
. probe-os/test/loaded.sh

pvh=0x336EC578
at=0x2003000 rsdp=$((0x2003000)) xsdt=$((0x2003040)) fadt=$((0x2003080)) dsdt=$((0x2003200))
ports=0x00000801 pci=0x00000802
debug_exit=0xF4

# register SPACE ADDRESS, table SIGNATURE LENGTH, zeros COUNT: as words
register() {
	echo "$1 $2 0"
}
zeros() {
	for _ in $(seq "$1"); do echo 0; done
}
table() {
	echo "$1 $2 $(zeros 7)"
}

# tables FLAGS BOOT RESET RESET_VALUE SLEEP AML: the fixed table's flags, registers, and the DSDT's
# code for printf. Its PM1 ports, which hardware-reduced ACPI does not have, do nothing.
tables() {
	# shellcheck disable=SC2046,SC2086 # one word a number
	words tables 0x20445352 0x20525450 0 0x02000000 0 36 $xsdt 0 $(zeros 8) \
		$(table 0x54445358 44) $fadt 0 $(zeros 5) \
		$(table 0x50434146 276) $(zeros 5) 0x60C 0 0x610 $(zeros 10) $(($2 << 8)) "$1" $3 "$4" 0 0 \
		$dsdt 0 $(zeros 24) $5 $(zeros 5) $(zeros 27)
	printf %b "$6" >"$tmp/aml"
	# shellcheck disable=SC2046 # one word a number
	words dsdt $(table 0x54445344 $((36 + $(wc -c <"$tmp/aml"))))
	cat "$tmp/dsdt" "$tmp/aml" >>"$tmp/tables"
}

# start_info RSDP: PVH's, with 63 MiB at 1 MiB
words list 0x100000 0 0x3F00000 0 1 0
start_info() {
	words info $pvh 1 0 0 0 0 $cmdline 0 "$1" 0 $list 0 1 0
}
eax=$pvh

# with FUNCTION ARGUMENT...: boots with these tables
with() {
	load "$@" -nodefaults -device "loader,file=$tmp/tables,addr=$at,force-raw=on"
}

sleep_type='\0010_S5_\0022\0010\0004\0012\0005\0012\0005\0000\0000'
keyboard='\0010_HID\0014\0101\0320\0003\0003'
none='0 0 0'
reduced=$((1 << 20)) has_reset=$((1 << 10))
no_legacy="-machine q35,pit=off,pic=off"

printf 'exit=poweroff\0' >"$tmp/cmdline"
start_info $rsdp
tables $((reduced | has_reset | 1 << 8)) 0 "$(register $ports 0x600)" 1 "$(register $ports $debug_exit)" "$sleep_type"
# shellcheck disable=SC2086 # two words
with ends "Cloud Hypervisor: S5 into the sleep control register" $((((5 << 2 | 1 << 5) << 1) | 1)) \
	"end:reason=no timer: timer_interrupt had no interrupt, idle was skipped; ACPI lists no CPUs: their number is unknown" $no_legacy
is "no reset" "$(grep -ac '^ACPI names no way' "$tmp/log")" 0
tables $((reduced | has_reset)) 0 "$(register $ports $debug_exit)" 7 "$(register $pci $debug_exit)" "$sleep_type"
with ends "a sleep control register in PCI's space: the reset register" 15 \
	"ACPI names no way to power off; resetting by its register"
tables $has_reset 2 "$none" 7 "$(register $ports $debug_exit)" "$keyboard"
with ends "a reset register without an address: the keyboard controller" 0 \
	"ACPI names no way to power off; resetting by the keyboard controller"
tables $((reduced | 1 << 4 | 1 << 5)) 4 "$none" 0 "$none" "$keyboard"
with ends "Firecracker: the keyboard controller of the DSDT" 0 \
	"ACPI names no way to power off; resetting by the keyboard controller"
tables $((reduced | 1 << 4 | 1 << 5)) 4 "$none" 0 "$none" "$sleep_type"
with halts "no way to end" "ACPI names no way to power off; halting instead"

# Firecracker's start info has no root pointer, which is where a BIOS puts it, and no firmware.
printf 'exit=debug\0' >"$tmp/cmdline"
start_info 0
with ends "no root pointer in the start info" 35 guest:firmware=unknown
ok "it is searched for" says guest:cpus_present=1
tap_done
