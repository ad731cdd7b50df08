#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# KVM on AMD SVM under two emulators, QEMU and Bochs: each phase and each benchmark has the same
# exits of each reason, but for the differences that the table boot/emulators names.
set -u
. boot/base/tap.sh
. boot/test/record.sh

for run in svm-q35-iso svm-bench svm-bochs-q35-iso svm-bochs-bench; do
	left_record $run || {
		tap_done
		exit 1
	}
	is "$run: the verdict is pass" "$(ended $run)" 0
done
for run in svm-bochs-q35-iso svm-bochs-bench; do
	what="$run: KVM's own count is the probe's final read plus the last HLT"
	! counts_exits $run "$what" ||
		is "$what" "$(reported $run kvm_exits)" "$(($(reported $run final_sample) + 1))"
	is "$run: no kernel warning except about out-of-tree modules" \
		"$(reported $run warning | grep -v 'out-of-tree module taints kernel')" ""
done
is "Bochs's CPU is AMD's" "$(field svm-bochs-q35-iso host vendor)" amd
is "the two are different CPUs" "$(field svm-q35-iso host family) $(field svm-bochs-q35-iso host family)" "23 21"

ok "the table names all differences, and only these" boot/emulators.sh
boot/emulators.sh >"$work/rows" 2>&1
while IFS="$(printf '\t')" read -r kind name qemu bochs differences; do
	if [ -n "$differences" ]; then
		tap_line ok "$kind $name: $qemu and $bochs exits: $differences"
	else
		is "$kind $name: $qemu exits of the same reasons" "$bochs" "$qemu"
	fi
done <"$work/rows"
is "all phases, and the time before, are compared" "$(grep -c '^phase' "$work/rows")" \
	"$(($(field svm-q35-iso phase name | wc -l) + 1))"
is "so are all benchmarks" "$(sed -n 's/^bench\t\([^\t]*\)\t.*/\1/p' "$work/rows")" \
	"$(cut -f 1 boot/test/lab-bench.tsv)"
is "RSM exits as often as it does as #UD" "$(field svm-q35-iso reason rsm before)" \
	"$(field svm-bochs-q35-iso reason excp6 before)"

is "on Bochs the interrupt stays pending after STI, HLT: no VINTR, no EOI" \
	"$(field svm-bochs-bench bench x2apic_self_ipi_sti_hlt exits_by)" "hlt:16,msr:16"

# A table that does not fit
grep -v '^rsm ' boot/emulators >"$work/table"
fails "a difference without a row" "^emulators: before: excp6: 0 with QEMU, [0-9]+ with Bochs: no row" \
	boot/emulators.sh "$work/table"
sed 's/ rsm:qemu/ rsm:bochs/' boot/emulators >"$work/table"
fails "a difference to the other side" "^emulators: before: rsm: .* the row rsm of .* has rsm:bochs$" \
	boot/emulators.sh "$work/table"
{
	cat boot/emulators
	echo "stale | pci cpuid | ioio:qemu | nothing"
} >"$work/table"
fails "a row without a difference" "^emulators: the row stale of .* names a difference of ioio in pci " \
	boot/emulators.sh "$work/table"
{
	cat boot/emulators
	echo "stale | pci cpuid | ioio:either | nothing"
} >"$work/table"
fails "a row of either side without a difference" "^emulators: the row stale of .*: remove it$" \
	boot/emulators.sh "$work/table"
sed 's|intr:any|intr:tock|' boot/emulators >"$work/table"
fails "an unknown side" "has intr:tock: use qemu, bochs, either, moment or any$" boot/emulators.sh "$work/table"
is "each row has four columns" "$(sed '/^#/d' boot/emulators | awk -F '|' 'NF != 4')" ""
tap_done
