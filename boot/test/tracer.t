#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The trace as a witness: the distribution's KVM, traced, has the patched KVM's exits by
# phase and reason, in the exact lab, on SVM and VMX. Own reads are taken out: on a host
# without the patch there are fewer.
set -u
. boot/base/tap.sh
. boot/test/record.sh

# What depends on time differs, as a traced exit takes longer:
#   before the entry, firmware polls;
#   interrupts of L1's own timer come at any moment;
#   in the phase timer_interrupt the guest's tick comes while its interrupts are enabled, or
#   before, and then KVM has an exit for the window in which it can inject the tick.
# no_exit is the patch's row for cycles before the first entry; it has no exits.

# exits RECORD [INTERRUPT WINDOW]: prints the exits of each phase and bench by reason, without
# own reads and, if their reasons are given, without host interrupts and the tick's window.
exits() {
	awk -v interrupt="${2:-}" -v window="${3:-}" '
		function depends_on_time(reason) {
			return reason == interrupt || (reason == window && value["name"] == "timer_interrupt")
		}
		{ delete value; for (i = 3; i <= NF; i++) { at = index($i, "="); value[substr($i, 1, at - 1)] = substr($i, at + 1) } }
		$2 == "phase" { reads[value["name"]] = value["reads"] }
		$2 == "reasons" {
			for (i = 5; i < NF; i++) {
				split($i, word, "[=:]")
				exits = word[2] - (word[1] == "cpuid") * reads[value["name"]]
				if (exits && !depends_on_time(word[1]))
					print "phase", value["name"], word[1], exits
			}
		}
		$2 == "bench" {
			count = split(value["exits_by"], all, ",")
			for (i = 1; i <= count; i++) {
				split(all[i], word, ":")
				if (!depends_on_time(word[1]))
					print "bench", value["name"], word[1], word[2]
			}
			print "bench", value["name"], "userspace_exits", value["userspace_exits"]
		}' "$1"
}

# before RECORD: prints the exits before the entry by reason.
before() {
	sed -n 's/^exit-probe: reason .*name=\([^ ]*\) before=\([1-9][0-9]*\) .*/\1 \2/p' "$1"
}

# same_exits WHAT RUN RUN INTERRUPT WINDOW: prints what differs as comments.
same_exits() {
	left_record "$2" && left_record "$3" || return 0
	exits "$(record "$2")" "$4" "$5" >"$work/a"
	exits "$(record "$3")" "$4" "$5" >"$work/b"
	ok "$1: $(wc -l <"$work/a") counts are the same" diff "$work/a" "$work/b"
	ok "$1: there are some" test -s "$work/a"
	exits "$(record "$2")" >"$work/a"
	exits "$(record "$3")" >"$work/b"
	diff "$work/a" "$work/b" | sed -n "s/^< /# $1, patched: /p; s/^> /# $1, traced: /p"
}

# traced RUN: the trace is whole, and its record passes.
traced() {
	left_record "$1" || return 0
	is "$1 ends with the verdict pass" "$(ended "$1")" 0
	is "$1 is counted by the trace" "$(field "$1" host source)" trace
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

for vendor in "svm q35-kernel intr vintr" "vmx q35-iso external_interrupt interrupt_window"; do
	# shellcheck disable=SC2086 # four words
	set -- $vendor
	for run in stock both bench-stock; do
		traced "$1-$run"
	done
	is "$1: each vCPU's exits by reason add up" "$(unequal "$1-bench-stock")" ""
	same_exits "$1, the boot" "$1-$2" "$1-stock" "$3" "$4"
	same_exits "$1, all benchmarks" "$1-bench" "$1-bench-stock" "$3" "$4"
	is "$1: reads of the unpatched host are two a phase" "$(field "$1-stock" phase pci reads)" 2
	ok "$1: the host is not patched" [ "$(field "$1-stock" host patched)" = no ]

	# Both at once count the same boot.
	build/probe-os/exit-record "build/runs/$1-both/serial.log" >"$work/guest"
	exits "$work/guest" >"$work/a"
	before "$work/guest" >>"$work/a"
	exits "$(record "$1-both")" >"$work/b"
	before "$(record "$1-both")" >>"$work/b"
	ok "$1, patched and traced at once: all $(wc -l <"$work/a") counts are the same, interrupts and firmware too" \
		diff "$work/a" "$work/b"
	is "$1, patched and traced at once: the own reads are the same" \
		"$(field "$work/guest" phase reads)" "$(field "$1-both" phase reads)"
	ok "$1: the guest was counted by the patch" [ "$(field "$work/guest" host patched)" = yes ]
done

build/boot/objects/exit-compare -o "$work/page" "patched=$(record svm-q35-kernel)" "traced=$(record svm-stock)" >"$work/words"
is "the comparison tells which record is of a trace" \
	"$(jq -r '.labels[] | .label + " " + .runs[0].source' "$work/page/report.json" | tr '\n' ' ')" "patched guest traced trace "
is "it leaves out what a trace does not have" "$(grep -c '^traced,stage,os,\(nested_exits\|passes\|scheduled_out\),' "$work/page/report.csv")" 0
ok "it says so in words" grep -q "exits of traced are from a trace of KVM" "$work/words"
tap_done
