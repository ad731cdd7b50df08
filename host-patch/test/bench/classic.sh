#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the modules of the classic way to count exits, see classic-6.1.patch, from
# the same source and with the same compiler as the patched ones, which must exist.
#
# usage: classic.sh OUT	gets kvm.ko, kvm-intel.ko, kvm-amd.ko
set -eu
. host-patch/lib.sh

to=$1
read_series 6.1
unpack_pristine
log=build/log/classic.log

[ -e "$tree/Makefile" ] || die "no kernel tree: run 'make modules' first"
mkdir -p "$to" build/log
rm -rf "$to/tree" "$to"/*.ko
mkdir "$to/tree"
cp -a "$pristine/arch" "$pristine/include" "$pristine/virt" "$to/tree/"
patch -d "$to/tree" -p1 -F0 -s --no-backup-if-mismatch <host-patch/test/bench/classic-6.1.patch
linked_tree "$to/tree"
choose_compiler
build_kvm "$to/tree" "$log"
for module in $names; do
	"${CROSS_COMPILE}objcopy" --strip-debug "$to/tree/arch/x86/kvm/$module.ko" "$to/$module.ko"
done
rm -rf "$to/tree"
