# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Runs the probe on a made machine or under a made boot loader, and reads how it ended. Source
# this after tap.sh.

. probe-os/test/complete.sh

image=build/probe-os/exit-probe.elf
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# An instruction takes 8 ns of the only clock, so that every run is the same.
# -no-reboot makes a triple fault end QEMU with status 0, which no test expects.
machine() {
	exec timeout 60 boot/lab/qemu.sh -accel tcg -icount shift=3,sleep=off -m 64 -display none \
		-no-reboot -monitor none -device isa-debug-exit,iobase=0xf4,iosize=4 \
		-serial "file:$tmp/log" "$@" >"$tmp/qemu" 2>&1
}

emulate() {
	rm -f "$tmp/log"
	(machine "$@")
}

# says TEXT: the last run wrote it to the serial port; if not, prints its last lines.
# end:KEY=VALUE or guest:KEY=VALUE is compared with the record, with * for any VALUE.
says() {
	case $1 in
	end:*=* | guest:*=*)
		says_key=${1%%=*}
		says_got=$(build/probe-os/exit-record get "${says_key%%:*}" "${says_key#*:}" "$tmp/log" 2>&1) &&
			{ [ "${1#*=}" = "$says_got" ] || [ "${1#*=}" = '*' ]; }
		;;
	*) grep -aqF -- "$1" "$tmp/log" ;;
	esac || {
		tail -n 2 "$tmp/log" "$tmp/qemu"
		false
	}
}

# ends NAME STATUS TEXT QEMU-OPTION...: a run ends with this status and writes TEXT
ends() {
	ends_name=$1 ends_want=$2 ends_text=$3
	shift 3
	ends_got=0
	emulate "$@" || ends_got=$?
	is "$ends_name: exit status" "$ends_got" "$ends_want"
	ok "$ends_name: reason" says "$ends_text"
}

# halts NAME TEXT QEMU-OPTION...: a run halts at its end and writes TEXT
halts() {
	halts_name=$1 halts_text=$2
	shift 2
	rm -f "$tmp/log"
	machine "$@" &
	halts_qemu=$!
	wait_complete "$tmp/log" 30 || true
	kill $halts_qemu 2>/dev/null || true
	wait $halts_qemu 2>/dev/null || true
	ok "$halts_name: reason" says "$halts_text"
}

# A boot loader that passes any data; see bad_loader.asm.
nasm -f bin -o "$tmp/loader" probe-os/test/bad_loader.asm
entry=$(readelf -h $image | sed -n 's/ *Entry point address: *//p')
start=0x2000000 info=0x2000100 list=0x2000800 cmdline=0x2001000
eax=0 ebx=$info nmi=0

# words FILE WORD...: little-endian, 32 bits each
words() {
	words_file=$tmp/$1
	shift
	for word in "$@"; do
		for shift in 0 8 16 24; do
			# shellcheck disable=SC2059 # the format is the byte
			printf "\\$(printf %03o $((word >> shift & 255)))"
		done
	done >"$words_file"
}

# load FUNCTION ARGUMENT...: calls FUNCTION with the bad loader, which passes EAX $eax and
# EBX $ebx and sends an NMI after $nmi times 10 ns; the files info, list and cmdline are in
# memory.
load() {
	words start "$eax" "$ebx" "$entry" "$nmi"
	"$@" -kernel "$tmp/loader" -device loader,file=$image \
		-device "loader,file=$tmp/start,addr=$start,force-raw=on" \
		-device "loader,file=$tmp/info,addr=$info,force-raw=on" \
		-device "loader,file=$tmp/list,addr=$list,force-raw=on" \
		-device "loader,file=$tmp/cmdline,addr=$cmdline,force-raw=on"
}
