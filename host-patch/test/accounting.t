#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The accounting and the CPUID answer, compiled for the host and played through.
set -eu
. boot/base/tap.sh

dir=build/host-patch/test
mkdir -p "$dir"
[ "${WERROR:-}" != 1 ] || set -- -Werror
ok "the kernel's own files compile on the host" \
	"${HOSTCC:-cc}" -g -Wall -Wextra "$@" -Wno-sign-compare -fsanitize=address,undefined \
	-fno-sanitize-recover -I host-patch/kvm -iquote host-patch/test/stub \
	-I host-patch/test/stub -o "$dir/accounting" \
	host-patch/test/accounting/*.c host-patch/kvm/exit_probe.c \
	host-patch/kvm/exit_probe_latch.c host-patch/kvm/exit_probe_reason.c \
	host-patch/kvm/exit_probe_rows.c
for name in $("$dir/accounting"); do
	ok "$(echo "$name" | tr _ ' ')" "$dir/accounting" "$name"
done
tap_done
