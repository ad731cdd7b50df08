#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# L0 with AMD SVM, emulated by QEMU; no hardware needed.
#
# usage: svm.sh PACE KERNEL INITRAMFS APPEND OUT
#   PACE    fast   as fast as possible
#           exact  the clock counts instructions, so that every run is the same
#   APPEND  L1's command line
# LAB_DISK=FILE    a disk for L1, /dev/nvme0n1; writes to it are discarded
# LAB_FORMAT=raw   its format
# LAB_JOB=FILE     a second disk, /dev/nvme1n1, raw and read-only
# LAB_MEMORY=MIB   of L1 (default 1024)
# LAB_CPUS=N       of L1, at the fast pace (default 1)
# LAB_SSH=PORT     gives L1 a network; this port of 127.0.0.1 leads to L1's sshd, and L1's
#                  10.0.2.2 is this machine
# Leaves OUT/console.log, OUT/handed-over and OUT/report (see lab/init).
set -eu

pace=$1 kernel=$2 initramfs=$3 append=$4 out=$5

case $pace in
fast)
	# With one thread per CPU and two CPUs L1 resets itself or hangs in QEMU 7.2 and 10.0.
	# So both CPUs share one thread.
	set -- -accel tcg,thread=single -smp "${LAB_CPUS:-1}" -cpu EPYC,+svm,+npt -monitor stdio
	# helper_vmrun() and do_vmexit() change the interrupts of a CPU without QEMU's lock, so
	# that an interrupt set by another thread at that moment is lost. If it was the timer's,
	# L1 would hang. A key press every two seconds wakes it.
	rm -f "$out/keys"
	mkfifo "$out/keys"
	while sleep 2 && echo sendkey shift; do :; done >"$out/keys" 2>/dev/null &
	exec <"$out/keys" >/dev/null
	rm "$out/keys"
	;;
exact)
	# One instruction is one nanosecond of the only clock, and idle time is skipped. With a
	# fixed date and seed, no RDRAND and no address randomization every run is the same.
	set -- -accel tcg,thread=single -icount shift=0,sleep=off -smp 1 \
		-rtc base=2026-01-01,clock=vm -seed 1 -cpu EPYC,+svm,+npt,-rdrand
	# Calibrating the APIC's timer would take half of L1's boot: it is a loop of PAUSEs, each
	# of which leaves QEMU's loop of translated code. The HPET replaces the timer.
	append="$append nokaslr random.trust_cpu=off nolapic_timer"
	;;
esac

# NVMe is the only disk driver that is built into Debian's cloud kernel.
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

# (Without the ROM that boots from the network, which the unpacked QEMU lacks)
if [ -n "${LAB_SSH:-}" ]; then
	set -- "$@" -netdev "user,id=net,ipv6=off,hostfwd=tcp:127.0.0.1:$LAB_SSH-:22" -device virtio-net-pci,netdev=net,romfile=
else
	set -- "$@" -nic none
fi

exec "$(dirname "$0")/qemu.sh" "$@" \
	-machine q35 -m "${LAB_MEMORY:-1024}" -nodefaults -no-user-config -display none -no-reboot \
	-kernel "$kernel" -initrd "$initramfs" -append "$append" \
	-serial "file:$out/console.log" -serial "file:$out/handed-over" -serial "file:$out/report"
