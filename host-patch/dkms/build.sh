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
PATCH_DIR=.
# shellcheck source=host-patch/tree.sh
. ./tree.sh
# shellcheck source=host-patch/facts.sh
. ./facts.sh
# shellcheck source=host-patch/kernel-source.sh
. ./kernel-source.sh
# shellcheck source=host-patch/installed.sh
. ./installed.sh

[ -n "${1:-}" ] || { echo "usage: build.sh RELEASE" >&2; exit 1; }
release=$1
root=${DPKG_ROOT:-}

die() {
	echo "exit-probe: no patched KVM for $release: $*" >&2
	exit 1
}

need_kernel
find_headers
find_source || die "its source is not installed: get it: $(source_advice "$root" "$release")"
need_same_package
# (With this line postinst detects an update under the same release name.)
echo "exit-probe: source $(kernel_version)"
build_installed . kbuild.log
