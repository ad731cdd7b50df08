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
. boot/test/tap.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
record=$work/1/record.txt

# field KIND KEY [MATCH]: the value in the first line of that kind with MATCH.
field() {
	grep "^exit-probe: $1 " "$record" | grep -e "${3:-}" | head -n 1 |
		sed -n "s/.* $2=\([^ ]*\) .*/\1/p"
}

# reported RUN KEY: what L1 said of the run.
reported() {
	sed -n "s/^$2=//p" "$work/$1/report"
}

ok "a run ends with the verdict pass" boot/run.sh "$host" iso exact "$work/1"
ok "so does a second one" boot/run.sh "$host" iso exact "$work/2"
ok "their records are the same to the byte" cmp "$record" "$work/2/record.txt"
is "the verdict is in the record" "$(field end verdict)" pass
is "the host is patched" "$(field host patched)" yes
is "its reasons are $vendor's" "$(field host vendor)" "$vendor"
is "the ISO came in by multiboot 2" "$(field guest boot)" multiboot2
is "from a BIOS" "$(field guest firmware)" bios

is "two reads in a row differ by one exit" "$(field calibration exits_min name=read)" 1
is "29 port writes cost 29 exits, and the read one" \
	"$(field calibration exits_min name=port_write)" 30
is "a port write goes to the VMM, all but the reads do in the calibration" \
	"$(field phase userspace_exits name=calibration)" $((32 * 29))
for phase in image paging c_environment gdt idt; do
	interrupts=$(field reasons "$interrupt" "name=$phase")
	is "$phase costs no exit beyond the reads" \
		"$(field phase beyond "name=$phase")" "$((${interrupts%:*} + 0))"
	is "its reads are CPUIDs" "$(field reasons cpuid "name=$phase" | cut -d: -f1)" \
		"$(field phase reads "name=$phase")"
done
is "each of the calibration's port writes is one $io" \
	"$(field reasons "$io" name=calibration | cut -d: -f1)" $((32 * 29))
for cost in $long_mode; do
	is "of long_mode's exits, $cost" \
		"${cost%:*}:$(field reasons "${cost%:*}" name=long_mode | cut -d: -f1)" "$cost"
done
is "idle is one HLT" "$(field reasons hlt name=idle | cut -d: -f1)" 1
is "the record is below 16 KiB" "$(($(wc -c <"$record") < 16384))" 1
is "idle is time halted" "$(($(field phase halted name=idle) > 0))" 1
is "nothing before idle is" "$(field checkpoint halted name=pci)" 0

# Every cycle of the vCPU but those of the read that asks lies in a bucket.
final=$(printf '%d' "$(reported 1 final_sample)")
is "KVM's own count is the probe's last read and the HLT that ends it" \
	"$(reported 1 kvm_exits)" "$((final + 1))"
is "and that of its one vCPU" "$(reported 1 vcpu_exits)" "$((final + 1))"
is "KVM warned of nothing but where its module comes from" \
	"$(reported 1 warning | grep -v 'out-of-tree module taints kernel')" ""
tap_done
