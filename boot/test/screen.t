#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the ISO shows on the screen of a machine, read back from a picture of it: on UEFI the
# table as pixels, on BIOS as before.
set -u
. boot/base/tap.sh

iso=build/boot/exit-probe.iso
export MACHINE=q35 SHARE=build/lab/packages-amd64/usr/share
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# read_pixels: the text of the picture
read_pixels() {
	build/probe-os/test/screen-text "$work/picture" >"$work/rows" 2>"$work/wrong"
}

# read_cells: the text in VGA's memory. Every second byte is an attribute.
read_cells() {
	od -An -v -tc -w2 "$work/cells" | cut -c4 | tr -d '\n' | fold -w 80 | sed 's/ *$//' >"$work/rows"
}

# boot_until TEXT READ BOOT QEMU-OPTION...: boots until a row of the screen begins with TEXT;
# saves the rows.
boot_until() {
	boot_text=$1 boot_read=$2 boot_way=$3
	shift 3
	rm -f "$work/log" "$work/picture" "$work/cells"
	: >"$work/rows"
	for _ in $(seq 100); do
		printf 'screendump %s\npmemsave 0xb8000 4000 "%s"\n' "$work/picture" "$work/cells"
		sleep 0.5
		! "$boot_read" 2>/dev/null || ! grep -q "^$boot_text" "$work/rows" || break
	done | {
		cat
		echo quit
	} | timeout 120 boot/guest/guest.sh boot/lab/qemu.sh tcg "$boot_way" "$iso" 1 exit=halt \
		-monitor stdio "$@" >"$work/qemu" 2>&1
	cat "$work/wrong" 2>/dev/null
	grep "^$boot_text" "$work/rows"
}

# shows_log NAME: the rows of the screen are lines of the serial port, in its order.
shows_log() {
	grep . "$work/rows" >"$work/shown"
	is "$1: the first row" "$(head -n 1 "$work/shown" | cut -c 1-14)" "Exit Probe on "
	is "$1: a row for each phase of one CPU, and the sum" \
		"$(grep -cE '^[a-z_]+ +[0-9.]+[kMG]?$' "$work/shown")" \
		"$(($(grep -a '^exit-probe: phase ' "$work/log" | grep -vc ' name=ap_') + 1))"
	tr -d '\r' <"$work/log" | grep -axFf "$work/shown" >"$work/said"
	ok "$1: the rows are those of the serial port" diff "$work/said" "$work/shown"
}

for device in VGA virtio-vga ramfb; do
	ok "UEFI with $device shows the verdict" \
		boot_until 'verdict: unpatched' read_pixels uefi -device $device -serial "file:$work/log"
	shows_log "UEFI with $device"
done

ok "UEFI without a serial port says that the record is nowhere" \
	boot_until 'no serial port' read_pixels uefi -device VGA -serial none
is "in the last row" "$(grep . "$work/rows" | tail -n 1)" \
	"no serial port and no debug console: the record had nowhere to go"

# record_comes QEMU-OPTION...: a UEFI machine whose screen the probe cannot use leaves its record.
record_comes() {
	rm -f "$work/log"
	timeout 60 boot/guest/guest.sh boot/lab/qemu.sh tcg uefi "$iso" 1 exit=debug -monitor none \
		-serial "file:$work/log" "$@"
	build/probe-os/exit-record "$work/log"
}
ok "UEFI with a GPU without a framebuffer leaves its record" record_comes -device virtio-gpu-pci

ok "BIOS shows the verdict" boot_until 'verdict: unpatched' read_cells iso -device VGA -serial "file:$work/log"
shows_log "BIOS"
is "BIOS stays in text mode" "$(sed -n '2{p;q}' "$work/picture")" "720 400"
tap_done
