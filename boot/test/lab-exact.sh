# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Two exact runs of the lab: the numbers hold to the last exit.
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

ok "a run ends with the verdict pass" boot/run.sh "$host" iso exact "$work/1"
if ! left_record 1; then
	tap_done
	exit 1
fi
ok "so does a second one" boot/run.sh "$host" iso exact "$work/2"
ok "their records are the same to the byte" cmp "$work/1/record.txt" "$work/2/record.txt"
is "the verdict is in the record" "$(field 1 end verdict)" pass
is "the host is patched" "$(field 1 host patched)" yes
is "its reasons are $vendor's" "$(field 1 host vendor)" "$vendor"
is "the ISO came in by multiboot 2" "$(field 1 guest boot)" multiboot2
is "from a BIOS" "$(field 1 guest firmware)" bios

is "two reads in a row differ by one exit" "$(field 1 calibration exits_min name=read)" 1
is "29 port writes cost 29 exits, and the read one" \
	"$(field 1 calibration exits_min name=port_write)" 30
is "a port write goes to the VMM, all but the reads do in the calibration" \
	"$(field 1 phase userspace_exits name=calibration)" $((32 * 29))
for phase in image paging c_environment gdt idt; do
	interrupts=$(caused 1 "$phase" "$interrupt")
	is "$phase costs no exit beyond the reads" "$(beyond 1 "$phase")" "${interrupts:-0}"
	is "its reads are CPUIDs" "$(caused 1 "$phase" cpuid)" \
		"$(field 1 phase reads "name=$phase")"
done
is "each of the calibration's port writes is one $io" \
	"$(caused 1 calibration "$io")" $((32 * 29))
for cost in $long_mode; do
	is "of long_mode's exits, $cost" \
		"${cost%:*}:$(caused 1 long_mode "${cost%:*}")" "$cost"
done
is "idle is one HLT" "$(caused 1 idle hlt)" 1
ok "the record is below 16 KiB" [ "$(wc -c <"$work/1/record.txt")" -lt 16384 ]
ok "idle is time halted" [ "$(field 1 phase halted name=idle)" -gt 0 ]
is "nothing before idle is" "$(field 1 checkpoint halted name=pci)" 0

# Every cycle of the vCPU but those of the read that asks lies in a bucket.
final=$(printf '%d' "$(reported 1 final_sample)")
is "KVM's own count is the probe's last read and the HLT that ends it" \
	"$(reported 1 kvm_exits)" "$((final + 1))"
is "and that of its one vCPU" "$(reported 1 vcpu_exits)" "$((final + 1))"
is "KVM warned of nothing but where its module comes from" \
	"$(reported 1 warning | grep -v 'out-of-tree module taints kernel')" ""
tap_done
