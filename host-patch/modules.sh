#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the patched kvm.ko, kvm-intel.ko and kvm-amd.ko for a distribution's
# kernel, against that kernel's own header packages: configuration, symbol
# versions and structure layouts are then the distribution's by construction.
# Nothing is installed and no privilege is needed.
#
# usage: modules.sh SERIES|RELEASE
#
# build/host-patch/RELEASE/   kvm.ko, kvm-intel.ko, kvm-amd.ko
#   root/                     the kernel's own package: vmlinuz, modules
#   tree/                     headers and KVM's source, where it is built
set -eu
. host-patch/lib.sh

modules="kvm kvm-intel kvm-amd"
case $1 in
*-*) read_kernel "$1" ;;
*) read_series "$1" ;;
esac
log=build/log/modules-$RELEASE.log

# What the modules are made from; the same again means nothing to do.
inputs() {
	cat host-patch/modules.sh host-patch/check.sh host-patch/lib.sh host-patch/toolchain.sh \
		"host-patch/series/$series" host-patch/patches/"$series"/*.patch \
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

# No module is there unless a build has gone through to the end.
mkdir -p "$out" build/log
rm -f "$out"/*.ko "$out/made-from"
trap 'rm -rf "$out"/*.new' EXIT
trap 'exit 1' HUP INT TERM

# compose_tree: one tree out of what three packages spread over /usr.
compose_tree() {
	rm -rf "$tree" "$out/tree.new" "$out/packages.new"
	# shellcheck disable=SC2086 # one word a package
	fetch amd64 "$out/packages.new" $HEADERS
	fetch "$native" "$out/packages.new" "$KBUILD"
	packages=$out/packages.new/usr
	mkdir "$out/tree.new"
	cp -a "$packages/src/$COMMON/." "$out/tree.new"
	rm "$packages/src/linux-headers-$RELEASE/Makefile"
	for part in "$packages/src/linux-headers-$RELEASE" "$packages/lib/$KBUILD"; do
		rm -rf "$out/tree.new/scripts" "$out/tree.new/tools"
		cp -a "$part/." "$out/tree.new"
	done
	# With it the modules would get type information, which needs pahole.
	rm -f "$out/tree.new/vmlinux"
	mv "$out/tree.new" "$tree"
	rm -rf "$out/packages.new"
}

# patch_kvm: KVM's patched source into the tree. Only files that changed are
# written, so that make rebuilds only what they touch.
patch_kvm() {
	rm -rf "$out/kvm.new"
	mkdir -p "$out/kvm.new"
	cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$out/kvm.new/"
	for one in host-patch/patches/"$series"/*.patch; do
		patch -d "$out/kvm.new" -p1 -F0 -s --no-backup-if-mismatch <"$one" >"$log" 2>&1 ||
			die "$(basename "$one") does not fit $SOURCE $VERSION exactly, see $log:" \
				"regenerate with 'make patches'"
	done
	cat host-patch/hooks/*.files | while read -r to from; do
		cmp -s "$out/kvm.new/$to" "host-patch/$from" ||
			die "host-patch/$from is newer than the patches: run 'make patches'"
	done
	find "$out/kvm.new" -type f | while read -r file; do
		target=$tree/${file#"$out/kvm.new/"}
		cmp -s "$file" "$target" && continue
		mkdir -p "$(dirname "$target")"
		cp -p "$file" "$target"
		touch "$target"
	done
}

unpack_pristine
unpack_kernel
[ -e "$tree/Makefile" ] || compose_tree
host-patch/check.sh config "$out/root/boot/config-$RELEASE" "$tree"
choose_compiler
patch_kvm

echo "modules: building for $RELEASE with $(basename "$cc") (log: $log)"
started=$(date +%s)
kbuild "$tree" modules >"$log" 2>&1 ||
	die "the build failed, see $log: $(grep -m 1 -E 'error|Error' "$log" || echo 'no error line')"
# The compiler is of the right release, see choose_compiler(), whoever packaged it, and
# pahole has nothing to do.
if warning=$(grep -iE 'warning' "$log" |
	grep -m 1 -vE ': the compiler differs from|: pahole version differs from'); then
	die "the build warns, see $log: $warning"
fi

for module in $modules; do
	"${CROSS_COMPILE}objcopy" --strip-debug "$tree/arch/x86/kvm/$module.ko" "$out/$module.ko.new"
	host-patch/check.sh module "$stock/$module.ko" "$out/$module.ko.new"
done
for module in $modules; do
	mv "$out/$module.ko.new" "$out/$module.ko"
done
echo "build_seconds=$(($(date +%s) - started))" >"$out/report"
echo "$fingerprint" >"$out/made-from"
echo "modules: $out: kvm.ko kvm-intel.ko kvm-amd.ko"
