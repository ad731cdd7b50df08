#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make a Debian guest with systemd from packages: a disk, its kernel and its initramfs.
# Needs no root.
#
# usage: image.sh VARIANT READER.deb OUT
#   VARIANT  minimal   boots to a login prompt, with the reader; besides Debian's own
#                      initramfs it has one of dracut, dracut/initrd.img
#            standard  also has the packages of Debian's default installation
#            cloud     a cloud image: bootable, with cloud-init, without the reader
#            dkms      a host with the tools of DKMS; READER.deb is the DKMS package:
#                      HOST_UPDATE=SCRIPT ROOT READER.deb SECURITY-SOURCE installs it and
#                      updates the kernel, its results are OUT/update.tap
#            libvirt   minimal, with libvirt: an L1 for boot/test/libvirt-lab/
#            kernel    minimal, with the kernel package READER.deb as its only kernel
#   OUT      a folder, gets disk.img, vmlinuz and initrd.img
# SUITE=NAME: the guest's Debian suite (default: see boot/lab/suite)
# DEBIAN_MIRROR=URL: see mirror.sh
set -eu
. boot/base/lib.sh
. boot/base/mirror.sh
. boot/lab/suite

variant=$1 deb=$2 out=$3
here=boot/linux
suite=${SUITE:-$DEBIAN_SUITE}
log=build/log/image-$variant-$suite.log
# `make clean` keeps the downloads here.
cache=build/debs/guest-$suite
packages=systemd-sysv,udev,dbus,zstd,ifupdown,iproute2,login kernel=linux-image-cloud-amd64
base=minbase root=/dev/vda inodes=50000 limit=900

case $variant in
minimal) packages=$packages,dracut-core ;;
standard) base=standard ;;
cloud)
	root=/dev/vda1
	packages=$packages,cloud-init,grub-pc-bin,grub-common
	;;
dkms)
	[ -n "${HOST_UPDATE:-}" ] || die "VARIANT=dkms needs HOST_UPDATE=SCRIPT"
	root=/dev/nvme0n1 inodes=100000 limit=2400
	packages=$packages,dkms,coccinelle,openssl,linux-headers-cloud-amd64,linux-source
	;;
libvirt)
	root=/dev/nvme0n1
	packages=$packages,libvirt-daemon-system,libvirt-clients,qemu-system-x86,virtinst
	;;
kernel) root=/dev/nvme0n1 kernel= ;;
*) die "VARIANT=$variant is invalid: use minimal, standard, cloud, dkms, libvirt or kernel" ;;
esac
mirror=$(mirror_of_suite "$suite")
security=$(mirror_of_suite "$suite-security")
[ -n "$mirror" ] || die "no Debian mirror in the system's sources: set DEBIAN_MIRROR=URL"

mkdir -p "$out" "$cache" build/log
work=$(mktemp -d "$out/image.XXXXXX")
at_exit() {
	rm -rf "$work"
}

main_source="deb [signed-by=$keyring] $mirror $suite main"
security_source="deb [signed-by=$keyring] $security $suite-security main"
cp "$deb" "$work/exit-probe.deb"
# shellcheck disable=SC2016 # mmdebstrap's shell expands $1
case $variant in
cloud)
	# The boot loader as grub-install writes it, except the boot sector
	set -- --customize-hook='mkdir -p "$1/boot/grub"' \
		--customize-hook='cp -r "$1/usr/lib/grub/i386-pc" "$1/boot/grub/"' \
		--customize-hook='chroot "$1" grub-mkimage -O i386-pc -o /boot/grub/i386-pc/core.img \
			-p "(hd0,msdos1)/boot/grub" biosdisk part_msdos ext2 normal' \
		--customize-hook="upload $here/cloud/grub.cfg /boot/grub/grub.cfg"
	;;
dkms)
	# The kernel of the suite; the hook updates it.
	set -- --customize-hook="$HOST_UPDATE \"\$1\" $work/exit-probe.deb '$security_source' >$out/update.tap"
	;;
*)
	set -- --customize-hook="copy-in $work/exit-probe.deb /root" \
		--customize-hook='chroot "$1" dpkg -i /root/exit-probe.deb' \
		--customize-hook='rm "$1/root/exit-probe.deb"'
	;;
