#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the patched modules for an installed kernel of any distribution. Debian's kernels of
# a known series need nothing here as long as the archive has their packages, see
# modules.sh. For any other kernel, its headers, source and compiler must be here; one line
# says what is missing.
#
# usage: own.sh RELEASE [SOURCE]
#   SOURCE  a kernel tree, a tarball or a source package (.dsc), if it is not where the
#           distribution's package has it
# DPKG_ROOT=DIR  where the kernel and its headers are installed (default: here)
#
# build/host-patch/RELEASE/   kvm.ko, kvm-intel.ko, kvm-amd.ko
set -eu
. host-patch/lib.sh
. host-patch/kernel-source.sh
. host-patch/installed.sh

[ -n "${1:-}" ] || die "usage: own.sh RELEASE [SOURCE]"
release=$1 source=${2:-}
root=${DPKG_ROOT:-}
# As a shell would have it, had it not been quoted
# shellcheck disable=SC2088
case $source in
'' | /*) ;;
'~/'*) source=$HOME/${source#??} ;;
*) source=$PWD/$source ;;
esac
source=${source%/}
need_writable "$build/$release"
if [ -z "$source" ] && (name_kernel "$release") 2>/dev/null; then
	boot/base/needs.sh run
	! host-patch/has-series.sh "$release" || exec host-patch/modules.sh "$release"
fi

need_kernel
find_headers
if [ -z "$source" ]; then
	find_source || die "no source: get it: $(source_advice "$root" "$release"); then: $(next_step "$root" "$release")"
	need_same_package
fi
[ -e "$source" ] || die "no $source"
boot/base/needs.sh own

out=$build/$release
log=build/log/modules-$release.log
mkdir -p "$out" build/log
rm -rf "$out"/*.ko "$out/made-from"
# Only a complete build leaves a tree.
at_exit() {
	rm -rf "$out/source" "$out/pristine"
	[ -e "$out/made-from" ] || rm -rf "$out/tree"
	rmdir "$out" 2>/dev/null || true
}
trap at_exit EXIT
trap 'exit 1' HUP INT TERM

echo "modules: building for $release from $source (log: $log)"
build_installed "$out" "$log"
for name in $names; do
	cp "$out/tree/arch/x86/kvm/$name.ko" "$out/"
done
echo "$source" >"$out/made-from"
echo "modules: $out: kvm.ko kvm-intel.ko kvm-amd.ko"
