#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a VMM may choose: the benchmarks pass, or are skipped and say why, with cpu-pm,
# with the interrupt controllers in the VMM, and without x2APIC.
set -u
. boot/base/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# chosen CPUS OPTION...: a run of all benchmarks whose QEMU has them
chosen() {
	cpus=$1
	shift
	rm -rf "$work/run"
	GUEST_OPTIONS=$* BENCH=all ITERATIONS=16 CPUS=$cpus \
		boot/run.sh svm kernel exact "$work/run" >"$work/log" 2>&1 ||
		grep -v '^exit-probe:' "$work/log" | tail -n 3 | sed 's/^/# /'
	is "$*: the verdict" "$(build/probe-os/exit-record verdict "$work/run/record.txt" 2>&1)" pass
}

# bench NAME KEY
bench() {
	build/probe-os/exit-record get bench "$1" "$2" "$work/run/record.txt"
}

# A vCPU that halts in the guest keeps its CPU, and L1 has one: so one vCPU.
chosen 1 -overcommit cpu-pm=on
is "no HLT exits: pit_hlt has its port writes" "$(bench pit_hlt least) $(bench pit_hlt most)" "4 4"
chosen 2 -machine kernel-irqchip=split -cpu host,-x2apic
for name in port_in_kvm port_out_kvm mmio_kvm pit pit_hlt; do
	is "$name is skipped" "$(bench $name status): $(bench $name reason)" \
		"skip: the VMM has IO-APIC, PIC and PIT, not KVM (kernel-irqchip)"
done
is "so is what needs x2APIC" "$(bench x2apic_eoi reason)" "the CPU has no x2APIC"
is "an interrupt by xAPIC is two writes and an EOI" "$(($(bench ipi exits) / $(bench ipi n)))" 3

# An L0 that aborts as QEMU does, as often as its file says, and then runs L1's job
mkdir -p "$work/job"
cat >"$work/aborting.sh" <<-'END'
	#!/bin/sh
	echo "a line" >>"$5/handed-over"
	left=$(cat "${0%/*}/aborts")
	echo $((left - 1)) >"${0%/*}/aborts"
	if [ "$left" -gt 0 ]; then
		echo "ERROR:accel/tcg/tcg-accel-ops.c:95:tcg_handle_interrupt: assertion failed: (bql_locked())"
		exit 134
	fi
	echo job_status=0 >"$5/report"
END
chmod +x "$work/aborting.sh"
: >"$work/empty"
for aborts in 2 3; do
	echo $aborts >"$work/aborts"
	status=0
	boot/lab/lab.sh "../../$work/aborting" fast "$work/empty" "$work/empty" "$work/job" "$work/aborted" \
		>"$work/log" 2>&1 || status=$?
	is "L0 aborts $aborts times: the status, and how often L1 boots again" \
		"$status $(grep -c 'aborted when a guest wrote CR8: once more$' "$work/log")" "$((2 * (aborts == 3))) 2"
	is "L0 aborts $aborts times: only the last boot's output is left" "$(cat "$work/aborted/handed-over")" "a line"
done
tap_done
