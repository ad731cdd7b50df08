#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# In the lab, a VM of the probe is migrated to another process, restored from a snapshot of its
# own, and has KVM's mode switched, in a phase and in a bench: the record leaves out these two,
# the rest remains. Stopping alone leaves nothing out, and neither does counting without cycles.
set -u
. boot/base/tap.sh
. boot/test/record.sh
. boot/lab/job.sh

series=${SERIES:-${DEFAULT_SERIES:-6.1}}
left_out="between memory_map and first_touch, during bench port_in_vmm"

# generations NAME: how many generations its checkpoints have; 0 is not one
generations() {
	field "$1" checkpoint generation | grep -vx 0 | sort -u | wc -l
}

# take_record NAME: the record of that boot, with what the reader says about it in said
take_record() {
	mkdir "$work/$1"
	section "$work" "$1" >"$work/$1/log"
	build/probe-os/exit-record "$work/$1/log" >"$work/$1/record.txt" 2>"$work/$1/said"
}

# stands NAME: what all records have, wherever the VM was stopped
stands() {
	is "$1: the phase calibration has its exits" "$(caused "$1" calibration ioio)" $((32 * 29))
	pci=$(caused "$1" pci ioio)
	is "$1: the phase pci has those of the boot without stops" "${pci:-none}" "$(caused count pci ioio)"
	is "$1: the bench cpuid has its exits" "$(field "$1" bench cpuid exits)" 2048
	is "$1: no number is a difference below zero, or near one" \
		"$(sed 's/ generation=[0-9]*//' "$(record "$1")" | grep -oE '[0-9]{17,}')" ""
}

# moved NAME: where it was moved, and the rest
moved() {
	is "$1: the verdict" "$(field "$1" end verdict): $(field "$1" end reason)" \
		"moved: moved between memory_map and first_touch"
	is "$1: the reader names both places" "$(sed 's/.*changed the mode, //; s/: the numbers.*//' "$work/$1/said")" "$left_out"
	fails "$1: the phase has no numbers" "no exits=: the VM was moved in that phase" field "$1" phase first_touch exits
	is "$1: the bench has none" "$(field "$1" bench port_in_vmm status) $(field "$1" bench port_in_vmm n)" "skip 0"
	is "$1: the generation before, and the one after" "$(generations "$1")" 2
	is "$1: the mode is that of both" "$(field "$1" host mode)" time
	stands "$1"
}

lay_job "$work" boot/test/moved-lab/run build/probe-os/exit-record </dev/null
cp build/probe-os/exit-probe.elf "$work/job/image"
ok "the job runs in L1" boot/lab/lab.sh svm fast "build/host-patch/$series/root/boot/vmlinuz" \
	"build/lab/modules-$series.cpio" "$work/job" "$work"
for boot in count stopped migrated restored switched; do
	ok "$boot: the reader takes the record" take_record $boot
done

is "count: the verdict" "$(field count end verdict)" pass
is "count: the mode" "$(field count host mode)" count
is "count: the record has no cycles but the TSC's" \
	"$(grep -oE ' ([a-z]+_)?(kernel(_[a-z]+)?|userspace|halted|preempted|blocked|guest|rest)=' "$(record count)")" ""
stands count

is "stopped: the verdict" "$(field stopped end verdict)" pass
is "stopped: it keeps its generation" "$(generations stopped)" 1
ok "stopped: that was in first_touch" \
	[ "$(field stopped phase first_touch userspace_exits)" -gt "$(field count phase first_touch userspace_exits)" ]
ok "stopped: and in port_in_vmm" \
	[ "$(field stopped bench port_in_vmm userspace_exits)" -gt "$(field count bench port_in_vmm userspace_exits)" ]
stands stopped

for boot in migrated restored switched; do
	moved $boot 2>/dev/null # the reader names the places each time
done
tap_done
