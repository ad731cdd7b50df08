#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without nested page tables KVM shadows the guest's: the same counters, and
# exits where paging is switched and tables change.
set -u
. boot/test/tap.sh
. boot/test/record.sh

for way in svm:npt:ioio vmx:ept:io_instruction; do
	host=${way%%:*} io=${way##*:} option=${way#*:}
	option=${option%:*}=0
	ok "$host with nested page tables: verdict pass" \
		boot/run.sh "$host" kernel exact "$work/nested"
	ok "$host with $option: verdict pass" \
		env KVM_OPTIONS="$option" boot/run.sh "$host" kernel exact "$work/shadow"
	if ! left_record nested || ! left_record shadow; then
		continue
	fi
	# Intel's KVM emulates real mode here: passes without a hardware exit.
	passes=$(field shadow checkpoint passes name=end)
	is "KVM's own count is exits, passes and the last HLT" "$(reported shadow kvm_exits)" \
		"$(($(printf '%d' "$(reported shadow final_sample)") + passes + 1))"
	ok "entering long mode costs more exits" \
		[ "$(beyond shadow long_mode)" -gt "$(beyond nested long_mode)" ]
	for run in nested shadow; do
		is "a port write is one exit, $run" "$(caused $run calibration "$io")" $((32 * 29))
	done
	is "CPUID is no paging matter" "$(beyond shadow cpu)" "$(beyond nested cpu)"
done

fails "KVM_OPTIONS is refused where there is no lab" "^run: KVM_OPTIONS is for the lab" \
	env KVM_OPTIONS=npt=0 boot/run.sh tcg kernel fast "$work/tcg"
fails "what is no module parameter is refused" "^run: KVM_OPTIONS=.*no module parameters" \
	env KVM_OPTIONS="npt=0'; reboot" boot/run.sh svm kernel fast "$work/svm"
tap_done
