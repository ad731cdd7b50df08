#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the patch adds to the exit path, from the modules themselves: only stamps where
# instrumentation is not allowed, nothing but NOPs while the keys are off, no locked
# instruction, and no cache line that two vCPUs write.
#
# SERIES=, the series to check (default: those that `make test` builds)
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

# compare_function MODULE NAME: read it from the distribution's module and the patched one.
compare_function() {
	function_of "$stock/$1.ko" "$2" >"$work/stock"
	function_of "$out/$1.ko" "$2" >"$work/patched"
	is "$series: $2 is in both $1.ko" "$(find "$work/stock" "$work/patched" -empty)" ""
}

# count_lines MNEMONIC FILE
count_lines() {
	grep -cx "$1" "$2" || true
}

# count_added MNEMONICS: how many more of each the patched function has
count_added() {
	for one in $1; do
		printf '%s+%d ' "$one" $(($(count_lines "$one" "$work/patched") - $(count_lines "$one" "$work/stock")))
	done
}

# list_added: the lines that the patched function has more often
list_added() {
	awk 'NR == FNR { stock[$0]++; next } ++patched[$0] == stock[$0] + 1' "$work/stock" "$work/patched"
}

# check_vendor MODULE VENDOR
check_vendor() {
	compare_function "$1" "$2_vcpu_enter_exit"
	is "$series: $2_vcpu_enter_exit makes two stamps: each reads the TSC and joins its halves" \
		"$(count_added "rdtsc shl or")" "rdtsc+2 shl+2 or+2 "
	ok "$series: $2_vcpu_enter_exit stores both stamps" \
		[ "$(($(count_lines mov "$work/patched") - $(count_lines mov "$work/stock")))" -ge 2 ]
	# (The compiler chooses how to fill gaps.)
	is "$series: $2_vcpu_enter_exit has no other instruction, call or symbol added, but jumps to them and back" \
		"$(list_added | grep -vxE 'rdtsc|shl|or|mov|jmp|nop.?|data16|cs|xchg' || true)" ""

	compare_function "$1" "$2_vcpu_run"
	is "$series: $2_vcpu_run has no locked instruction added" "$(count_added lock)" "lock+0 "
}

# write_layout VENDOR HEADER: the source of an object that builds only if the layout is right
write_layout() {
	mkdir -p "$work/$1"
	cp host-patch/test/layout/layout.h "$work/$1/"
	printf '#include "%s"\n#define VENDOR_VCPU vcpu_%s\n#include "layout.h"\n' "$2" "$1" >"$work/$1/layout.c"
	# shellcheck disable=SC2016 # for make
	printf 'obj-m := layout.o\nccflags-y := -I$(srctree)/arch/x86/kvm\n' >"$work/$1/Kbuild"
}

for series in ${SERIES:-$DEFAULT_SERIES}; do
	if ! why=$(host-patch/has-series.sh "$series" 2>&1); then
		skip "$series: the exit path" "$why"
		continue
	fi
	read_series "$series"
	[ -e "$out/kvm.ko" ] || host-patch/modules.sh "$series" >&2
	unpack_kernel
	check_vendor kvm-amd svm
	check_vendor kvm-intel vmx

	choose_compiler
	for vendor in svm vmx; do
		write_layout $vendor $vendor/$vendor.h
		ok "$series: no cache line is written by two vCPUs ($vendor)" \
			kbuild "$tree" M="$work/$vendor" layout.o
	done
	sed -i 's/^static_assert(sizeof(struct kvm_exit_probe_rows) >/&= 1024 * /' "$work/svm/layout.h"
	fails "$series: a wrong layout does not build" "the table has its own pages" \
		kbuild "$tree" M="$work/svm" layout.o
	rm -rf "$work/svm" "$work/vmx"
done

tap_done
