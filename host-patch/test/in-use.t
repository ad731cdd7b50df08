#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What host.sh finds that uses KVM, on machines that are not this one: their proc/ and sys/
# are made here. host.t finds the same in a real Debian, but livepatches.
set -u
. boot/base/tap.sh
. host-patch/facts.sh
. host-patch/in-use.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
machine=$work/machine

# put FILE TEXT: a file of the machine
put() {
	mkdir -p "$machine/${1%/*}"
	printf '%s\n' "$2" >"$machine/$1"
}

# machine: a new one, with an idle KVM
machine() {
	rm -rf "$machine"
	put sys/module/kvm/refcnt 1
	put sys/module/kvm_intel/refcnt 0
	mkdir -p "$machine/sys/module/kvm/holders/kvm_intel" "$machine/sys/module/kvm_intel/holders" "$machine/proc"
}

# process NUMBER NAME FILE...: a process that has these files open
process() {
	process=$machine/proc/$1
	mkdir -p "$process/fd"
	echo "$2" >"$process/comm"
	: >"$process/cmdline"
	shift 2
	for file; do
		ln -s "$file" "$process/fd/$(find "$process/fd" -type l | wc -l)"
	done
}

# busy NAME WANT: why the machine's KVM is busy
busy() {
	is "$1" "$(why_busy "$machine")" "$2"
}

machine
busy "an idle KVM is free" ""
process 10 sh /dev/null /home/kvm/notes /home/kvm-vm
busy "other files named kvm are no use of it" ""
process 11 qemu-system-x86 /dev/kvm anon_inode:kvm-vm anon_inode:kvm-vcpu:0
printf 'qemu\0-name\0guest=ubuntu,debug-threads=on\0' >"$machine/proc/11/cmdline"
process 12 crosvm /dev/kvm anon_inode:kvm-vm
busy "VMs are named, by QEMU's names" "VMs are running, shut them down first: crosvm (process 12), ubuntu (process 11)"

machine
put sys/module/kvm_intel/refcnt 2
process 20 agent /dev/kvm
process 21 tail /sys/kernel/debug/kvm/exits
process 22 shim /run/container/dev/kvm
busy "processes without a VM are named" "KVM is in use, end that first: agent (process 20) with /dev/kvm open, shim (process 22) with /dev/kvm open, tail (process 21) with a file of debugfs' folder kvm open"
process 23 old "/dev/kvm (deleted)"
busy "also after /dev was made again" "KVM is in use, end that first: agent (process 20) with /dev/kvm open, old (process 23) with /dev/kvm open, shim (process 22) with /dev/kvm open, tail (process 21) with a file of debugfs' folder kvm open"

machine
put sys/module/kvm_intel/refcnt 2
process 24 vcpu anon_inode:kvm-vcpu:0
process 25 stats anon_inode:kvm-vcpu-stats
busy "a file of a vCPU keeps its VM" "VMs are running, shut them down first: stats (process 25), vcpu (process 24)"

machine
put sys/module/kvm/refcnt 2
mkdir "$machine/sys/module/kvm/holders/vboxdrv"
busy "modules are named" "KVM is in use, end that first: the module vboxdrv"
machine
put sys/module/kvm_intel/refcnt 1
mkdir "$machine/sys/module/kvm_intel/holders/kvmgt"
busy "those of the vendor's module too" "KVM is in use, end that first: the module kvmgt"

machine
put sys/module/kvm/refcnt 2
busy "a reference that has no file is a tracer's" "KVM is in use, end that first: a tracer, perhaps bpftrace"
process 30 perf 'anon_inode:[perf_event]'
busy "perf's is named" "KVM is in use, end that first: a tracer, perhaps perf (process 30)"
machine
process 30 perf 'anon_inode:[perf_event]'
busy "perf does not always trace KVM" ""

machine
events=sys/kernel/debug/tracing/events
put $events/kvm/kvm_exit/enable 0
put $events/sched/sched_switch/enable 1
busy "trace events of others are not KVM's" ""
put $events/kvm/kvm_exit/enable 1
put $events/kvmmmu/kvm_mmu_get_page/enable '0*'
put sys/kernel/debug/tracing/instances/a/events/kvm/kvm_exit/enable 1
busy "its own are named, once, also with a trigger" "KVM is traced, which would end, so turn it off first: kvm:kvm_exit, kvmmmu:kvm_mmu_get_page"
machine
put sys/kernel/tracing/events/kvm/kvm_exit/enable 0
put sys/kernel/tracing/enabled_functions 'vmx_vcpu_run [kvm_intel] (1) R    D
kvm_foo [kvmgt] (1)
kvm_get_msr [kvm] (1) R I     tramp: klp
schedule (1)'
put sys/kernel/debug/kprobes/list 'ffffffffc0a01230  k  kvm_arch_vcpu_load+0x10  kvm [OPTIMIZED]
ffffffff81001230  k  schedule+0x0'
busy "functions that are traced are named; a livepatch's are not traced" \
	"KVM is traced, which would end, so turn it off first: kvm_arch_vcpu_load(), vmx_vcpu_run()"

machine
is "no livepatch" "$(livepatches "$machine")" ""
mkdir -p "$machine/sys/kernel/livepatch/lkp_1/vmlinux" "$machine/sys/kernel/livepatch/lkp_2/kvm_intel" \
	"$machine/sys/kernel/livepatch/lkp_2/kvm" "$machine/sys/kernel/livepatch/lkp_3/kvm"
is "livepatches that change KVM are named" "$(livepatches "$machine")" "lkp_2, lkp_3"

put lib/modules/6.1.0-1-amd64/modules.builtin 'kernel/arch/x86/kvm/kvm-intel.ko
kernel/arch/x86/kvm/kvm.ko'
ok "KVM that is built in" kvm_is_built_in "$machine" 6.1.0-1-amd64
put lib/modules/6.1.0-1-amd64/modules.builtin 'kernel/drivers/xkvm.ko'
is "KVM that is not" "$(kvm_is_built_in "$machine" 6.1.0-1-amd64 || echo no)" no
tap_done
