#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The ELF64 and the loader of Firecracker and Cloud Hypervisor, rust-vmm's linux-loader: it
# takes the image, and refuses one that is wrong in any way that it checks.
set -eu
. boot/base/tap.sh

image=build/probe-os/exit-probe-pvh.elf
load=build/probe-os/test/elf-load
if [ ! -x $load ]; then
	skip "linux-loader takes the image" "Debian has no Rust for it here, or it was not built: see build/log/elf-load.log"
	tap_done
	exit
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The file format's offsets: in the header, in the table of segments, in one of its entries
data=5 e_entry=24 e_phoff=32 phentsize=54 phnum=56
table=64 entry_size=56
offset=8 paddr=24 filesz=32
note_entry=$((table + 2 * entry_size))

# le WIDTH NUMBER...: these bytes, little-endian
le() {
	le_width=$1
	shift
	for number in "$@"; do
		for byte in $(seq 0 $((le_width - 1))); do
			# shellcheck disable=SC2059 # the format is the byte
			printf "\\$(printf %03o $((number >> 8 * byte & 255)))"
		done
	done
}

# put OFFSET: standard input goes there, into the wrong image.
put() {
	dd of="$tmp/wrong" bs=1 seek="$1" conv=notrunc 2>/dev/null
}

# number OFFSET: 64 bits of the image
number() {
	od -An -tu8 -j "$1" -N 8 $image | tr -d ' '
}

# start: the wrong image is a good one. append: standard input comes behind it; $at says where.
start() {
	cp $image "$tmp/wrong"
	at=$(wc -c <$image)
}
append() {
	cat >>"$tmp/wrong"
}

entry=$(nm build/probe-os/exit-probe.elf64 | sed -n 's/^0*\(.*\) T pvh_entry/\1/p')
code=$(objcopy -O binary --only-section=.entry build/probe-os/exit-probe.elf64 "$tmp/entry" &&
	from=$(nm build/probe-os/exit-probe.elf64 | sed -n 's/ . multiboot2_start$//p') &&
	od -An -v -tx1 -j $((0x$entry - 0x$from)) -N 32 "$tmp/entry" | tr -d ' \n')
is "the code at the entry point is known" "$(printf %.2s "$code")" b8
is "the image has one note" "$(readelf -lW $image | grep -c '^ *NOTE')" 1

echo "# $(grep '^linux-loader ' $load.versions)"
is "linux-loader takes the image, and has its code at the entry point" "$($load $image 2>&1)" "$entry $code"
# refuses NAME REASON [IMAGE]
refuses() {
	fails "$1 is refused" "^elf-load: .*$2" $load "${3:-$tmp/wrong}"
}
refuses "an ELF32" "Invalid program header size" build/probe-os/exit-probe.elf

start && printf x | put 0
refuses "what is no ELF" "Invalid Elf magic number"
start && le 1 2 | put $data
refuses "another byte order" "Trying to load big-endian binary"
start && le 2 32 | put $phentsize
refuses "a table of segments with entries of 32 bytes" "Invalid program header size"
start && le 8 63 | put $e_phoff
refuses "a table of segments inside the header" "Invalid program header offset"
start && le 8 $(((1 << 20) - 1)) | put $e_entry
refuses "an entry point below 1 MiB" "Invalid entry address"
start && le 2 1000 | put $phnum && truncate -s 8192 "$tmp/wrong"
refuses "a table of segments beyond the file" "Unable to read program header"
start && le 8 $((128 << 20)) | put $((table + paddr))
refuses "a segment whose physical address is beyond memory" "Unable to read kernel image"
start && le 8 $((16 << 20)) | put $((table + paddr))
ok "a segment at another physical address is loaded there" sh -c "[ '$($load "$tmp/wrong")' = '$entry $(printf %064d 0)' ]"

# A note of another type, "Test", with a descriptor of one byte; PADDING is a function.
pad() {
	printf '\0\0\0'
}
no_pad() {
	:
}
other_note() {
	le 4 5 1 1
	printf 'Test\0'
	"$1"
	printf x
	"$1"
}
# note NAMESIZE DESCSIZE TYPE: the image's own, but for these
note() {
	le 4 "$@"
	printf 'Xen\0'
	le 4 $((0x$entry))
}
# behind SIZE: the segment of notes is what was appended, SIZE bytes.
behind() {
	le 8 "$at" | put $((note_entry + offset))
	le 8 "$1" | put $((note_entry + filesz))
}
start && { other_note pad && note 4 4 18; } | append && behind 48
is "a note behind another one, both aligned to 4 bytes, is found" "$($load "$tmp/wrong" 2>&1)" "$entry $code"
start && { other_note no_pad && note 4 4 18; } | append && behind 42
refuses "a note that is not aligned" "PVH entry point not present|Unable to read note header"
start && note 4 4 17 | append && behind 20
refuses "a note of another type" "PVH entry point not present"
start && note 3 4 18 | append && behind 20
refuses "a note whose name has no end" "PVH entry point not present"
start && note 4 2 18 | append && behind 20
refuses "an entry point of two bytes" "Invalid PVH note header"
start && behind 20
refuses "notes beyond the file" "Unable to read note header"

# two_notes FIRST SECOND: offsets of the notes of two segments, in a table behind the file
two_notes() {
	{
		dd if=$image bs=1 skip=$table count=$((2 * entry_size)) 2>/dev/null
		for notes in "$@"; do
			le 4 4 4
			le 8 "$notes" 0 0 20 20 4
		done
	} | append
	le 8 $((at + 24)) | put $e_phoff
	le 2 4 | put $phnum
}
own=$(number $((note_entry + offset)))
start && other_note pad | append && two_notes "$at" "$own"
is "of two segments of notes the last decides" "$($load "$tmp/wrong" 2>&1)" "$entry $code"
start && other_note pad | append && two_notes "$own" "$at"
refuses "an image whose last segment of notes has no entry point" "PVH entry point not present"
tap_done
