#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The live image on an emulated PC, from a USB stick and as a CD, by BIOS and by UEFI: it
# measures by itself, its stick has the results, and nothing else is written.
set -u
. boot/base/tap.sh

image=build/live/exit-probe.iso
reader=build/probe-os/exit-record
share=build/lab/packages-amd64/usr/share
work=$(mktemp -d build/test.XXXXXX)
trap 'echo quit >"$work/commands"; sleep 2; rm -rf "$work"' EXIT
stick=$work/stick
partitions=$(xorriso -indev $image -report_system_area plain 2>/dev/null |
	sed -n 's/^GPT start and size : *3 *\([0-9]*\) *\([0-9]*\)$/\1 \2/p')
first=${partitions% *} count=${partitions#* }

# start NAME CPU MIB QEMU-OPTION...: a machine. Its serial port is NAME.log, and $work/commands
# goes to its monitor. (Without keys its emulator may hang, see lab/svm.sh.)
start() {
	name=$1 cpu=$2 mib=$3
	shift 3
	: >"$work/$name.log"
	: >"$work/commands"
	{
		while sleep 1 && echo sendkey shift; do
			cat "$work/commands"
			: >"$work/commands"
		done 2>/dev/null | timeout 900 boot/lab/qemu.sh -accel tcg,thread=single -cpu "$cpu" \
			-machine q35 -m "$mib" -nodefaults -no-user-config -display none -vga std -nic none \
			-no-reboot -monitor stdio -device qemu-xhci -serial "file:$work/$name.log" "$@" >"$work/$name.out" 2>&1
		: >"$work/$name.ended"
	} &
	began=$(date +%s)
}

# wait_for TEXT: until the machine's serial port has it, or the machine has ended
wait_for() {
	over=
	until grep -qaF -- "$1" "$work/$name.log"; do
		[ -z "$over" ] || return 1
		[ ! -e "$work/$name.ended" ] || over=yes
		sleep 0.5
	done
	echo "# $name: \"$1\" after $(($(date +%s) - began)) s"
}

# reaches NAME TEXT: expects it
reaches() {
	if wait_for "$2"; then
		tap_line ok "$1"
	else
		tap_line "not ok" "$1"
		tail -n 5 "$work/$name.log" "$work/$name.out" | tr -d '\r\033' | sed 's/^/# /'
	fi
}

# send COMMAND...: to the monitor
send() {
	printf '%s\n' "$@" >"$work/commands"
	sleep 3
}

# says NAME TEXT: whether $said has it
says() {
	case $said in
	*"$2"*) tap_line ok "$1" ;;
	*) is "$1" "$said" "... $2 ..." ;;
	esac
}

usb_stick="-drive if=none,id=stick,format=raw,file=$stick -device usb-storage,id=plug,drive=stick,bootindex=0"

# file_of NUMBER: takes a file from the stick's partition, as result
file_of() {
	rm -f "$work/result" "$work/fat"
	dd if="$stick" of="$work/fat" bs=512 skip="$first" count="$count" 2>/dev/null
	MTOOLSRC=/dev/null mcopy -i "$work/fat" "::EXITP00$1.TXT" "$work/result" 2>/dev/null
}

# relayed: what the serial port had of it
relayed() {
	tr -d '\r' <"$work/$name.log" | sed -n '/^==== results begin$/,/^==== results end$/p' | sed '1d; $d'
}

# the stick's bytes outside that partition
others() {
	{
		head -c $((first * 512)) "$1"
		tail -c +$(((first + count) * 512 + 1)) "$1"
	} | sha256sum
}

# Beside it: a disk and a stick that look like its partition, but have other serials
cp $image "$stick"
for decoy in nvme usb; do
	MTOOLSRC=/dev/null mformat -C -T 32768 -h 64 -s 32 -N 12345678 -v EXITPROBE -i "$work/$decoy" ::
done
before=$(cd "$work" && sha256sum nvme usb)
decoys="-drive if=none,id=nvme,format=raw,file=$work/nvme -device nvme,drive=nvme,serial=SECRET
	-drive if=none,id=usb,format=raw,file=$work/usb -device usb-storage,drive=usb,serial=SECRET"
secrets="-smbios type=1,manufacturer=SECRET,product=SECRET,serial=SECRET,uuid=5ec4e700-0000-4000-8000-00005ec4e700
	-device e1000,mac=52:54:00:5e:c4:e7"

# shellcheck disable=SC2086 # several words
start bios EPYC,+svm,+npt 1024 $usb_stick $decoys $secrets -smbios type=11,value=exit-probe:run=probe
wait_for "Booting"
reaches "BIOS, a USB stick: it boots to its menu by itself" "5 switch off"
# What its screen shows then
sleep 2
send "screendump $work/screen"
send "sendkey 5" "sendkey ret"
reaches "the menu's last entry, by the keyboard, switches off" "switching off"
wait
ok "the stick has the results" file_of 1
relayed >"$work/relayed"
ok "they are what the serial port had" cmp "$work/relayed" "$work/result"
ok "they have a record" $reader "$work/result"
is "its verdict" "$($reader verdict "$work/result")" pass
is "its host is patched, and counts causes" \
	"$($reader get host patched "$work/result") $($reader get host causes "$work/result")" "yes detail"
