#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check for the tools that a job needs: install missing ones if possible (Debian or Ubuntu,
# as root or with sudo), else name them in one line.
#
# usage: needs.sh [-n] run|tools|compare|patches|own|kernel|test|newcomer
#   -n  only list missing packages
set -eu
export LC_ALL=C
. boot/base/mirror.sh

only_list=
if [ "${1:-}" = -n ]; then
	only_list=yes
	shift
fi

# A user's PATH may lack the folders of depmod and modinfo.
PATH=$PATH:/usr/sbin:/sbin

# On another architecture the x86 compiler is a cross compiler; exit-probe and exit-sampler
# also need a C library.
cross='' cross_linux=''
if [ "$(uname -m)" != x86_64 ]; then
	cross="gcc-x86-64-linux-gnu x86_64-linux-gnu-gcc"
	cross_linux="libc6-dev-amd64-cross /usr/x86_64-linux-gnu/lib/libc.a"
fi

# PACKAGE and a proof that it is installed: a command, or a file (a pattern).
needs_run="
apt apt-get
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
libelf-dev /usr/include/libelf.h
libjansson-dev /usr/include/jansson.h
libncurses-dev /usr/include/curses.h
libtraceevent-dev /usr/include/traceevent/kbuffer.h
dpkg-dev dpkg-shlibdeps
gnuplot-nox gnuplot
"
# With uidmap mmdebstrap works without root.
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
# To build modules for an installed kernel of any distribution from its source
needs_own="
gcc gcc
binutils objcopy
kmod depmod
patch patch
coccinelle spatch
bzip2 bzip2
xz-utils xz
zstd zstd
"
# To build a complete kernel
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
bzip2 bzip2
zstd zstd
ca-certificates /etc/ssl/certs/ca-certificates.crt
coccinelle spatch
jq jq
tmux tmux
ansible-core ansible-playbook
npm npm
chromium chromium
poppler-utils pdftotext
zbar-tools zbarimg
clang clang
libclang-rt-dev /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a
"
needs_newcomer="
apt apt-get
debian-archive-keyring /usr/share/keyrings/debian-archive-keyring.gpg
mmdebstrap mmdebstrap
uidmap newuidmap
git git
"
case ${1:-} in
run) needs=$needs_run ;;
tools) needs=$needs_tools ;;
compare) needs=$needs_compare ;;
patches) needs=$needs_patches ;;
own) needs=$needs_own ;;
kernel) needs=$needs_kernel ;;
test) needs=$needs_test ;;
newcomer) needs=$needs_newcomer ;;
*)
	echo "usage: needs.sh [-n] run|tools|compare|patches|own|kernel|test|newcomer" >&2
	exit 2
	;;
esac

# List the packages whose command or file is missing.
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

find_missing() {
	missing=$(list_missing | tr '\n' ' ') missing=${missing% }
	# If the system's own sources are not Debian's, debootstrap knows a mirror.
	if command -v apt-get && ! command -v debootstrap && [ -z "$(main_mirror)" ]; then
		missing="debootstrap${missing:+ $missing}"
	fi >/dev/null
}

# stop WHY [WHAT-TO-DO]: prints one line and exits with 2.
stop() {
	echo "needs: $1; ${2:-install these packages as root and try again: apt-get install --no-install-recommends $missing}" >&2
	exit 2
}

find_missing
if [ -n "$only_list" ]; then
	echo "$missing"
	exit 0
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	[ "$1" != own ] || stop "no apt-get here" "install what is missing, by the names of Debian's packages: $missing"
	goal=$1 container=podman
	[ "$goal" != kernel ] || goal=host-kernel
	command -v podman >/dev/null || ! command -v docker >/dev/null || container=docker
	stop "no apt-get here" "install these Debian packages or equivalent: $missing; or run it in a Debian container: \
$container run --rm -it -v '$PWD:/exit-probe:z' -w /exit-probe debian sh -c 'apt-get update && apt-get install -y make && make $goal'"
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || stop "neither root nor sudo"
	# Ask for a password only on a terminal.
	[ -t 0 ] || sudo -n true 2>/dev/null || stop "sudo asks for a password"
	sudo=sudo
fi

# root_apt ARGUMENT...: passes the proxies, which sudo would drop. Waits for another apt, as
# in a machine's first minutes.
root_apt() {
	$sudo env DEBIAN_FRONTEND=noninteractive ${http_proxy:+"http_proxy=$http_proxy"} \
		${https_proxy:+"https_proxy=$https_proxy"} \
		apt-get -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

# Continues after a failing source, or a package with another name in this release: the
# check afterwards decides.
# shellcheck disable=SC2086 # one word a package
install_them() {
	root_apt update
	root_apt install $missing && return
	known=
	for package in $missing; do
		! apt-get -s --no-install-recommends install "$package" || known="$known $package"
	done
	[ -z "$known" ] || root_apt install $known
}

# It names the machine that a kernel is built for, not this one.
unset DPKG_ROOT
mkdir -p build/log
log=build/log/needs.log
echo "needs: installing $missing (log: $log)"
install_them >"$log" 2>&1 || true
find_missing
[ -z "$missing" ] || stop "apt-get failed, see $log"
