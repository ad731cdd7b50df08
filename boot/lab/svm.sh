#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 with AMD SVM: QEMU's own emulation of it, no hardware needed.
#
# usage: svm.sh PACE KERNEL INITRAMFS APPEND OUT
#   PACE    fast   emulated as fast as the machine goes
#           exact  the clock counts instructions: the same run, every time
#   APPEND  L1's command line
# LAB_DISK=FILE    a disk for L1, /dev/nvme0n1; what is written there is forgotten
# LAB_JOB=FILE     a second one, /dev/nvme1n1, raw and read-only
# LAB_FORMAT=raw   its format
# LAB_MEMORY=MIB   of L1 (default 1024)
# LAB_CPUS=N       of L1, at the fast pace (default 1)
# Leaves OUT/console.log, OUT/handed-over and OUT/report (see lab/init).
set -eu

pace=$1 kernel=$2 initramfs=$3 append=$4 out=$5

case $pace in
fast)
	# With a thread for each of two CPUs QEMU 7.2 and 10.0 lose L1, which resets itself or
	# stands still. They take turns in one.
	set -- -accel tcg,thread=single -smp "${LAB_CPUS:-1}" -cpu EPYC,+svm,+npt -monitor stdio
	# helper_vmrun() and do_vmexit() change the interrupts of a CPU without QEMU's
	# lock, and undo the one that another thread sets at that moment. Where it was the
	# timer's, L1 would stand still. It goes on with the next, which is a key's.
	rm -f "$out/keys"
	mkfifo "$out/keys"
	while sleep 2 && echo sendkey shift; do :; done >"$out/keys" 2>/dev/null &
	exec <"$out/keys" >/dev/null
	rm "$out/keys"
	;;
exact)
	# One instruction is one nanosecond of the only clock there is, and idle
	# time is skipped. A fixed date and seed, no RDRAND and no address
	# randomization leave L1 nothing to differ in.
	set -- -accel tcg,thread=single -icount shift=0,sleep=off -smp 1 \
		-rtc base=2026-01-01,clock=vm -seed 1 -cpu EPYC,+svm,+npt,-rdrand
	# Calibrating the APIC's timer is a loop of PAUSEs, each of which leaves QEMU's
	# loop of translated code: half of L1's boot. The HPET takes the timer's place.
	append="$append nokaslr random.trust_cpu=off nolapic_timer"
	;;
esac

# Debian's cloud kernel has NVMe built in and nothing else for disks.
if [ -n "${LAB_DISK:-}" ]; then
	file=$(echo "$LAB_DISK" | sed 's/,/,,/g')
	set -- "$@" -device nvme,serial=guest,drive=guest \
		-drive "if=none,id=guest,format=${LAB_FORMAT:-raw},snapshot=on,file=$file"
fi
if [ -n "${LAB_JOB:-}" ]; then
	file=$(echo "$LAB_JOB" | sed 's/,/,,/g')
	set -- "$@" -device nvme,serial=job,drive=job \
		-drive "if=none,id=job,format=raw,readonly=on,file=$file"
fi

exec "$(dirname "$0")/qemu.sh" "$@" \
	-machine q35 -m "${LAB_MEMORY:-1024}" -nodefaults -no-user-config -display none -nic none -no-reboot \
	-kernel "$kernel" -initrd "$initramfs" -append "$append" \
	-serial "file:$out/console.log" -serial "file:$out/handed-over" -serial "file:$out/report"
