#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Pack L1's KVM modules as an initramfs archive: the distribution's, and the patched ones
# under updates/, where depmod prefers them, as on a real host.
#
# usage: modules.sh KERNEL_ROOT OUT.cpio [PATCHED.ko...]
#   KERNEL_ROOT  the folder of the distribution's unpacked kernel package
# MODULES="NAME..."  which ones, with their dependencies (default: kvm-amd kvm-intel)
set -eu
. boot/base/lib.sh
. host-patch/tree.sh

# From the lab's packages: depmod's output depends on its version.
kmod() {
	program=$1
	shift
	boot/base/unpacked.sh "build/lab/packages-$(dpkg --print-architecture)" "usr/sbin/$program" "$@"
}

release=$(ls "$1/lib/modules") kernel=$1/lib/modules/$release out=$2
shift 2
root=$out.d
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	rm -rf "$root"
}
rm -rf "$root"
modules=$root/lib/modules/$release
mkdir -p "$modules/kernel"

# install_module NAME: copies the module and its dependencies, uncompressed.
install_module() {
	[ ! -e "$modules/kernel/$1.ko" ] || return 0
	file=$(stock_module "$kernel" "$1")
	[ -n "$file" ] || die "$release has no module $1"
	unpack_module "$file" >"$modules/kernel/$1.ko"
	for needed in $(kmod modinfo -F depends "$modules/kernel/$1.ko" | tr , ' '); do
		install_module "$needed"
	done
}

for module in ${MODULES:-kvm-amd kvm-intel}; do
	install_module "$module"
done
cp "$kernel"/modules.builtin* "$modules/"
if [ $# -gt 0 ]; then
	mkdir "$modules/updates"
	cp "$@" "$modules/updates/"
fi
# Without modules.order depmod uses the order of the file system.
(cd "$modules" && find . -name '*.ko' | sed 's,^\./,,' | LC_ALL=C sort) >"$root/order"
mv "$root/order" "$modules/modules.order"
kmod depmod -b "$root" "$release"

boot/base/cpio.sh "$root" "$out"
