#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Pack L1's userland as one initramfs: busybox, QEMU with only the libraries and firmware
# it needs, guest.sh and init. It has no kernel modules.
#
# usage: userland.sh PACKAGES OUT.cpio
#   PACKAGES  the folder of the unpacked amd64 packages
set -eu
. boot/lab/libraries.sh

packages=$1 out=$2
here=$(dirname "$0")
root=$out.d
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$root"

# install_file PATH: copies a file of the packages to the same place; follows links.
install_file() {
	mkdir -p "$root/$(dirname "$1")"
	cp -L "$packages/$1" "$root/$1"
}

install_file bin/busybox
install_file usr/bin/qemu-system-x86_64
install_libraries "$root" "$root/usr/bin/qemu-system-x86_64" "$packages"
install_loader "$root" "$packages"
for firmware in seabios/bios-256k.bin seabios/bios-microvm.bin qemu/qboot.rom \
	qemu/kvmvapic.bin qemu/linuxboot_dma.bin qemu/multiboot_dma.bin qemu/pvh.bin \
	OVMF/OVMF_CODE_4M.fd OVMF/OVMF_VARS_4M.fd; do
	install_file "usr/share/$firmware"
done

mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/etc" "$root/var/tmp"
cp "$here/../guest/guest.sh" "$root/bin/guest.sh"
cp "$here/init" "$root/init"
cp "$here/wait-for-tsc" "$root/bin/"
chmod 755 "$root/init" "$root/bin/guest.sh" "$root/bin/wait-for-tsc"

boot/base/cpio.sh "$root" "$out"
