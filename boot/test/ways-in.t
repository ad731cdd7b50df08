#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every way to boot, on a patched KVM and on none.
set -u
. boot/test/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# field KIND KEY: of the last run's record.
field() {
	sed -n "s/^exit-probe: $1 .*$2=\([^ ]*\) .*/\1/p" "$work/run/record.txt"
}

# run HOST BOOT: its status, output in $work/said.
run() {
	run_status=0
	boot/run.sh "$1" "$2" fast "$work/run" >"$work/said" 2>&1 || run_status=$?
	[ $run_status -ne 2 ] || sed 's/^/# /' "$work/said"
}

for way in iso:multiboot2:bios uefi:multiboot2:uefi kernel:multiboot1:bios; do
	boot=${way%%:*} rest=${way#*:}
	for host in svm tcg; do
		run $host "$boot"
		case $host in
		svm) want="0 pass" ;;
		tcg) want="3 unpatched" ;;
		esac
		is "$boot on $host: status and verdict" "$run_status $(field end verdict)" "$want"
		is "$boot on $host: boot protocol and firmware" \
			"$(field guest boot):$(field guest firmware)" "$rest"
	done
	is "$boot without a patched KVM says so" \
		"$(grep -c '^run: host not patched' "$work/said")" 1
done

# Once on VMX: there each run takes minutes, and only L0 and KVM are others.
run vmx kernel
is "kernel on vmx: status and verdict" "$run_status $(field end verdict)" "0 pass"
is "kernel on vmx: boot protocol and firmware" \
	"$(field guest boot):$(field guest firmware)" multiboot1:bios
tap_done
