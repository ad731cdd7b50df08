#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 with Intel VMX and EPT: Bochs, no hardware needed. L1 comes from a GRUB ISO,
# as Bochs loads no kernel itself.
#
# usage: vmx.sh PACE KERNEL INITRAMFS OUT
#   PACE  either; the clock counts instructions in both
# Leaves OUT/console.log, OUT/handed-over and OUT/report (see lab/init), and
# OUT/bochs.log.
set -eu

kernel=$2 initramfs=$3 out=$4
append="console=ttyS0 quiet panic=-1 nokaslr random.trust_cpu=off"
work=$(mktemp -d "$out/vmx.XXXXXX")
bochs=
at_exit() {
	[ -z "$bochs" ] || kill "$bochs" 2>/dev/null || true
	rm -rf "$work"
}
trap at_exit EXIT
trap 'exit 130' HUP INT TERM

die() {
	echo "vmx: $*" >&2
	exit 1
}
command -v bochs >/dev/null || die "no bochs: install the packages bochs, bochsbios, vgabios"

mkdir -p "$work/root/boot/grub"
cp "$kernel" "$work/root/vmlinuz"
mv "$initramfs" "$work/root/initramfs"
cat >"$work/grub.cfg" <<-END
	search.file /vmlinuz root
	linux /vmlinuz $append
	initrd /initramfs
	boot
END
grub-mkimage -d "${GRUB_DIR:-/usr/lib/grub}/i386-pc" -O i386-pc-eltorito -p /boot/grub \
	-c "$work/grub.cfg" -o "$work/root/boot/grub/bios.img" \
	biosdisk iso9660 search_fs_file linux boot
xorriso -report_about FAILURE -as mkisofs -rational-rock -b boot/grub/bios.img \
	-no-emul-boot -boot-load-size 4 -boot-info-table -o "$work/l1.iso" "$work/root" ||
	die "xorriso failed"
rm -rf "$work/root"

# No screen: rfb waits for nobody. No sound: ALSA would end it. A fixed date, and
# a clock that only instructions move.
cat >"$work/bochsrc" <<-END
	cpu: model=corei7_haswell_4770, count=1, ips=50000000
	memory: guest=1024, host=1024
	romimage: file=/usr/share/bochs/BIOS-bochs-latest
	vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
	display_library: rfb, options="timeout=0"
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
# The debugger that is built in waits for this.
echo c >"$work/debugger"

# The soft power-off is a panic to Bochs: what the job reported decides.
bochs -q -f "$work/bochsrc" -rc "$work/debugger" </dev/null >"$work/bochs.out" 2>&1 &
bochs=$!
wait "$bochs" || true
bochs=
