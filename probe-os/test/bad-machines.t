#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The image on broken machines and under boot loaders that pass wrong data: each run ends
# with a reason.
set -eu
. boot/base/tap.sh
. probe-os/test/loaded.sh

boots() {
	boots_name=$1 boots_want=$2 boots_text=$3 boots_append=$4
	shift 4
	ends "$boots_name" "$boots_want" "$boots_text" -kernel $image -append "$boots_append" "$@"
}

boots "3 MiB" 39 'end:reason=less free memory than touch_mib=' exit=debug -m 3M
boots "2 MiB" 39 'end:reason=less free memory than touch_mib=' exit=debug -m 2M
boots "512 GiB" 35 "guest:memory_kib=*" exit=debug -object \
	memory-backend-ram,id=all,size=512G,reserve=off -machine pc,memory-backend=all -m 512G
boots "no PIT" 35 'end:reason=no timer: timer_interrupt had no interrupt, idle was skipped' \
	exit=debug -machine pc,pit=off
boots "no ACPI, two CPUs" 35 guest:cpus=1 exit=debug -machine pc,acpi=off -smp 2
ok "how many there are is unknown" says guest:cpus_present=0
ok "and so is the firmware" says guest:firmware=unknown
boots "no PCI, no serial port of its own" 39 "error: this CPU has no local APIC" exit=debug \
	-machine isapc -cpu qemu64,-apic
boots "a command line of 64 KiB" 39 "end:reason=the command line is longer than 254 characters" \
	"exit=debug $(head -c 65536 /dev/zero | tr '\0' x)"

# Boot loaders that pass wrong data.
multiboot1=0x2BADB002 multiboot2=0x36D76289 pvh=0x336EC578
# multiboot1 FLAGS MODULES_COUNT MODULES MAP_LENGTH MAP
multiboot1_info() {
	words info "$1" 639 $((63 * 1024)) 0 $cmdline "$2" "$3" 0 0 0 0 "$4" "$5" 0 0 0 0
}

printf 'exit=debug\0' >"$tmp/cmdline"
words list 20 0x100000 0 0x3F00000 0 1
eax=$multiboot1
multiboot1_info 0x44 0 0 24 $list
load ends "the loader of these tests with right data" 35 guest:boot=multiboot1
multiboot1_info 0x4 0 0 0 0
load ends "multiboot 1 without a memory map" 39 'end:reason=the boot loader gave no memory map'
multiboot1_info 0xC 0xFFFFFFFF 0xFFFFFFF0 0 0
load ends "modules beyond memory" 39 'end:reason=multiboot 1: a module lies outside memory'
multiboot1_info 0x44 0 0 0xFFFFFFFF 0xC0000000
load ends "a memory map outside memory" 39 'end:reason=multiboot 1: the memory map is broken'
# shellcheck disable=SC2046 # one word a number
words list $(for i in $(seq 70); do echo $((0x1000000 + i * 4096)) $((0x1001000 + i * 4096)) 0 0; done)
multiboot1_info 0xD 70 $list 0 0
load ends "too many modules" 39 \
	'end:reason=the boot loader gave more modules than there is room for'
ok "too many modules: no memory is touched" says guest:touch_mib=0
# 130 pieces of 4 KiB, then the bulk of it
list=0x2002000
# shellcheck disable=SC2046 # one word a number
words list $(for i in $(seq 130); do echo 20 $((0x200000 + i * 8192)) 0 4096 0 1; done) \
	20 0x1000000 0 0x2000000 0 1
multiboot1_info 0x44 0 0 3144 $list
load ends "130 holes in the memory map" 35 guest:memory_kib=33288
ok "the largest piece is found" says guest:touch_mib=4
list=0x2000800
words list 0xFFFFFFFF 0x100000 0 0xFFFFFFFF 0xFFFFFFFF 1
multiboot1_info 0x44 0 0 0xFFFFFFFF $list
load ends "the whole address space, in an entry of 4 GiB" 35 guest:touch_mib=4
words list 0xFFFFFFFC 0x100000 0 0x3F00000 0 1
load ends "an entry whose size wraps to 0" 35 guest:memory_kib=64512
words list 20 0x100000 0 0x3F00000 0 1 20 0 1 0 0x80 1
multiboot1_info 0x44 0 0 48 $list
load ends "512 GiB in the map of a machine with 64 MiB" 35 guest:memory_kib=536935424
head -c 65536 /dev/zero | tr '\0' x >"$tmp/rest"
{
	printf 'exit=debug '
	cat "$tmp/rest"
} >"$tmp/cmdline"
multiboot1_info 0x44 0 0 24 $list
load ends "a command line of 64 KiB without an end" 39 \
	'end:reason=the command line is longer than 254 characters'
