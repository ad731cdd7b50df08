#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 emulated by Bochs; no hardware needed. vmx.sh and svm-bochs.sh use it.
#
# usage: bochs.sh MODEL IPS PACE KERNEL INITRAMFS APPEND OUT
#   MODEL   the CPU: one without RDRAND, which Bochs seeds from the host's clock
#   IPS     instructions per second of L1's clock
#   PACE    fast and exact are the same here: Bochs's clock counts only instructions,
#           so that every run is exact
#   APPEND  L1's command line
# Temporary files go into INITRAMFS's folder.
# LAB_MEMORY=MIB  of L1 (default 1024)
# Leaves OUT/console.log, OUT/handed-over, OUT/report (see lab/init), OUT/bochs.log.
set -eu

model=$1 ips=$2 kernel=$4 initramfs=$5 append=$6 out=$7
work=$(dirname "$initramfs")
packages=build/lab/bochs-$(dpkg --print-architecture)

# Bochs cannot load a kernel: ISOLINUX reads kernel and initramfs from a CD. GRUB would copy
# byte by byte, which takes as long as the kernel's own boot.
mkdir "$work/cd"
cp "$kernel" "$work/cd/vmlinuz"
cp "$initramfs" "$work/cd/initramfs"
cp "$packages/usr/lib/ISOLINUX/isolinux.bin" \
	"$packages/usr/lib/syslinux/modules/bios/ldlinux.c32" "$work/cd/"
cat >"$work/cd/isolinux.cfg" <<-END
	default l1
	label l1
	linux /vmlinuz
	initrd /initramfs
	append $append nokaslr reboot=triple
END
# The same CD in every run, with the date of L1's clock
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH
find "$work/cd" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
xorriso -report_about FAILURE -as mkisofs -b isolinux.bin -no-emul-boot \
	-boot-load-size 4 -boot-info-table -o "$work/l1.iso" "$work/cd" 2>"$out/xorriso.log"

# memory: as on SVM. With less than 512 MiB Linux does not use huge pages, and each page the
# guest touches costs an exit.
# A reset would boot L1 again: a triple fault ends Bochs instead.
# The terminal display needs no screen and, unlike VNC, opens no port.
cat >"$work/bochsrc" <<-END
	cpu: model=$model, ips=$ips, reset_on_triple_fault=0
	memory: guest=${LAB_MEMORY:-1024}, host=${LAB_MEMORY:-1024}
	romimage: file=$packages/usr/share/bochs/BIOS-bochs-latest
	vgaromimage: file=$packages/usr/share/bochs/VGABIOS-lgpl-latest
	vga: extension=vbe, update_freq=1, realtime=0
	display_library: term
	sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
	ata0-master: type=cdrom, path=$work/l1.iso, status=inserted
	boot: cdrom
	com1: enabled=1, mode=file, dev=$out/console.log
	com2: enabled=1, mode=file, dev=$out/handed-over
	com3: enabled=1, mode=file, dev=$out/report
	clock: sync=none, time0=1767225600
	log: $out/bochs.log
	panic: action=fatal
END
# Debian's Bochs starts in its debugger.
echo continue >"$work/debugger"

export TERM=dumb BXSHARE="$packages/usr/share/bochs"
boot/base/unpacked.sh "$packages" usr/bin/bochs-bin -q -f "$work/bochsrc" \
	-rc "$work/debugger" </dev/null >/dev/null &
bochs=$!
# Bochs ignores SIGTERM.
trap 'kill -KILL $bochs' EXIT
trap 'exit 130' HUP INT TERM
wait $bochs || true
trap - EXIT
# Its exit status is always 1, so that only the log tells success.
grep -q 'soft power off\|3rd.*exception with no resolution' "$out/bochs.log"
