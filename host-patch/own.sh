#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the patched modules for an installed kernel of no known series, such as Ubuntu's,
# from its own source, which is not changed, against its headers. The patches are made for
# that source. If a hook does not fit, it is named.
#
# usage: own.sh RELEASE SOURCE
# DPKG_ROOT=DIR  where the kernel and its headers are installed (default: here)
#
# build/host-patch/RELEASE/   kvm.ko, kvm-intel.ko, kvm-amd.ko
set -eu
. host-patch/lib.sh

release=$1 pristine=$2
root=${DPKG_ROOT:-}
out=$build/$release
log=build/log/modules-$release.log
patches=$build/patches-$(basename "$pristine")
CHECK=host-patch/check.sh

[ -d "$root/lib/modules/$release/kernel" ] || die "no $root/lib/modules/$release: the kernel $release is not installed here"
[ -e "$pristine/Makefile" ] || die "$pristine is not a kernel tree: it has no Makefile"
mkdir -p "$out" build/log
rm -rf "$out"/*.ko "$out/made-from" "$out/source"
trap 'rm -rf "$out/source"' EXIT
trap 'exit 1' HUP INT TERM

headers_advice="get them: $(headers_advice "$root" "$release")"
compose_installed "$root" "$release" "$out/tree"
[ "$(version_of "$pristine")" = "$(version_of "$out/tree")" ] ||
	die "$pristine is $(version_of "$pristine"), the kernel $release is $(version_of "$out/tree"): get the source of that kernel"

host-patch/generate.sh "$pristine" "$patches"
patch_sources "$pristine" "$out/source" "$patches" || die "$wrong"
# The hooks were placed by rules that no one has looked at for this source.
WERROR=1
echo "modules: building for $release (log: $log)"
build_installed "$root" "$release" "$out/source" "$out/tree" "$log"
for name in $names; do
	cp "$out/tree/arch/x86/kvm/$name.ko" "$out/"
done
echo "$pristine" >"$out/made-from"
echo "modules: $out: kvm.ko kvm-intel.ko kvm-amd.ko"
