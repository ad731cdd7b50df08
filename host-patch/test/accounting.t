#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The accounting and the CPUID answer, compiled for the host and played through.
set -eu
. boot/base/tap.sh

# uses: which of the kernel's files includes which, NAME NAME a line.
uses() {
	for file in host-patch/kvm/*.[ch]; do
		name=$(basename "${file%.*}")
		sed -n "s/^#include \"\(exit_probe_.*\)\.[a-z]*\"$/$name \1/p" "$file"
	done
}
is "no file of the kernel's uses one that uses it" "$(uses | tsort 2>&1 >/dev/null)" ""

dir=build/host-patch/test
mkdir -p "$dir"
[ "${WERROR:-}" != 1 ] || set -- -Werror
ok "the kernel's own files compile on the host" \
	"${HOSTCC:-cc}" -g -Wall -Wextra "$@" -Wno-sign-compare -fsanitize=address,undefined \
	-fno-sanitize-recover -I host-patch/kvm -iquote host-patch/test/stub \
	-I host-patch/test/stub -o "$dir/accounting" \
	host-patch/test/accounting/*.c host-patch/kvm/exit_probe_latch.c \
	host-patch/kvm/exit_probe_leaves.c host-patch/kvm/exit_probe_params.c \
	host-patch/kvm/exit_probe_reason.c host-patch/kvm/exit_probe_rows.c \
	host-patch/kvm/exit_probe_sum.c
for name in $("$dir/accounting"); do
	ok "$(echo "$name" | tr _ ' ')" "$dir/accounting" "$name"
done
tap_done