esac
# shellcheck disable=SC2016 # mmdebstrap's shell expands $1
[ "$variant" != minimal ] || set -- "$@" --customize-hook='chroot "$1" sh -c "dracut -q --no-hostonly --compress \"gzip -n -1\" \
		/boot/dracut.img \$(ls /lib/modules)"'
set -- "$@" "$suite" "$work/root.tar" "$main_source"
[ "$variant" = dkms ] || set -- "$@" "$security_source"

echo "image: building the $variant Debian guest from packages (log: $log)"
# shellcheck disable=SC2016 # mmdebstrap's shell expands $1
supervise $limit mmdebstrap --variant=$base --include="$packages${kernel:+,$kernel},initramfs-tools" --format=tar \
	--skip=cleanup/apt,essential/unlink \
	--setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
	--setup-hook="sync-in $cache /var/cache/apt/archives" \
	--customize-hook="sync-out /var/cache/apt/archives $cache" \
	--customize-hook='rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*' \
	--customize-hook='echo exit-probe >"$1/etc/hostname"' \
	--customize-hook="echo '$root / ext4 errors=remount-ro 0 1' >\"\$1/etc/fstab\"" \
	--customize-hook='chroot "$1" passwd -d root' \
	"$@" >"$log" 2>&1 ||
	die "mmdebstrap failed, see $log: $(grep '^E: ' "$log" | head -n 1)"
rm -f "$cache/lock" "$cache/partial"/*

# take PATTERN FILE: copy a file from the guest's /boot.
take() {
	name=$(tar -tf "$work/root.tar" | grep "^\./boot/$1" | head -n 1)
	[ -n "$name" ] || die "the guest has no /boot/$1, see $log"
	tar -xOf "$work/root.tar" "$name" >"$work/$2"
}
take vmlinuz- vmlinuz
take initrd.img- initrd.img
if [ "$variant" = minimal ]; then
	mkdir -p "$out/dracut"
	take dracut.img dracut.img
	mv "$work/dracut.img" "$out/dracut/initrd.img"
fi

# Leave space for the guest. With a journal, Linux mounts it as ext4.
size_kib=$((($(stat -c %s "$work/root.tar") * 5 / 4096 + 65536) / 4 * 4))
make_file_system() {
	# Some packages have files with names in UTF-8.
	LC_ALL=C.UTF-8 genext2fs -B 1024 -b $size_kib -N $inodes -a - "$work/disk.img" <"$work/root.tar" &&
		tune2fs -j -O dir_index,extents,filetype -L root "$work/disk.img" &&
		{ e2fsck -fyD "$work/disk.img" || [ $? -lt 4 ]; }
}
make_file_system >>"$log" 2>&1 || die "making the disk failed, see $log: $(tail -n 1 "$log")"

# little_endian NUMBER: its four bytes as escapes for printf.
little_endian() {
	for shift in 0 8 16 24; do
		printf '\\%03o' $(($1 >> shift & 255))
	done
}

# GRUB in the boot sector and the gap after it, one partition from 1 MiB on
if [ "$variant" = cloud ]; then
	take grub/i386-pc/boot.img boot.img
	take grub/i386-pc/core.img core.img
	mv "$work/disk.img" "$work/part.img"
	truncate -s 1M "$work/disk.img"
	dd if="$work/boot.img" of="$work/disk.img" conv=notrunc status=none
	dd if="$work/core.img" of="$work/disk.img" bs=512 seek=1 conv=notrunc status=none
	# An active partition of type Linux, with LBA values and the maximum CHS. The other
	# three entries have GRUB's code for floppies: clear them.
	dd if=/dev/zero of="$work/disk.img" bs=1 seek=446 count=64 conv=notrunc status=none
	entry="\\200\\376\\377\\377\\203\\376\\377\\377$(little_endian 2048)$(little_endian $((size_kib * 2)))"
	# shellcheck disable=SC2059 # the bytes are the format
	printf "$entry" | dd of="$work/disk.img" bs=1 seek=446 conv=notrunc status=none
	dd if="$work/part.img" of="$work/disk.img" bs=1M seek=1 conv=sparse status=none
fi
mv "$work/vmlinuz" "$work/initrd.img" "$work/disk.img" "$out/"
