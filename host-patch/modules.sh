#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the patched kvm.ko, kvm-intel.ko and kvm-amd.ko for a distribution's
# kernel, against that kernel's own header packages: configuration, symbol
# versions and structure layouts are therefore the distribution's.
# Nothing is installed and no privilege is needed.
#
# usage: modules.sh SERIES|RELEASE	SERIES is one of series/, or X@SUITE, see read_series()
#
# build/host-patch/SERIES|RELEASE/   kvm.ko, kvm-intel.ko, kvm-amd.ko
#   root/                     the kernel's own package: vmlinuz, modules
#   tree/                     headers and KVM's source, where it is built
set -eu
. host-patch/lib.sh

[ -n "${1:-}" ] || die "usage: modules.sh SERIES|RELEASE"
read_wanted "$1"
log=build/log/modules-$RELEASE.log

# inputs: if they are the same as in the last build, there is nothing to do.
inputs() {
	# shellcheck disable=SC2046 # one word a file
	cat host-patch/modules.sh host-patch/check.sh host-patch/lib.sh host-patch/tree.sh host-patch/toolchain.sh \
		"$out/kernel" $(find host-patch/patches/"$number" host-patch/hooks -type f 2>/dev/null | sort) \
		host-patch/kvm/*.* host-patch/kvm/asm/*.h
}
fingerprint=$(inputs | sha256sum)
if [ "$(cat "$out/made-from" 2>/dev/null)" = "$fingerprint" ] &&
	[ -e "$out/kvm.ko" ] && [ -e "$out/kvm-intel.ko" ] && [ -e "$out/kvm-amd.ko" ]; then
	touch "$out/made-from"
	exit 0
fi

for tool in make patch xz readelf; do
	command -v "$tool" >/dev/null || die "no $tool: install make, patch, xz-utils, binutils"
done

# Only a complete build leaves modules.
mkdir -p "$out" build/log
rm -f "$out"/*.ko "$out/made-from"
trap 'rm -rf "$out"/*.new' EXIT
trap 'exit 1' HUP INT TERM

# unpack_tree: the headers, composed into one tree.
unpack_tree() {
	rm -rf "$out/packages.new"
	# shellcheck disable=SC2046,SC2086,SC2153 # one word a package
	fetch amd64 "$out/packages.new" $(of_version $HEADERS)
	fetch "$native" "$out/packages.new" "$KBUILD=$KBUILD_VERSION"
	packages=$out/packages.new/usr
	compose_tree "$packages/src/linux-headers-$RELEASE" "$packages/src/${COMMON:?}" \
		"$packages/lib/$KBUILD" "$tree"
	rm -rf "$out/packages.new"
	echo "$VERSION $KBUILD_VERSION" >"$tree/packages"
}

unpack_pristine
unpack_kernel
[ "$(cat "$tree/packages" 2>/dev/null)" = "$VERSION $KBUILD_VERSION" ] || unpack_tree
host-patch/check.sh config "$out/root/boot/config" "$tree"
choose_compiler
patch_kvm "$tree"

echo "modules: building for $RELEASE with $(basename "$cc") (log: $log)"
started=$(date +%s)
build_kvm "$tree" "$log"

for module in $names; do
	"${CROSS_COMPILE}objcopy" --strip-debug "$tree/arch/x86/kvm/$module.ko" "$out/$module.ko.new"
	host-patch/check.sh module "$stock/$module.ko" "$out/$module.ko.new"
done
for module in $names; do
	mv "$out/$module.ko.new" "$out/$module.ko"
done
echo "build_seconds=$(($(date +%s) - started))" >"$out/report"
echo "$fingerprint" >"$out/made-from"
echo "modules: $out: kvm.ko kvm-intel.ko kvm-amd.ko"