printf 'exit=debug\0' >"$tmp/cmdline"

ebx=0xFFFFFFF0
load halts "multiboot 1 information beyond memory" \
	'end:reason=multiboot 1: the information lies outside memory'
eax=0x12345678
load halts "no boot protocol" 'end:reason=not started by a boot protocol that is known'

# The command line is the first tag, the bad one the second.
eax=$multiboot2 ebx=$info
multiboot2_info() {
	multiboot2_size=$1
	shift
	words info "$multiboot2_size" 0 1 19 0x74697865 0x6265643D 0x00006775 0 "$@"
}
# bad_tag NAME REASON WORD...: a run is refused for this tag
bad_tag() {
	bad_tag_name=$1 bad_tag_reason=$2
	shift 2
	multiboot2_info "$@"
	load ends "$bad_tag_name" 39 "end:reason=multiboot 2: $bad_tag_reason"
}
past="a tag leads past the end of the information"
multiboot2_info 40 0 8
load ends "multiboot 2 without a memory map" 39 'end:reason=the boot loader gave no memory map'
bad_tag "no end tag" "$past" 32
bad_tag "a tag of no size" "$past" 64 6 0
bad_tag "a tag larger than the information" "$past" 64 6 0xFFFFFFF0
bad_tag "a memory map without entries of any size" "the memory map is broken" 64 6 16 0 0 0 8
bad_tag "a module that ends before it starts" "a module tag is broken" 64 3 16 8 0 0 8
multiboot2_info 112 14 28 0x20445352 0x20525450 0 0 0xFFFFFFF0 0 \
	6 40 24 0 0x100000 0 0x3F00000 0 1 0 0 8
load ends "ACPI tables beyond memory" 35 guest:boot=multiboot2
multiboot2_info 0xFFFFFFFF
load halts "multiboot 2 information of 4 GiB" \
	'end:reason=multiboot 2: the information lies outside memory'

eax=$pvh
words info $pvh 1 0 0 0 0 $cmdline 0 0 0 $list 0 0xFFFFFFFF 0
load ends "PVH with an endless memory map" 39 'end:reason=PVH: the memory map lies outside memory'
words info $pvh 1 0 0 0 0 $cmdline 0 0 0 $list 0 0x0AAAAAAB 0
load ends "PVH with a map whose size wraps" 39 'end:reason=PVH: the memory map lies outside memory'
words info 0 1 0 0 0 0 $cmdline 0 0 0 $list 0 1 0
load halts "PVH without start info" 'end:reason=PVH: there is no start info'

# An NMI at any moment from the probe's third instruction on: before it no IDT is loaded.
# A fixed seed gives the moments, most of them early, the last two in the report.
eax=$multiboot1
words list 20 0x100000 0 0x3F00000 0 1
multiboot1_info 0x44 0 0 24 $list
early="error: an NMI came before there was an IDT" late="error: exception 2, "
seed=1 earlies=0 lates=0 bad=
for width in 4 5 6 7 8 9 10 11 12 13 14 14 15 15 16 16 17 18 19 20 23 25; do
	seed=$(((seed * 1103515245 + 12345) & 0x7FFFFFFF))
	nmi=$((10 + (seed >> 4) % (1 << width)))
	status=0
	load emulate || status=$?
	if says "$early" >/dev/null; then
		earlies=$((earlies + 1))
	elif says "$late" >/dev/null; then
		lates=$((lates + 1))
	else
		status="$status without a message"
	fi
	[ "$status" = 39 ] || bad="$bad $nmi: $status"
done
is "an NMI at 22 moments is reported, with the status of an error" "$bad" ""
ok "an NMI before the IDT ($earlies) and after ($lates)" [ $((earlies * lates)) -gt 0 ]
tap_done
