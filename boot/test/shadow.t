#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Without nested page tables KVM shadows the guest's: the same counters, and
# exits where paging is switched and tables change.
set -u
. boot/test/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# beyond RUN PHASE: the exits of a phase but its own reads.
beyond() {
	sed -n "s/^exit-probe: phase .*name=$2 .* beyond=\([0-9]*\) .*/\1/p" "$work/$1/record.txt"
}

# caused RUN PHASE REASON: the exits of a phase that have this reason, so that
# the host's interrupts do not count.
caused() {
	sed -n "s/^exit-probe: reasons .*name=$2 .*$3=\([0-9]*\):.*/\1/p" "$work/$1/record.txt"
}

# reported RUN KEY: what L1 said of the run.
reported() {
	sed -n "s/^$2=//p" "$work/$1/report"
}

for way in svm:npt:ioio vmx:ept:io_instruction; do
	host=${way%%:*} io=${way##*:} option=${way#*:}
	option=${option%:*}=0
	ok "$host with nested page tables: verdict pass" \
		boot/run.sh "$host" kernel exact "$work/nested"
	ok "$host with $option: verdict pass" \
		env KVM_OPTIONS="$option" boot/run.sh "$host" kernel exact "$work/shadow"
	# Intel's KVM emulates real mode here: passes without a hardware exit.
	passes=$(sed -n 's/^exit-probe: checkpoint .*name=end .* passes=\([0-9]*\) .*/\1/p' \
		"$work/shadow/record.txt")
	is "KVM's own count is exits, passes and the last HLT" "$(reported shadow kvm_exits)" \
		"$(($(printf '%d' "$(reported shadow final_sample)") + passes + 1))"
	is "entering long mode costs more exits" \
		"$(($(beyond shadow long_mode) > $(beyond nested long_mode)))" 1
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
