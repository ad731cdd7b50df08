#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every way to boot, on a patched KVM and on none.
set -u
. boot/test/tap.sh
. boot/test/record.sh

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
		left_record run || continue
		case $host in
		svm) want="0 pass" ;;
		tcg) want="3 unpatched" ;;
		esac
		is "$boot on $host: status and verdict" "$run_status $(field run end verdict)" "$want"
		is "$boot on $host: boot protocol and firmware" \
			"$(field run guest boot):$(field run guest firmware)" "$rest"
	done
	is "$boot without a patched KVM says so" \
		"$(grep -c '^run: host not patched' "$work/said")" 1
done
tap_done
