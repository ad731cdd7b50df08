#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Unit tests of the accounting and the CPUID answer, compiled for the host.
set -eu
. boot/base/tap.sh

# list_includes: which of the kernel's files includes which, one pair of names per line.
list_includes() {
	for file in host-patch/kvm/*.[ch]; do
		name=$(basename "${file%.*}")
		sed -n "s/^#include \"\(exit_probe_.*\)\.[a-z]*\"$/$name \1/p" "$file"
	done
}
is "the kernel's files have no circular includes" "$(list_includes | tsort 2>&1 >/dev/null)" ""

dir=build/host-patch/test
mkdir -p "$dir"
[ "${WERROR:-}" != 1 ] || set -- -Werror
ok "the kernel's files compile on the host" \
	"${HOSTCC:-cc}" -g -Wall -Wextra "$@" -Wno-sign-compare -Wno-unused-parameter \
	-fsanitize=address,undefined -fno-sanitize-recover -I host-patch/kvm -iquote host-patch/stub \
	-I host-patch/stub -o "$dir/accounting" \
	host-patch/test/accounting/*.c host-patch/kvm/*.c
for name in $("$dir/accounting"); do
	ok "$(echo "$name" | tr _ ' ')" "$dir/accounting" "$name"
done
tap_done
