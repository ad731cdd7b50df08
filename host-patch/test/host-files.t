#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What host.sh makes of a distribution's files and tools: where they are, or what is missing. In
# namespaces with folders of their own, where stand-ins load the modules; host.t loads them
# really, in Debian.
set -eu

if [ -z "${1:-}" ]; then
	. boot/base/environment.sh
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	if unshare -rmpf --mount-proc true 2>/dev/null; then
		unshare -rmpf --mount-proc sh "$0" "$work"
		exit
	fi
	. boot/base/tap.sh
	skip "host.sh in folders of its own" "this machine allows no namespaces"
	tap_done
	exit
fi
. boot/base/tap.sh

work=$1 release=9.9.9-own
mkdir -p "$work/project/build/host-patch" "$work/bin" "$work/upper"
cp -a host-patch boot "$work/project/"
cp -aL build/host-patch/6.1/root/lib/modules/*/kernel/arch/x86/kvm "$work/stock"
mount -t tmpfs tmpfs "$work/upper"
mkdir "$work/upper/files" "$work/upper/work"
mount -t overlay -o "lowerdir=/usr/lib,upperdir=$work/upper/files,workdir=$work/upper/work" overlay /usr/lib || {
	skip "host.sh in folders of its own" "this machine mounts no overlay"
	tap_done
	exit
}
for folder in /sys/module /boot /run; do
	mount -t tmpfs tmpfs $folder
done
modules=/lib/modules/$release
stock=$modules/kernel/arch/x86/kvm
mkdir -p "$stock"
cp "$work"/stock/*.ko "$stock/"
built=$work/project/build/host-patch/$release
mkdir "$built"
cp build/host-patch/6.1/*.ko "$built/"

# program NAME: a stand-in, whose text is the standard input
program() {
	{
		echo '#!/bin/sh'
		cat
	} >"$work/bin/$1"
	chmod 755 "$work/bin/$1"
}
echo "echo $release" | program uname
: | program depmod
# shellcheck disable=SC2016 # the program's own
echo 'rm -r "/sys/module/$1"' | program rmmod
program insmod <<'END'
name=$(basename "$1")
module=/sys/module/$(echo "${name%%.*}" | tr - _)
mkdir -p "$module/notes" "$module/holders"
file=$(mktemp)
case $1 in
*.zst) /usr/bin/zstd -dcq "$1" >"$file" ;;
*) cat "$1" >"$file" ;;
esac
/usr/bin/objcopy -O binary --set-section-flags .note.gnu.build-id=alloc --only-section=.note.gnu.build-id "$file" "$module/notes/.note.gnu.build-id"
rm "$file"
END
# found NAME: as modprobe finds it
cat >"$work/found" <<END
found() {
	{
		find $modules/updates $modules/kernel -name "\$1.ko" -o -name "\$1.ko.zst"
	} 2>/dev/null | head -n 1
}
END
echo ". $work/found; for name in kvm kvm-intel; do echo \"insmod \$(found \$name) \"; done" | program modprobe
program modinfo <<END
. $work/found
case \$* in *-n*) echo "$work/usr\$(found "\${4:-\$3}")" | sed "s|^$work/usr|\$(cat $work/prefix)|" ;; esac
END
echo >"$work/prefix"
PATH=$work/bin:$PATH
insmod "$stock/kvm.ko"
insmod "$stock/kvm-intel.ko"

# host ACTION [RELEASE]; host_without PROGRAM ACTION: where that is not installed
host() (
	cd "$work/project"
	host-patch/host.sh "$@"
)
host_without() (
	mkdir "$work/less"
	for file in /usr/sbin/* /usr/bin/* "$work"/bin/*; do
		[ "${file##*/}" = "$1" ] || ln -sf "$file" "$work/less/"
	done
	shift
	(PATH=$work/less host "$@") && status=0 || status=$?
	rm -r "$work/less"
	exit "$status"
)
# one_line COMMAND...: what it says, if it says one line
one_line() {
	said=$("$@" 2>&1) || true
	[ "$(echo "$said" | wc -l)" -eq 1 ] || said="several lines: $said"
	echo "$said"
}
undo="undo: sudo make host-uninstall"
target=$modules/updates/exit-probe

ok "install" host install
ok "uninstall" host uninstall
echo /usr >"$work/prefix"
is "install where modinfo names files below /usr" "$(one_line host install)" \
	"host: installed in $target, from the next boot on; $undo"
