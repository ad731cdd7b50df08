# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Two exact runs of the lab, as make keeps them: the numbers hold to the last exit.
#
# Sourced with what differs between the vendors as arguments:
#   HOST    the lab's: svm or vmx
#   VENDOR  the record's word for whose exit reasons they are
#   IO      the reason of a port write
#   LONG_MODE  what long_mode costs, as REASON:EXITS...
#   INTERRUPT  the reason of the host's own interrupts, which may fall anywhere
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
is "so does a second one" "$(ended "$host-again")" 0
ok "their records are the same to the byte" same_record "$run" "$host-again"
is "the verdict is in the record" "$(field "$run" end verdict)" pass
is "the host is patched" "$(field "$run" host patched)" yes
is "its reasons are $vendor's" "$(field "$run" host vendor)" "$vendor"
is "the ISO came in by multiboot 2" "$(field "$run" guest boot)" multiboot2
is "from a BIOS" "$(field "$run" guest firmware)" bios

is "two reads in a row differ by one exit" "$(field "$run" calibration read exits_min)" 1
is "29 port writes cost 29 exits, and the read one" \
	"$(field "$run" calibration port_write exits_min)" 30
is "a port write goes to the VMM, all but the reads do in the calibration" \
	"$(field "$run" phase calibration userspace_exits)" $((32 * 29))
for phase in image paging c_environment gdt idt; do
	interrupts=$(caused "$run" "$phase" "$interrupt")
	is "$phase has only the exits of the reads" "$(net_exits "$run" "$phase")" "$interrupts"
	is "its reads are CPUIDs" "$(caused "$run" "$phase" cpuid)" \
		"$(field "$run" phase "$phase" reads)"
done
is "each of the calibration's port writes is one $io" \
	"$(caused "$run" calibration "$io")" $((32 * 29))
for cost in $long_mode; do
	is "of long_mode's exits, $cost" \
		"${cost%:*}:$(caused "$run" long_mode "${cost%:*}")" "$cost"
done
is "idle is one HLT" "$(caused "$run" idle hlt)" 1
ok "the record is below 16 KiB" [ "$(wc -c <"build/runs/$run/record.txt")" -lt 16384 ]
ok "idle is time halted" [ "$(field "$run" phase idle halted)" -gt 0 ]
is "nothing before idle is" "$(field "$run" checkpoint pci halted)" 0

# Every cycle of the vCPU but those of the read that asks lies in a bucket.
final=$(printf '%d' "$(reported "$run" final_sample)")
is "KVM's own count is the probe's last read and the HLT that ends it" \
	"$(reported "$run" kvm_exits)" "$((final + 1))"
is "and that of its one vCPU" "$(reported "$run" vcpu_exits)" "$((final + 1))"
is "KVM warned of nothing but where its module comes from" \
	"$(reported "$run" warning | grep -v 'out-of-tree module taints kernel')" ""
tap_done
