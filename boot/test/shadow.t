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

# reported RUN KEY: what L1 said of the run.
reported() {
	sed -n "s/^$2=//p" "$work/$1/report"
}

ok "with nested page tables: verdict pass" boot/run.sh svm kernel exact "$work/nested"
ok "npt=0 reaches KVM: verdict pass" \
	env KVM_OPTIONS=npt=0 boot/run.sh svm kernel exact "$work/shadow"
is "KVM's own count agrees" "$(reported shadow kvm_exits)" \
	"$(($(printf '%d' "$(reported shadow final_sample)") + 1))"
is "entering long mode costs more exits" \
	"$(($(beyond shadow long_mode) > $(beyond nested long_mode)))" 1
is "a port write costs the same" "$(beyond shadow calibration)" "$(beyond nested calibration)"
is "so does CPUID" "$(beyond shadow cpu)" "$(beyond nested cpu)"

fails "KVM_OPTIONS is refused where there is no lab" "^run: KVM_OPTIONS is for the lab" \
	env KVM_OPTIONS=npt=0 boot/run.sh tcg kernel fast "$work/tcg"
fails "what is no module parameter is refused" "^run: KVM_OPTIONS=.*no module parameters" \
	env KVM_OPTIONS="npt=0'; reboot" boot/run.sh svm kernel fast "$work/svm"
tap_done