ok "uninstall there" host uninstall
echo >"$work/prefix"

# The initramfs
echo "-rw-r--r-- 1 root root 1 Jan 1 1970 usr$stock/kvm.ko.xz" >"$work/listing"
# shellcheck disable=SC2016 # the program's own
echo 'cat "$1"' | program lsinitrd
program dracut <<END
echo "-rw-r--r-- 1 root root 1 Jan 1 1970 usr\$(modinfo -k $release -n kvm | sed 's|^/usr||')" >"\$2.new"
mv "\$2.new" "\$2"
END
# initramfs NAME FILE: the distribution's KVM is in that file.
initramfs() {
	mkdir -p "${2%/*}"
	cp "$work/listing" "$2"
	host install >/dev/null 2>&1 || true
	is "$1: install puts the patched KVM into the initramfs" "$(sed 's/.* //' "$2")" "usr$target/kvm.ko"
	host uninstall >/dev/null 2>&1 || true
	is "$1: uninstall takes it out" "$(sed 's/.* //' "$2")" "usr$stock/kvm.ko"
	find /boot -mindepth 1 -delete
}
initramfs Fedora /boot/initramfs-$release.img
initramfs openSUSE /boot/initrd-$release
initramfs systemd-boot /boot/0123/$release/initrd
echo /usr >"$work/prefix"
initramfs "modinfo below /usr" /boot/initramfs-$release.img
echo >"$work/prefix"

cp "$work/listing" /boot/initrd-$release
again="make it again: sudo dracut --force /boot/initrd-$release $release"
echo 'exit 1' | program lsinitrd
is "install says if the initramfs cannot be listed" "$(one_line host install)" \
	"host: installed in $target; whether /boot/initrd-$release has KVM cannot be seen (lsinitrd cannot list it): $again; $undo"
rm "$work/bin/lsinitrd"
is "uninstall says if nothing lists it" "$(one_line host uninstall)" \
	"host: the patched modules are removed from $modules; whether /boot/initrd-$release has KVM cannot be seen (no lsinitramfs or lsinitrd): $again"
rm /boot/*

# The distribution's modules
touch "$stock/kvm.ko.bak"
mkdir "$modules/kernel/backup"
cp "$stock/kvm.ko" "$modules/kernel/backup/"
ok "copies of kvm.ko are none of the distribution's: load" host load
ok "and restore" host restore
is "and install" "$(one_line host install)" "host: installed in $target, from the next boot on; $undo"
host uninstall >/dev/null
mv "$stock/kvm.ko" "$work/"
echo "not the module" >"$stock/kvm.ko"
echo "kernel/backup/kvm.ko: kernel/virt/lib/irqbypass.ko" >"$modules/modules.dep"
ok "the file that depmod knows is taken" host load
ok "which is loaded again" host restore
mv "$work/kvm.ko" "$stock/"
rm -r "$modules/kernel/backup" "$modules/modules.dep" "$stock/kvm.ko.bak"

is "without readelf" "$(one_line host_without readelf load)" "host.sh: no readelf: install the package binutils"
is "without objcopy" "$(one_line host_without objcopy install)" "host.sh: no objcopy: install the package binutils"
is "without od" "$(one_line host_without od load)" "host.sh: no od: install the package coreutils"
zstd -q --rm "$stock"/*.ko
for action in load restore install; do
	is "without zstd: $action" "$(one_line host_without zstd $action)" \
		"host.sh: no zstd, which $stock/kvm.ko.zst needs: install the package zstd"
done
ok "nothing was unloaded" [ -d /sys/module/kvm_intel ]
ok "with it the modules are loaded" host load

is "status of a kernel that is not there" "$(one_line host status nonsense)" \
	"host.sh: no /lib/modules/nonsense: the kernel nonsense is not installed here"
fails "is an error" "not installed" host status nonsense
touch "$work/key"
is "nothing signs without a build" "$(SIGN_KEY=$work/key SIGN_CERT=$work/key one_line host sign)" \
	"host.sh: no build/host-patch/$release/tree/scripts/sign-file: run 'make host-modules' first, for $release"
mkdir "$modules/updates"
mount -t tmpfs -o ro tmpfs "$modules/updates"
is "a folder that cannot be written" "$(one_line host install)" "host.sh: $modules/updates cannot be written: Read-only file system"
tap_done
