#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# See that the tools a job needs are there: install what is missing where that
# is allowed (Debian or Ubuntu, as root or by sudo), or name it in one line.
#
# usage: needs.sh [-n] run|tools|compare|patches|kernel|test
#   -n  only list what is missing
set -eu

only_list=
if [ "${1:-}" = -n ]; then
	only_list=yes
	shift
fi

# depmod and modinfo live where a user's PATH may not lead.
PATH=$PATH:/usr/sbin:/sbin

# On another architecture the x86 compiler is a cross compiler; the reader and the
# sampler are programs for Linux.
cross='' cross_linux=''
if [ "$(uname -m)" != x86_64 ]; then
	cross="gcc-x86-64-linux-gnu x86_64-linux-gnu-gcc"
	cross_linux="libc6-dev-amd64-cross /usr/x86_64-linux-gnu/lib/libc.a"
fi

# PACKAGE and what shows that it is there: a command, or a file (a pattern).
needs_run="
gcc gcc
libc6-dev /usr/include/stdio.h
nasm nasm
grub-common grub-mkimage
grub-pc-bin /usr/lib/grub/i386-pc/boot_hybrid.img
grub-efi-amd64-bin /usr/lib/grub/x86_64-efi/normal.mod
xorriso xorriso
mtools mformat
cpio cpio
kmod depmod
libelf1 /usr/lib/*/libelf.so.1
patch patch
xz-utils xz
debian-archive-keyring /usr/share/keyrings/debian-archive-keyring.gpg
$cross
"
needs_tools="$needs_run
$cross_linux
libjansson-dev /usr/include/jansson.h
gnuplot-nox gnuplot
"
# mmdebstrap is not root's alone with uidmap.
needs_compare="$needs_tools
mmdebstrap mmdebstrap
uidmap newuidmap
genext2fs genext2fs
e2fsprogs tune2fs
qemu-utils qemu-img
"
needs_patches="$needs_run
git git
coccinelle spatch
"
# Of a whole kernel
needs_kernel="$needs_run
bc bc
bison bison
flex flex
debhelper dh
libdw-dev /usr/include/elfutils/libdw.h
libelf-dev /usr/include/libelf.h
libssl-dev /usr/include/openssl/ssl.h
dpkg-dev dpkg-buildpackage
fakeroot fakeroot
rsync rsync
"
needs_test="$needs_compare
libcmocka-dev /usr/include/cmocka.h
libvirt-daemon-system libvirtd
libvirt-daemon-driver-qemu /usr/lib/*/libvirt/connection-driver/libvirt_driver_qemu.so
libvirt-clients virsh
virtinst virt-install
openssh-server /usr/sbin/sshd
openssh-client ssh
qemu-system-x86 qemu-system-x86_64
ovmf /usr/share/OVMF/OVMF_CODE_4M.fd
bsdutils script
perl prove
git git
coccinelle spatch
jq jq
npm npm
chromium chromium
clang clang
libclang-rt-dev /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a
"
case ${1:-} in
run) needs=$needs_run ;;
tools) needs=$needs_tools ;;
compare) needs=$needs_compare ;;
patches) needs=$needs_patches ;;
kernel) needs=$needs_kernel ;;
test) needs=$needs_test ;;
*)
	echo "usage: needs.sh [-n] run|tools|compare|patches|kernel|test" >&2
	exit 2
	;;
esac

# List the packages whose command or file is not there.
list_missing() {
	echo "$needs" | while read -r package proof; do
		case $proof in
		'') ;;
		/*)
			# shellcheck disable=SC2086 # a pattern
			set -- $proof
			[ -e "$1" ] || echo "$package"
			;;
		*) command -v "$proof" >/dev/null || echo "$package" ;;
		esac
	done
}

missing=$(list_missing | tr '\n' ' ')
if [ -n "$only_list" ]; then
	echo "${missing% }"
	exit 0
fi
[ -n "$missing" ] || exit 0

# One line that says what to do, and the end.
name_them() {
	echo "needs: $1; install these packages and try again: $missing" >&2
	exit 2
}

sudo=
command -v apt-get >/dev/null || name_them "no apt-get here"
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || name_them "neither root nor sudo"
	# Ask for a password only where somebody can answer.
	[ -t 0 ] || sudo -n true 2>/dev/null || name_them "sudo asks for a password"
	sudo=sudo
fi

mkdir -p build/log
log=build/log/needs.log
echo "needs: installing $missing (log: $log)"
# shellcheck disable=SC2086 # one word a package
install_them() {
	$sudo apt-get update &&
		$sudo env DEBIAN_FRONTEND=noninteractive \
			apt-get install -y --no-install-recommends $missing
}
install_them >"$log" 2>&1 || name_them "apt-get failed, see $log"
