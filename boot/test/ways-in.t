#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every boot path of every machine type, on a patched KVM and without KVM.
set -u
. boot/base/tap.sh
. boot/test/record.sh

# says NAME RUN VERDICT PROTOCOL FIRMWARE: expects these values in the run's record
says() {
	left_record "$2" || return 0
	is "$1: verdict, boot protocol and firmware" \
		"$(field "$2" end verdict) $(field "$2" guest boot) $(field "$2" guest firmware)" "$3 $4 $5"
}

ok "a table of the boot paths is made" boot/ways.sh "$work"
while read -r machine boot protocol firmware options; do
	[ "$machine" != '#' ] || continue
	export MACHINE="$machine"
	name="MACHINE=$machine BOOT=$boot"
	if [ "$protocol" = - ]; then
		fails "$name is refused" "^run: $name: " boot/run.sh svm "$boot" exact "$work/none"
		continue
	fi
	says "$name" "svm-$machine-$boot" pass "$protocol" "$firmware"
	is "$name: a row of the table" \
		"$(grep -c "^| $machine $boot | $protocol | $firmware |" "$work/table.md")" 1
	if [ "$options" = none ]; then
		fails "$name without KVM is refused" "^run: $name takes no options: " \
			boot/run.sh tcg "$boot" fast "$work/none"
		continue
	fi
	run_status=0
	boot/run.sh tcg "$boot" fast "$work/run" >"$work/output" 2>&1 </dev/null || run_status=$?
	is "$name without KVM: status of an unpatched host" "$run_status" 3
	is "$name without KVM: message" "$(grep -c '^run: host not patched' "$work/output")" 1
	says "$name without KVM" run unpatched "$protocol" "$firmware"
done <boot/ways
MACHINE=isapc fails "an unknown machine type" "^run: MACHINE=isapc is invalid: use q35, " \
	boot/run.sh svm iso exact "$work/none"
tap_done
