#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The image under QEMU's emulator: boot paths, ways to end, missing devices, and
# exceptions.
set -eu
. boot/base/tap.sh

image=build/probe-os/exit-probe.elf
pvh=build/probe-os/exit-probe-pvh.elf
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# -no-reboot makes a triple fault end QEMU with status 0, which no test expects.
emulate() {
	rm -f "$tmp/log"
	timeout 30 boot/lab/qemu.sh -accel tcg -m 64 -display none -no-reboot \
		-device isa-debug-exit,iobase=0xf4,iosize=4 "$@"
}

# status NAME STATUS IMAGE COMMANDLINE QEMU-OPTION...: a run ends with this status
status() {
	status_name=$1 status_want=$2 status_image=$3 status_append=$4
	shift 4
	status_got=0
	emulate -monitor none -serial "file:$tmp/log" -kernel "$status_image" \
		-append "$status_append" "$@" >"$tmp/qemu" 2>&1 || status_got=$?
	is "$status_name: exit status" "$status_got" "$status_want"
}

# says NAME TEXT: the last run wrote it to the serial port
says() {
	ok "$1" grep -aqF -- "$2" "$tmp/log"
}

# patch_image FILE OFFSET BYTES: copies the image, with other bytes at a file offset
patch_image() {
	cp $image "$tmp/$1"
	printf "%b" "$3" | dd of="$tmp/$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# offset_of SYMBOL: its offset in the file
offset_of() {
	address=$(nm build/probe-os/exit-probe.elf64 | sed -n "s/ [A-Za-z] $1\$//p")
	readelf -lW $image | awk '$1 == "LOAD" { print $2, $3, $5 }' |
		while read -r offset start size; do
			[ $((0x$address - start)) -ge $((size)) ] ||
				[ $((0x$address)) -lt $((start)) ] ||
				echo $((0x$address - start + offset))
		done
}

status "multiboot 1" 35 $image exit=debug
says "multiboot 1: the host is not patched" "host not patched: the exit counters are missing"
ok "the record is valid" build/probe-os/exit-record "$tmp/log"
says "verdict unpatched" "end verdict=unpatched"
says "booted by multiboot 1" "guest boot=multiboot1"

status "PVH" 35 $pvh exit=debug
says "booted by PVH" "guest boot=pvh"
status "PVH on a machine without PCI or VGA" 35 $pvh exit=debug -machine microvm

# ends_off NAME REMARK IMAGE QEMU-OPTION...: the machine ends after the record, with this remark
ends_off() {
	ends_off_name=$1 ends_off_remark=$2 ends_off_image=$3
	shift 3
	status "$ends_off_name" 0 "$ends_off_image" exit=poweroff "$@"
	is "$ends_off_name: after the record" \
		"$(tr -d '\r' <"$tmp/log" | sed -n 's/.* end \(verdict=[a-z]*\) .*/\1/p; s/^ACPI names no way to power off; //p')" \
		"verdict=unpatched$ends_off_remark"
}
ends_off "ACPI power-off (pc)" "" $image
ends_off "ACPI power-off (q35)" "" $image -machine q35
ends_off "ELF64, no PIC, no PIT, no VGA (pc)" "" $pvh -nodefaults -machine pc,pit=off,pic=off
ends_off "ELF64, no PIC, no PIT, no VGA (q35)" "" $pvh -nodefaults -machine q35,pit=off,pic=off
ends_off "ELF64, no PIC, no PIT: the sleep control register (microvm)" "" $pvh \
	-machine microvm,pit=off,pic=off,rtc=off
ends_off "no ACPI: the keyboard controller" "
resetting by the keyboard controller" $image -machine pc,acpi=off

status "no long mode" 39 $image exit=debug -cpu qemu32
says "no long mode: message" "error: this CPU has no long mode"
status "no local APIC" 39 $image exit=debug -cpu qemu64,-apic
says "no local APIC: message" "error: this CPU has no local APIC"
status "no PIT and no PIC" 35 $pvh exit=debug -machine microvm,pit=off,pic=off
says "no PIT and no PIC: the reason names the phases" 'verdict=unpatched reason="no timer: timer_interrupt '
status "little memory" 39 $image exit=debug -m 3M
says "little memory: reason" 'verdict=error reason="less free memory than touch_mib="'
status "no serial port" 35 $image exit=debug -serial none -nodefaults
status "a debug console" 35 $image exit=debug -debugcon "file:$tmp/debugcon"
is "it has all that the serial port has" "$(cksum <"$tmp/debugcon")" "$(cksum <"$tmp/log")"
status "a debug console alone" 35 $image exit=debug -serial none -debugcon "file:$tmp/log"
ok "the record is valid" build/probe-os/exit-record "$tmp/log"
status "bad option" 39 $image "exit=debug touch_mib=many"
says "bad option: reason" 'reason="command line: touch_mib= is not a number up to 3072"'

for cpus in 1 2 4; do
	status "$cpus CPUs" 35 $image exit=debug -smp $cpus
	says "$cpus CPUs: all of them run" " cpus=$cpus "
done
status "16 CPUs" 35 $image exit=debug -smp 16
says "the record says how many of them ran" " cpus=8 cpus_present=16 "
says "the table, too" "the exit counters are missing, 8 of 16 CPUs"
status "a root bus besides bus 0" 35 $image exit=debug -machine q35 -device pxb-pcie,id=root,bus_nr=128 \
	-device pcie-root-port,bus=root,id=behind,chassis=1 -device virtio-rng-pci,bus=behind
says "what is behind it is found" " pci_functions=9 pci_roots=2 "
status "benchmarks" 35 $image "exit=debug bench=cpuid,round_robin iterations=5" -smp 2
says "benchmarks: the empty one also runs" "bench id=1 name=empty status=unchecked"
says "benchmarks: cpuid ran" "bench id=3 name=cpuid status=unchecked reason=\"\" n=5 "
says "benchmarks: round_robin ran with the other CPU" "name=round_robin status=unchecked"
ok "the record is valid" build/probe-os/exit-record "$tmp/log"
status "a benchmark that needs another CPU" 35 $image "exit=debug bench=ipi"
says "a benchmark that needs another CPU is skipped" 'name=ipi status=skip reason="the machine has one CPU"'
status "an unknown benchmark" 39 $image "exit=debug bench=cpuid,no_such"
says "an unknown benchmark: reason" 'reason="command line: bench= knows no no_such"'

# paused BYTES SECONDS: the record by a socket whose reader pauses there
paused() {
	rm -f "$tmp/socket"
	emulate -monitor none -serial "unix:$tmp/socket,server=on" -kernel $image -append exit=debug \
		>"$tmp/qemu" 2>&1 &
	until build/probe-os/test/pausing-reader "$tmp/socket" "$1" "$2" >"$tmp/log" 2>/dev/null; do
		kill -0 $! || break
		sleep 0.1
	done
	wait $! || true
}
paused 1000 3
ok "a reader that pauses gets the whole record" build/probe-os/exit-record "$tmp/log"
says "the verdict says that it did" "the host is not patched; waited at least "

# An undefined instruction; a read at 8 GiB, which is not mapped; a stack there.
# They replace an operation, which is called only by the table of benchmarks.
late=$(offset_of op_wbinvd)
patch_image ud.elf "$late" '\017\013'
status "invalid opcode" 39 "$tmp/ud.elf" "exit=debug bench=wbinvd"
says "invalid opcode: message" "error: exception 6, error code 0000000000000000, RIP 0000000000"
says "invalid opcode: the checkpoint" "after checkpoint end"
patch_image pf.elf "$late" '\0110\0241\0000\0000\0000\0000\0002\0000\0000\0000'
status "page fault" 39 "$tmp/pf.elf" "exit=debug bench=wbinvd"
says "page fault: the address" "CR2 0000000200000000"
patch_image df.elf "$late" '\0061\0344\0120'
status "double fault" 39 "$tmp/df.elf" "exit=debug bench=wbinvd"
says "double fault: message" "error: exception 8"
patch_image early.elf "$(offset_of work_port_writes)" '\017\013'
status "exception before the command line is read" 39 "$tmp/early.elf" exit=debug

# Halted at the end: the screen and the final sample can be read.
final=0x$(nm $image | sed -n 's/ [A-Za-z] final_sample$//p')
# to_rows: the screen as text. Every second byte is an attribute.
to_rows() {
	od -An -v -tc -w2 "$tmp/screen" | cut -c4 | tr -d '\n' | fold -w 80 >"$tmp/rows"
}
# save_screen QEMU-OPTION...: runs to the halt; saves the screen's rows and the final sample
save_screen() {
	rm -f "$tmp/log"
	{
		for _ in $(seq 100); do
			! grep -aqs 'end verdict=' "$tmp/log" || break
			sleep 0.1
		done
		sleep 0.2
		echo "pmemsave 0xb8000 4000 \"$tmp/screen\""
		echo "pmemsave $final 8 \"$tmp/sample\""
		echo quit
	} | emulate -monitor stdio -serial "file:$tmp/log" -kernel $image "$@" >/dev/null
	to_rows
}
ok "exit=halt is the default" save_screen
ok "the screen begins with the machine" sh -c "head -n 1 '$tmp/rows' | grep -q '^Exit Probe on'"
ok "the screen ends with the verdict" grep -q '^verdict: unpatched' "$tmp/rows"
has_all_rows() {
	head -n 1 "$tmp/rows" | grep -q '^Exit Probe on' && grep -q '^ap_all' "$tmp/rows" &&
		grep -q '^verdict: unpatched' "$tmp/rows"
}
ok "exit=halt with two CPUs" save_screen -smp 2
ok "the screen has room for their phases, the machine and the verdict" has_all_rows
is "the serial port has all phases" "$(grep -cE '^(entry|cpu|image|paging|ap_all) ' "$tmp/log")" 4
ok "the final sample is in memory" sh -c "od -An -tx8 '$tmp/sample' | grep -q '[1-9a-f]'"
# look_without_ports: until the screen says how it ended
look_without_ports() {
	{
		for _ in $(seq 100); do
			echo "pmemsave 0xb8000 4000 \"$tmp/screen\""
			sleep 0.1
			to_rows 2>/dev/null
			! grep -q '^no serial port' "$tmp/rows" || break
		done
		echo quit
	} | emulate -monitor stdio -serial none -kernel $image "$@" >/dev/null
}
ok "without any port" look_without_ports -smp 2
ok "the screen has room for all that" has_all_rows
is "and says at its end that the record is nowhere" "$(sed -n 's/ *$//; /./p' "$tmp/rows" | tail -n 1)" \
	"no serial port and no debug console: the record had nowhere to go"

tap_done
