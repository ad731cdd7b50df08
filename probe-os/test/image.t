#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The image: its size, its headers, and reproducible builds.
set -eu
. boot/base/tap.sh

image=build/probe-os/exit-probe.elf
linked=build/probe-os/exit-probe.elf64
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

size=$(wc -c <$image)
ok "image is below 64 KiB" test "$size" -lt 65536
ok "multiboot 1 header" grub-file --is-x86-multiboot $image
objcopy -O binary $image "$tmp/memory"
# header WORD: a word of the multiboot 1 header, which the image begins with
header() {
	od -An -tu4 -j $((4 * $1)) -N 4 "$tmp/memory" | tr -d ' '
}
offset=$(objdump -h $image | awk '$2 == ".multiboot1" { print $6 }')
is "its addresses: what is loaded is one piece of the file" \
	"$(($(header 5) - $(header 4))): $(tail -c "+$((0x$offset + 1))" $image | head -c "$(($(header 5) - $(header 4)))" | cksum)" \
	"$(wc -c <"$tmp/memory"): $(cksum <"$tmp/memory")"
is "its addresses: header, image, and the entry point" "$(printf '%x ' "$(header 3)" "$(header 4)" "$(header 7)")" \
	"100000 100000 $(readelf -h $image | sed -n 's/.*Entry point address: *0x//p') "
is "its addresses: the end of the image" "$(printf %x "$(header 6)")" \
	"$(nm $linked | sed -n 's/^0*\(.*\) . image_end$/\1/p')"
ok "multiboot 2 header" grub-file --is-x86-multiboot2 $image
ok "PVH note" sh -c "readelf -n $image | grep -q 'Xen .*0x00000012'"
ok "ELF32 for i386" sh -c "readelf -h $image | grep -q 'Intel 80386'"
is "its only symbol is final_sample" "$(nm $image)" \
	"$(nm $linked | sed -n 's/^0*\(.\{8\} . final_sample\)$/\1/p')"
is "it contains no path of the build machine" "$(grep -cF "$PWD" $image)" 0

# Bochs 3.0 aborts on a REP string instruction with 32-bit addresses in 64-bit code.
is "string instructions have 64-bit addresses" \
	"$(objdump -d $linked | sed -n 's/.*\trep.*(%\(.\)di).*/\1/p' | sort -u)" r

# The TSC and the latching read are the seventh and the last of these.
ok "first sample within thirteen instructions" sh -c "
	objdump -d -M i386 -m i386 --start-address=0x\$(nm $linked |
		sed -n 's/ T pvh_entry//p') $image |
	grep -P '^ +[0-9a-f]+:\t' | head -n 13 | grep -c 'rdtsc\|cpuid' | grep -qx 2"

# build DIR ASSIGNMENT...: builds a copy of the sources elsewhere.
build() {
	mkdir "$tmp/$1"
	cp -R Makefile probe-os host-patch boot "$tmp/$1"
	where=$tmp/$1
	shift
	make -C "$where" "$@" build/probe-os/exit-probe.elf
}

ok "builds in another place" build one
ok "the same bytes there" cmp $image "$tmp/one/build/probe-os/exit-probe.elf"
if command -v x86_64-linux-gnu-gcc >/dev/null; then
	ok "builds with a named cross compiler" build two CROSS_COMPILE=x86_64-linux-gnu-
	ok "the same bytes from it" cmp $image "$tmp/two/build/probe-os/exit-probe.elf"
else
	skip "builds with a named cross compiler" "x86_64-linux-gnu-gcc is missing"
fi
fails "a missing assembler is reported" nasm build three NASM=no-such-nasm

# font FILE: makes the font from it.
font() {
	awk -f probe-os/hw/font.awk "$1" >"$tmp/font.inc"
}
fails "a missing font is reported" "^font: $tmp/none: cannot be read: install " font "$tmp/none"
fails "a file that is no font is refused" "^font: Makefile: not 128 rows: " font Makefile
for _ in $(seq 127); do
	printf '0x00, %.0s' $(seq 16)
	echo
done >"$tmp/cut"
fails "a font without its last row is refused" "^font: $tmp/cut: not 128 rows: " font "$tmp/cut"
sed '1s/0x00, //' "$tmp/cut" >"$tmp/short"
fails "a row without its first byte is refused" "^font: $tmp/short: a row has not 16 bytes: " font "$tmp/short"

tap_done
