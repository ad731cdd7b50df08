#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The trace as a witness: the distribution's KVM, traced, has the patched KVM's exits by
# phase and reason, in the exact lab, on SVM and VMX. Own reads are taken out: on a host
# without the patch there are fewer.
set -u
. boot/base/tap.sh
. boot/test/record.sh
. boot/test/trace-exits.sh

# same_exits WHAT PATCHED-RECORD RUN INTERRUPT WINDOW: prints what differs as comments.
same_exits() {
	left_record "$3" || return 0
	exits "$2" "$4" "$5" >"$work/a"
	exits "$(record "$3")" "$4" "$5" >"$work/b"
	ok "$1: $(wc -l <"$work/a") counts are the same" diff "$work/a" "$work/b"
	ok "$1: there are some" test -s "$work/a"
	exits "$2" >"$work/a"
	exits "$(record "$3")" >"$work/b"
	diff "$work/a" "$work/b" | sed -n "s/^< /# $1, patched: /p; s/^> /# $1, traced: /p"
}

# traced RUN: the trace is whole, and its record passes.
traced() {
	left_record "$1" || return 0
	is "$1 ends with the verdict pass" "$(ended "$1")" 0
	is "$1 is counted by the trace" "$(field "$1" host source)" trace
	counts_exits "$1" "$1: the trace has all exits that KVM and QEMU counted" || return 0
	is "$1: the trace has all exits that KVM counted" \
		"$(sed -n 's/^exits of the whole trace: //p' "build/runs/$1/trace.log")" "$(reported "$1" kvm_exits)"
	is "$1: each vCPU has as many as QEMU says" \
		"$(sed -n 's/^of vCPU .*: //p' "build/runs/$1/trace.log")" "$(reported "$1" vcpu_exits)"
}

# unequal RUN: the vCPUs whose exits by reason are not as many as their exits
unequal() {
	awk '/^of vCPU / { all[$3 + 0] = $4 }
		/^vCPU .* reason$/ { rows = 1; next }
		!NF { rows = 0 }
		rows { sum[$1] += $2 }
		END { for (vcpu in all) if (all[vcpu] != sum[vcpu]) print vcpu }' "build/runs/$1/trace.log"
}

for vendor in "svm intr vintr" "vmx external_interrupt interrupt_window"; do
	# shellcheck disable=SC2086 # three words
	set -- $vendor
	for run in stock both bench-stock; do
		traced "$1-$run"
	done
	is "$1: each vCPU's exits by reason add up" "$(unequal "$1-bench-stock")" ""
	same_exits "$1, all benchmarks and the boot before them" "$(record "$1-bench")" "$1-bench-stock" "$2" "$3"
	is "$1: reads of the unpatched host are two a phase" "$(field "$1-stock" phase pci reads)" 2
	ok "$1: the host is not patched" [ "$(field "$1-stock" host patched)" = no ]

	# Both at once count the same boot.
	build/probe-os/exit-record "build/runs/$1-both/serial.log" >"$work/guest"
	same_at_once "$1" "$work/guest" "$(record "$1-both")"
	same_causes "$1, patched and traced at once" 80 "$work/guest" "build/runs/$1-both/trace.log"
	is "$1, patched and traced at once: the own reads are the same" \
		"$(field "$work/guest" phase reads)" "$(field "$1-both" phase reads)"
	same_exits "$1, the boot" "$work/guest" "$1-stock" "$2" "$3"
	same_causes "$1, from the entry on" 20 "$work/guest" "build/runs/$1-stock/trace.log" "$2" "$3"
done
same_exits "svm, the boot, patched and not traced" "$(record svm-q35-kernel)" svm-stock intr vintr

build/boot/objects/exit-compare -o "$work/page" "patched=$(record svm-q35-kernel)" "traced=$(record svm-stock)" >"$work/words"
is "the comparison tells which record is of a trace" \
	"$(jq -r '.labels[] | .label + " " + .runs[0].source' "$work/page/report.json" | tr '\n' ' ')" "patched guest traced trace "
is "it leaves out what a trace does not have" "$(grep -c '^traced,stage,os,\(nested_exits\|passes\|preempted\|blocked\),' "$work/page/report.csv")" 0
ok "it says so in words" grep -q "exits of traced are from a trace of KVM" "$work/words"
tap_done
