#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The guest machine: every flag of the QEMU that boots the probe stands here,
# with its reason. It runs on the user's machine and in the lab's L1 alike
# (POSIX sh, busybox will do), and execs QEMU.
#
# usage: guest.sh QEMU ACCEL BOOT IMAGE CPUS OPTIONS [QEMU-OPTION...]
#   QEMU    the command: qemu-system-x86_64 or a wrapper of it
#   ACCEL   kvm or tcg
#   BOOT    iso (BIOS), uefi (the same ISO), kernel (QEMU's -kernel, no loader),
#           pvh (the same, where QEMU finds no multiboot header in the image),
#           linux (BIOS, an ISO with the boot stage; the guest's disk is DISK),
#           disk (BIOS, from DISK alone; IMAGE is a second disk)
#   IMAGE   the ISO, or the kernel
#   CPUS    how many vCPUs
#   OPTIONS the guest's, as on a command line. exit=debug ends QEMU, too
# MACHINE is q35 (what virt-manager takes for a new guest, the default), pc or microvm.
# ISO_BUS is cd, or virtio for iso and linux: then the ISO is a disk.
# SHARE is where firmware's packages have their /usr/share, DISK a disk or device,
# which is raw unless DISK_FORMAT says qcow2.
set -eu

qemu=$1 accel=$2 boot=$3 image=$4 cpus=$5 options=$6
machine=${MACHINE:-q35}
shift 6

# No default devices and no network: nothing but the guest causes exits.
set -- -nodefaults -no-user-config -display none -nic none "$@"
set -- -machine "$machine" -smp "$cpus" "$@"
# A guest that resets itself has failed: QEMU ends instead of booting again.
set -- -no-reboot "$@"
case $accel in
kvm) set -- -accel kvm -cpu host "$@" ;;
tcg) set -- -accel tcg -cpu max "$@" ;;
esac
case $options in
*exit=debug*) set -- -device isa-debug-exit,iobase=0xf4,iosize=0x4 "$@" ;;
esac
# The prefix says whose it is, see grub.cfg. QEMU takes a comma for the end of a value,
# unless there are two.
oem=$(printf %s "exit-probe:$options" | sed 's/,/,,/g')
# microvm has no drive for a CD, no SMBIOS, and by default a firmware, qboot, that knows
# nothing but -kernel. The ISO starts as a disk, too.
virtio='virtio-blk-pci'
case $machine:${ISO_BUS:-cd}:$boot in
microvm:*:iso | microvm:*:linux)
	set -- -bios "$SHARE/seabios/bios-microvm.bin" "$@"
	virtio=virtio-blk-device boot=virtio-$boot
	;;
*:virtio:iso | *:virtio:linux)
	set -- -smbios "type=11,value=$oem" "$@"
	boot=virtio-$boot
	;;
esac
iso="if=none,id=iso,format=raw,readonly=on,file=$image"
# OVMF alone needs more than the 128 MiB that are plenty for the rest. What it writes to
# its variables is forgotten.
case $boot in
kernel | pvh)
	exec "$qemu" -m 128 -kernel "$image" -append "$options" "$@"
	;;
iso)
	exec "$qemu" -m 128 -cdrom "$image" -smbios "type=11,value=$oem" "$@"
	;;
uefi)
	exec "$qemu" -m 256 -cdrom "$image" -smbios "type=11,value=$oem" \
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$SHARE/OVMF/OVMF_CODE_4M.fd" \
		-drive "if=pflash,unit=1,format=raw,snapshot=on,file=$SHARE/OVMF/OVMF_VARS_4M.fd" "$@"
	;;
virtio-iso)
	exec "$qemu" -m 128 -drive "$iso" -device $virtio,drive=iso "$@"
	;;
# virtio is what virt-manager gives a Linux guest. The ISO boots, not the disk.
linux)
	exec "$qemu" -m "${GUEST_MEMORY:-512}" -boot d -cdrom "$image" \
		-smbios "type=11,value=$oem" \
		-drive "if=virtio,format=raw,file=$DISK" "$@"
	;;
# Linux's own disk is the first.
virtio-linux)
	exec "$qemu" -m "${GUEST_MEMORY:-512}" -drive "if=none,id=disk,format=raw,file=$DISK" \
		-device $virtio,drive=disk -drive "$iso" -device $virtio,drive=iso,bootindex=0 "$@"
	;;
disk)
	exec "$qemu" -m "${GUEST_MEMORY:-1024}" \
		-drive "if=virtio,format=${DISK_FORMAT:-raw},file=$DISK" \
		-drive "if=virtio,format=raw,readonly=on,file=$image" "$@"
	;;
esac
