#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make a Debian guest with systemd and the reader in it, from packages: a disk
# (one file system, no partitions), its kernel and its initramfs. No root needed.
#
# usage: image.sh VARIANT READER.deb OUT
#   VARIANT  minimal   what boots to a login prompt
#            standard  and what Debian's installer adds without being asked
#   OUT      a folder, gets disk.img, vmlinuz and initrd.img
# DEBIAN_MIRROR=URL: see mirror.sh
set -eu
. boot/lib.sh
. boot/mirror.sh

variant=$1 deb=$2 out=$3
suite=bookworm
log=build/log/image-$variant.log
# Downloads are kept where `make clean` leaves them.
cache=build/debs/guest
packages=systemd-sysv,udev,dbus,initramfs-tools,zstd,linux-image-cloud-amd64,ifupdown,iproute2,login

case $variant in
minimal) base=minbase ;;
standard) base=standard ;;
*) die "VARIANT=$variant is none of minimal, standard" ;;
esac
mirror=$(mirror_of_suite $suite)
security=$(mirror_of_suite $suite-security)
[ -n "$mirror" ] || die "the system's sources name no Debian mirror: set DEBIAN_MIRROR=URL"

mkdir -p "$out" "$cache" build/log
work=$(mktemp -d "$out/image.XXXXXX")
at_exit() {
	rm -rf "$work"
}

echo "image: building the $variant Debian guest from packages (log: $log)"
cp "$deb" "$work/exit-probe.deb"
# shellcheck disable=SC2016 # mmdebstrap's shell expands $1
supervise 900 mmdebstrap --variant=$base --include="$packages" --format=tar \
	--skip=cleanup/apt,essential/unlink \
	--setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
	--setup-hook="sync-in $cache /var/cache/apt/archives" \
	--customize-hook="sync-out /var/cache/apt/archives $cache" \
	--customize-hook='rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*' \
	--customize-hook='echo exit-probe >"$1/etc/hostname"' \
	--customize-hook='echo "/dev/vda / ext4 errors=remount-ro 0 1" >"$1/etc/fstab"' \
	--customize-hook='chroot "$1" passwd -d root' \
	--customize-hook="copy-in $work/exit-probe.deb /root" \
	--customize-hook='chroot "$1" dpkg -i /root/exit-probe.deb' \
	--customize-hook='rm "$1/root/exit-probe.deb"' \
	$suite "$work/root.tar" \
	"deb [signed-by=$keyring] $mirror $suite main" \
	"deb [signed-by=$keyring] $security $suite-security main" >"$log" 2>&1 ||
	die "mmdebstrap failed, see $log: $(grep '^E: ' "$log" | head -n 1)"
rm -f "$cache/lock" "$cache/partial"/*

# The kernel and its initramfs, which the boot loader's ISO takes
for file in vmlinuz initrd.img; do
	name=$(tar -tf "$work/root.tar" | grep "^./boot/$file-" | head -n 1)
	[ -n "$name" ] || die "the guest has no $file, see $log"
	tar -xOf "$work/root.tar" "$name" >"$work/$file"
done

# Room for what the guest writes; the journal makes it what ext4 mounts as such.
size_kib=$(($(stat -c %s "$work/root.tar") * 5 / 4096 + 65536))
make_disk() {
	genext2fs -B 1024 -b $size_kib -N 40000 -a - "$work/disk.img" <"$work/root.tar" &&
		tune2fs -j -O dir_index,extents,filetype "$work/disk.img" &&
		{ e2fsck -fyD "$work/disk.img" || [ $? -lt 4 ]; }
}
make_disk >>"$log" 2>&1 || die "the disk could not be made, see $log: $(tail -n 1 "$log")"
rm "$work/root.tar"
mv "$work/vmlinuz" "$work/initrd.img" "$work/disk.img" "$out/"
