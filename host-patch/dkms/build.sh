#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What DKMS runs for a kernel: KVM's own source, of exactly that kernel, out of the
# distribution's source package, patched and built against the kernel's headers. The
# last line says why not, where there is nothing to build.
#
# usage: build.sh RELEASE
# DPKG_ROOT=DIR  where the packages are installed (as dpkg has it; default: here)
set -eu

cd "$(dirname "$0")"
# shellcheck source=boot/base/environment.sh
. ./environment.sh
# shellcheck source=host-patch/tree.sh
. ./tree.sh

CHECK=./check.sh

release=$1
root=${DPKG_ROOT:-}

die() {
	echo "exit-probe: no patched KVM for $release: $*" >&2
	exit 1
}

series=$(echo "$release" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')
[ -d "patches/$series" ] ||
	die "there are patches for the series $(cd patches && echo *) alone"
kernel=$root/lib/modules/$release
[ -d "$kernel/kernel" ] || die "no $kernel/kernel: install linux-image-$release"
headers=$root/usr/src/linux-headers-$release
[ -e "$headers/include/generated/package.h" ] || die "no headers of Debian's: install linux-headers-$release"
version=$(sed -n 's/^#define LINUX_PACKAGE_ID " Debian \(.*\)"$/\1/p' "$headers/include/generated/package.h")
[ -n "$version" ] || die "it is not Debian's kernel, whose source is in a package"
package=linux-source-$series
tarball=$root/usr/src/$package.tar.xz
[ -r "$tarball" ] || die "its source is not there: install $package=$version"
# shellcheck disable=SC2016 # dpkg-query's own
there=$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version}' "$package")
# A revision of Debian's apart, it has the same upstream source; check.sh has the last word.
[ "${there%-*}" = "${version%-*}" ] ||
	die "its source is $version, that of $package is $there: install both of one version"

# (By this line postinst knows an update that comes under the same name.)
echo "exit-probe: source $version"
mkdir pristine
# shellcheck disable=SC2046,SC2086 # one word a file
(cd pristine && tar --strip-components=1 -xf "$tarball" $(printf "$package/%s " $sources)) ||
	die "$tarball has not the expected files"
patch_sources pristine source "patches/$series" || place_hooks pristine source hooks
rm -rf pristine

compose_installed "$root" "$release" tree
build_installed "$root" "$release" source tree kbuild.log
