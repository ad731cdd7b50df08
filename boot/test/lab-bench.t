#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in the exact SVM lab, and machines with more than one CPU.
set -u
. boot/test/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
record=$work/1/record.txt

# run NAME CPUS BENCH: a run with these; 16 operations each.
run() {
	CPUS=$2 BENCH=$3 ITERATIONS=16 boot/run.sh svm kernel exact "$work/$1"
}

# field NAME KEY: of a benchmark in the first run.
field() {
	grep "^exit-probe: bench .* name=$1 " "$record" | sed -n "s/.* $2=\([^ ]*\) .*/\1/p"
}

# counted RUN: KVM's own count, against the last read and a HLT.
counted() {
	sed -n 's/^kvm_exits=//p' "$work/$1/report"
}
read_last() {
	echo $(($(sed -n 's/^final_sample=//p' "$work/$1/report") + 1))
}

ok "all benchmarks: every exit and reason is the expected one" run 1 1 all
ok "once more" run 2 1 all
ok "the records are the same to the byte" cmp "$record" "$work/2/record.txt"
is "KVM's count is that of the last read, and one HLT" "$(counted 1)" "$(read_last 1)"

# Without AVIC the table's larger number is exact; for some rows it is the host's
# choice how often they exit.
is "exits are exactly as many as the table has" "$(awk '
	/^exit-probe: bench / && / status=pass / {
		for (i = 3; i <= NF; i++) { split($i, f, "="); v[f[1]] = f[2] }
		if (v["name"] !~ /^(pause|touch_4k|touch_2m)$/ && v["exits"] != v["n"] * v["most"])
			print v["name"]
	}' "$record")" ""
is "what is skipped says why" "$(grep -c 'bench .*status=skip reason=""' "$record")" 0
is "a port that KVM answers costs no VMM cycles" "$(field port_out_kvm userspace)" 0
is "a port that the VMM answers does" "$(($(field port_out_vmm userspace) > 0))" 1
is "nor do registers in memory that KVM answers" "$(field mmio_kvm userspace)" 0
is "while those of the VMM do" "$(($(field mmio_vmm userspace) > 0))" 1
is "a timer waited for in HLT is time halted" "$(($(field tscdeadline_hlt halted) > 0))" 1

for cpus in 2 4; do
	ok "$cpus CPUs" run "cpus$cpus" $cpus ipi_halted
	is "$cpus CPUs: all of them run" \
		"$(sed -n 's/^exit-probe: guest .* cpus=\([0-9]*\) .*/\1/p' "$work/cpus$cpus/record.txt")" $cpus
	is "$cpus CPUs: KVM's count over all vCPUs is that of the last read, and one HLT" \
		"$(counted "cpus$cpus")" "$(read_last "cpus$cpus")"
done
record=$work/cpus2/record.txt
is "an interrupt to a halted CPU: ICR, EOI and HLT" "$(field ipi_halted exits)" 48
tap_done
