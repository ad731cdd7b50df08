# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Two exact runs of the lab, as make keeps them: the numbers are exact.
#
# Source it with these arguments, which differ between the vendors:
#   HOST    the lab: svm or vmx
#   VENDOR  the vendor of the exit reasons in the record
#   IO      the reason of a port write
#   LONG_MODE  the exits of long_mode, as REASON:EXITS...
#   INTERRUPT  the reason of the host's own interrupts, which may occur in any phase
set -u
host=$1 vendor=$2 io=$3 long_mode=$4 interrupt=$5
. boot/base/tap.sh
. boot/test/record.sh

run=$host-q35-iso
if ! left_record "$run" || ! left_record "$host-again"; then
	tap_done
	exit 1
fi
is "a run ends with the verdict pass" "$(ended "$run")" 0
is "a second run ends with the verdict pass" "$(ended "$host-again")" 0
ok "their records are byte-identical" same_record "$run" "$host-again"
is "the verdict is in the record" "$(field "$run" end verdict)" pass
is "the host is patched" "$(field "$run" host patched)" yes
is "the reasons are $vendor's" "$(field "$run" host vendor)" "$vendor"
is "the ISO booted by multiboot 2" "$(field "$run" guest boot)" multiboot2
is "the firmware is a BIOS" "$(field "$run" guest firmware)" bios

is "two reads in a row differ by one exit" "$(field "$run" calibration read exits_min)" 1
is "29 port writes and a read are 30 exits" \
	"$(field "$run" calibration port_write exits_min)" 30
is "the calibration's port writes go on to the VMM, its reads do not" \
	"$(field "$run" phase calibration userspace_exits)" $((32 * 29))
for phase in image paging c_environment gdt idt; do
	interrupts=$(caused "$run" "$phase" "$interrupt")
	is "$phase has no net exits except host interrupts" "$(net_exits "$run" "$phase")" "$interrupts"
	is "$phase: all reads are CPUIDs" "$(caused "$run" "$phase" cpuid)" \
		"$(field "$run" phase "$phase" reads)"
done
is "each of the calibration's port writes is one $io" \
	"$(caused "$run" calibration "$io")" $((32 * 29))
for cost in $long_mode; do
	is "exits of long_mode: $cost" \
		"${cost%:*}:$(caused "$run" long_mode "${cost%:*}")" "$cost"
done
is "idle is one HLT" "$(caused "$run" idle hlt)" 1
is "the host tells causes" "$(field "$run" host causes)" detail
is "each of the calibration's port writes is of port 0x80" \
	"$(by_cause "$run" calibration "$io" port 128)" $((32 * 29))
is "the bus scan is of the ports 0xcf8 and 0xcfc, each as often" \
	"$(by_cause "$run" pci "$io" port 3320) $(by_cause "$run" pci "$io" port 3324)" \
	"$(($(caused "$run" pci "$io") / 2)) $(($(caused "$run" pci "$io") / 2))"
is "the port has a name" "$(build/probe-os/exit-record table cause --csv "$(record "$run")" |
	awk -F , '$3 == "port" && $4 == 3320 { print $NF; exit }')" "PCI config address"
for phase in cpu image paging long_mode c_environment gdt idt calibration pit pic lapic timer_interrupt \
	memory_map first_touch pci idle ap_init ap_first ap_c ap_all end; do
	is "$phase: its causes add up to its exits" \
		"$(by_cause "$run" "$phase")" "$(field "$run" phase "$phase" exits)"
done
ok "the record is below 48 KiB" [ "$(wc -c <"build/runs/$run/record.txt")" -lt 49152 ]
ok "idle has halted cycles" [ "$(field "$run" phase idle halted)" -gt 0 ]
is "no halted cycles before idle" "$(field "$run" checkpoint pci halted)" 0

final=$(printf '%d' "$(reported "$run" final_sample)")
what="KVM's own count is the probe's final read plus the last HLT"
if counts_exits "$run" "$what"; then
	is "$what" "$(reported "$run" kvm_exits)" "$((final + 1))"
	is "KVM's count of the one vCPU is the same" "$(reported "$run" vcpu_exits)" "$((final + 1))"
fi
is "no kernel warning except about out-of-tree modules" \
	"$(reported "$run" warning | grep -v 'out-of-tree module taints kernel')" ""
tap_done