short=$(sed '1,/^== short$/d' "$work/result")
ok "the short form's checksum is right" $reader short "$short"
is "it has the boot's exits" "$($reader short "$short" | sed -n 's/^KERNEL=\([0-9]*\).*/\1/p')" \
	"$($reader get phase exits "$work/result" | awk '{ sum += $1 } END { print sum }')"
if command -v zbarimg >/dev/null; then
	is "the QR code on the screen is the short form" "$(zbarimg -q --raw "$work/screen" 2>/dev/null)" "$short"
else
	skip "the QR code on the screen is the short form" "no zbarimg: install zbar-tools"
fi
is "no serial number, address or name of the machine is in them" \
	"$(grep -ciE 'SECRET|5ec4e7|5e:c4:e7' "$work/result")" 0
is "a disk and a stick beside it have the same bytes" "$(cd "$work" && sha256sum nvme usb)" "$before"
is "the stick's other partitions have the same bytes" "$(others "$stick")" "$(others $image)"

# firmware CODE VARS: the options of OVMF
firmware() {
	echo "-drive if=pflash,unit=0,format=raw,readonly=on,file=$share/OVMF/$1
		-drive if=pflash,unit=1,format=raw,snapshot=on,file=$share/OVMF/$2"
}

# shellcheck disable=SC2046,SC2086
start uefi EPYC,+svm,+npt 1024 $usb_stick -smbios type=11,value=exit-probe:run=probe \
	$(firmware OVMF_CODE_4M.fd OVMF_VARS_4M.fd)
wait_for "measuring: kernel"
send "device_del plug"
reaches "UEFI, the stick is pulled out in the middle: it says that nothing was written, and goes on" \
	"The results could not be written: no USB stick with this image is there"
wait_for "5 switch off"
send "drive_add 0 if=none,id=again,format=raw,file=$stick" "device_add usb-storage,id=again,drive=again"
presses=0
until [ $presses -eq 10 ] || grep -q "partition EXITPROBE as" "$work/$name.log"; do
	send "sendkey 4" "sendkey ret"
	presses=$((presses + 1))
done
reaches "plugged in again: the menu writes them" "The results are on the stick's partition EXITPROBE as EXITP002.TXT"
send quit
wait
ok "the stick has the second results" file_of 2
relayed >"$work/relayed"
ok "they are what the serial port had, too" cmp "$work/relayed" "$work/result"
is "they say that it was UEFI, with the patched KVM" \
	"$(sed -n 's/^firmware=//p' "$work/result") $($reader get host patched "$work/result")" "uefi yes"
is "and that Secure Boot was off" "$(sed -n 's/^ok  *Secure Boot *//p' "$work/result")" off

# A second stick with the same image
cp "$stick" "$work/twin"
before=$(sha256sum <"$stick")
# shellcheck disable=SC2046,SC2086
start secure EPYC,+svm,+npt 1024 $usb_stick -smbios "type=11,value=exit-probe:run=probe end=poweroff" \
	-drive "if=none,id=twin,format=raw,file=$work/twin" -device usb-storage,drive=twin \
	-machine smm=on -global driver=cfi.pflash01,property=secure,value=on \
	$(firmware OVMF_CODE_4M.ms.fd OVMF_VARS_4M.ms.fd)
wait_for "Booting"
reaches "Secure Boot with Microsoft's keys: it boots to its end" "switching off"
wait
relayed >"$work/result"
said=$(tr -d '\r' <"$work/secure.log")
is "it says that Secure Boot is on" "$(sed -n 's/^  *Secure Boot *//p' "$work/result")" on
says "it says on the screen what is measured instead" "The distribution's own is measured instead, by its trace."
is "the results say it, too" "$(grep -c "^The patched KVM is refused\|own is measured instead\|^The patched KVM is not signed" "$work/result")" 3
is "the distribution's KVM is measured, by its trace" \
	"$($reader verdict "$work/result") $($reader get host source "$work/result")" "pass trace"
says "two sticks with this image: it says so" "two USB sticks have this image: pull one out"
is "and neither is written" "$(sha256sum <"$stick") $(sha256sum <"$work/twin")" "$before $before"

start without EPYC,-svm 480 -cdrom $image -machine i8042=off
reaches "as a CD, without SVM, with little memory, without a keyboard: it boots to its menu" \
	"No keyboard is there: plug one in"
send quit
wait
said=$(tr -d '\r' <"$work/without.log")
says "it says what the CPU lacks" "AuthenticAMD, neither VMX nor SVM: this is a VM of KVM or QEMU with nesting off"
says "it says that nothing can be measured" "Nothing can be measured: the line CPU says"
says "it says that there is too little memory" "MiB of memory are free, 512 are needed"
says "it says that the results could not be written" \
	"The results could not be written: no USB stick with this image is there: it was booted as a CD, or pulled out."
is "it measured nothing" "$(relayed | grep -c '^== record')" 0
tap_done
