#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# DKMS runs this for a kernel. It takes KVM's source, of exactly that kernel, from the
# distribution's source package, patches it and builds it against the kernel's headers. If
# it cannot build, the last line says why.
#
# usage: build.sh RELEASE
# DPKG_ROOT=DIR  where the packages are installed (default: /)
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
	die "there are patches only for the series $(cd patches && echo *)"
kernel=$root/lib/modules/$release
[ -d "$kernel/kernel" ] || die "no $kernel/kernel: install linux-image-$release"
headers=$root/usr/src/linux-headers-$release
[ -e "$headers/include/generated/package.h" ] || die "no Debian headers: install linux-headers-$release"
version=$(sed -n 's/^#define LINUX_PACKAGE_ID " Debian \(.*\)"$/\1/p' "$headers/include/generated/package.h")
[ -n "$version" ] || die "it is not a Debian kernel, so no package has its source"
package=linux-source-$series
tarball=$root/usr/src/$package.tar.xz
[ -r "$tarball" ] || die "its source is not installed: install $package=$version"
# shellcheck disable=SC2016 # dpkg-query's own
installed=$(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Version}' "$package")
# Another Debian revision has the same upstream source; check.sh checks the result.
[ "${installed%-*}" = "${version%-*}" ] ||
	die "its source is $version, but $package is $installed: install both in one version"

# (With this line postinst detects an update under the same release name.)
echo "exit-probe: source $version"
mkdir pristine
# shellcheck disable=SC2046,SC2086 # one word a file
(cd pristine && tar --strip-components=1 -xf "$tarball" $(printf "$package/%s " $sources)) ||
	die "$tarball does not have the expected files"
patch_sources pristine source "patches/$series" || place_hooks pristine source hooks
rm -rf pristine

compose_installed "$root" "$release" tree
build_installed "$root" "$release" source tree kbuild.log
