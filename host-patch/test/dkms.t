#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The DKMS package: what is in it, and what it refuses to build, each with one clear line.
# That it builds, and through a kernel update, is `make host-dkms-test`.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

read_series 6.1
unpack_pristine >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
deb=$work/exit-probe-kvm-dkms.deb

ok "the package builds" host-patch/dkms.sh 1.2 "$deb"
host-patch/dkms.sh 1.2 "$work/again.deb"
ok "and again to the same bytes" cmp "$deb" "$work/again.deb"
is "it is for all architectures, in its version" "$(dpkg-deb -f "$deb" Architecture Version | paste -sd ' ')" \
	"Architecture: all Version: 1.2"
dpkg-deb -x "$deb" "$work/package"
source=$work/package/usr/src/exit-probe-kvm-1.2
is "all it has lies in one folder of DKMS's" "$(find "$work/package" -type f ! -path "$source/*")" ""
is "the patches of all series, and what others are made of" \
	"$(cd "$source" && find patches hooks kvm -type f | LC_ALL=C sort)" \
	"$(cd host-patch && find patches hooks kvm -type f | LC_ALL=C sort)"
# shellcheck disable=SC2016 # bash's own
is "DKMS is told of all three modules, and of the kernel" "$(kernelver=6.1.0-1-amd64 bash -c \
	'. "$1"; echo "$MAKE ${BUILT_MODULE_NAME[*]} ${DEST_MODULE_LOCATION[*]} $PACKAGE_VERSION$AUTOINSTALL"' \
	- "$source/dkms.conf")" \
	"./build.sh 6.1.0-1-amd64 kvm kvm-intel kvm-amd /updates/dkms /updates/dkms /updates/dkms 1.2"

# A link of DKMS's that is there is its own.
keep() {
	"$source/keep-stock.sh" "$work/kernel" && readlink "$work/kernel"
}
# shellcheck disable=SC2016 # bash's own
is "and that the distribution's modules stay, by its link for that kernel" "$(kernelver=6.1.0-1-amd64 arch=x86_64 \
	dkms_tree=/tree bash -c '. "$1"; echo "$PRE_INSTALL"' - "$source/dkms.conf")" \
	"keep-stock.sh /tree/exit-probe-kvm/kernel-6.1.0-1-amd64-x86_64"
is "which is made where there is none" "$(keep)" none
ln -sf 1.2/6.1.0-1-amd64/x86_64 "$work/kernel"
is "and kept where there is one" "$(keep)" 1.2/6.1.0-1-amd64/x86_64

# A host: what build.sh looks at before it builds
root=$work/root release=6.1.0-9-amd64
headers=$root/usr/src/linux-headers-$release
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"

# there_is VERSION: of the source package
there_is() {
	printf 'Package: linux-source-6.1\nStatus: install ok installed\nVersion: %s\nArchitecture: all\nMaintainer: none\nDescription: none\n' \
		"$1" >"$root/var/lib/dpkg/status"
}

# build [RELEASE]
build() {
	rm -rf "$source/source" "$source/tree" "$source/pristine"
	DPKG_ROOT=$root "$source/build.sh" "${1:-$release}"
}

fails "a kernel of no series" "no patched KVM for 6.8.0-31-generic: there are patches for the series $(cd host-patch/series && echo *) alone" \
	build 6.8.0-31-generic
fails "a kernel that is not there" "no .*/lib/modules/$release/kernel: install linux-image-$release" build
mkdir -p "$root/lib/modules/$release/kernel"
fails "headers that are not there" "no headers of Debian's: install linux-headers-$release" build
mkdir -p "$headers/include/generated"
echo '#define LINUX_PACKAGE_ID ""' >"$headers/include/generated/package.h"
fails "a kernel that is not Debian's" "it is not Debian's kernel" build
echo '#define LINUX_PACKAGE_ID " Debian 6.1.99-1"' >"$headers/include/generated/package.h"
fails "a source that is not there" "its source is not there: install linux-source-6.1=6.1.99-1" build
touch "$root/usr/src/linux-source-6.1.tar.xz"
there_is 6.1.98-2
fails "a source of another version than the kernel" \
	"its source is 6.1.99-1, that of linux-source-6.1 is 6.1.98-2: install both of one version" build
there_is 6.1.99-2
fails "one of Debian's next revision is taken, and damaged here" "linux-source-6.1.tar.xz has not the expected files" build

mkdir "$work/linux-source-6.1"
cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$work/linux-source-6.1/"
sed -i 's/exact = !!entry;/exact = entry != NULL;/' "$work/linux-source-6.1/arch/x86/kvm/cpuid.c"
XZ_OPT=-0 tar -C "$work" -cJf "$root/usr/src/linux-source-6.1.tar.xz" linux-source-6.1
fails "a source in which a hook has no place, with file and function" \
	"hook exit_probe_cpuid does not fit arch/x86/kvm/cpuid.c, kvm_cpuid\(\): placed 0 times" build
is "nothing is left for DKMS to install" "$(find "$source" -name '*.ko')" ""

sed -i 's|exact = entry != NULL;|exact = !!entry; /* as a later version has it */|' "$work/linux-source-6.1/arch/x86/kvm/cpuid.c"
XZ_OPT=-0 tar -C "$work" -cJf "$root/usr/src/linux-source-6.1.tar.xz" linux-source-6.1
fails "with a source that the patches do not fit, headers that are not whole" "no headers: install linux-headers-$release" build
tap_done
