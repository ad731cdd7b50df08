#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the patch puts on the path of an exit, out of the modules themselves: only
# stamps where instrumentation is not allowed, nothing locked, and no cache line
# that two vCPUs write.
#
# SERIES=, the kernels whose modules are looked at (default: those that `make test` builds)
set -eu
. boot/base/tap.sh
. host-patch/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# function_of MODULE NAME: its instructions and relocations, without addresses.
function_of() {
	"${CROSS_COMPILE:-}objdump" -dr --no-show-raw-insn "$1" | awk -v want="<$2>:" '
		/^[0-9a-f]+ </	{ inside = ($2 == want); next }
		!inside || !NF	{ next }
		$2 ~ /^R_/	{ sub(/[-+]0x[0-9a-f]+$/, "", $3); print "to " $3; next }
		$2 == "call" && $4 !~ /[+]/	{ print "to " $4; next }
		{ print $2 }'
}

# compare_function MODULE NAME: in the distribution's, and in ours.
compare_function() {
	function_of "$stock/$1.ko" "$2" >"$work/stock"
	function_of "$out/$1.ko" "$2" >"$work/ours"
	is "$series: $2 is in both $1.ko" "$(find "$work/stock" "$work/ours" -empty)" ""
}

# how_many MNEMONIC FILE
how_many() {
	grep -cx "$1" "$2" || true
}

# more MNEMONICS: how many more of each there are in ours
more() {
	for one in $1; do
		printf '%s+%d ' "$one" $(($(how_many "$one" "$work/ours") - $(how_many "$one" "$work/stock")))
	done
}

# surplus: what there is more of in ours
surplus() {
	awk 'NR == FNR { stock[$0]++; next } ++ours[$0] == stock[$0] + 1' "$work/stock" "$work/ours"
}

# check_vendor MODULE VENDOR
check_vendor() {
	compare_function "$1" "$2_vcpu_enter_exit"
	is "$series: $2_vcpu_enter_exit makes two stamps: each reads the TSC, joins its halves" \
		"$(more "rdtsc shl or")" "rdtsc+2 shl+2 or+2 "
	ok "$series: and stores it" [ "$(($(how_many mov "$work/ours") - $(how_many mov "$work/stock")))" -ge 2 ]
	# (The compiler fills gaps as it likes.)
	is "$series: nothing else is there more often, no call and no other symbol" \
		"$(surplus | grep -vxE 'rdtsc|shl|or|mov|nop.?|data16|cs|xchg' || true)" ""

	compare_function "$1" "$2_vcpu_run"
	is "$series: $2_vcpu_run locks nothing more" "$(more lock)" "lock+0 "
}

# vendor_layout VENDOR HEADER: the source of an object that builds if the layout is right
vendor_layout() {
	mkdir -p "$work/$1"
	cp host-patch/test/layout/layout.h "$work/$1/"
	printf '#include "%s"\n#define VENDOR_VCPU vcpu_%s\n#include "layout.h"\n' "$2" "$1" >"$work/$1/layout.c"
	# shellcheck disable=SC2016 # for make
	printf 'obj-m := layout.o\nccflags-y := -I$(srctree)/arch/x86/kvm\n' >"$work/$1/Kbuild"
}

for series in ${SERIES:-$DEFAULT_SERIES 7.3}; do
	if ! why=$(host-patch/has-series.sh "$series" 2>&1); then
		skip "$series: what is on the path of an exit" "$why"
		continue
	fi
	read_series "$series"
	[ -e "$out/kvm.ko" ] || host-patch/modules.sh "$series" >&2
	unpack_kernel
	check_vendor kvm-amd svm
	check_vendor kvm-intel vmx

	choose_compiler
	for vendor in svm vmx; do
		vendor_layout $vendor $vendor/$vendor.h
		ok "$series: no cache line has what two vCPUs write ($vendor)" \
			kbuild "$tree" M="$work/$vendor" layout.o
	done
	sed -i 's/^static_assert(sizeof(struct kvm_exit_probe_rows) >/&= 1024 * /' "$work/svm/layout.h"
	fails "$series: a layout that is not right does not build" "the table has its own pages" \
		kbuild "$tree" M="$work/svm" layout.o
	rm -rf "$work/svm" "$work/vmx"
done

tap_done
