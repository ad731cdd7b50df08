#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The lab: run one job in L1, a Linux with KVM on an emulated machine.
#
# usage: lab.sh L0 PACE KERNEL MODULES.cpio JOB OUT
#   L0       svm, svm-bochs or vmx: the L0 script, and so the virtualization hardware
#   PACE     fast or exact, see the L0 script
#   KERNEL   L1's kernel
#   MODULES  its KVM modules, see modules.sh
#   JOB      a folder; L1 sees it as /job and runs /job/run
#   OUT      gets console.log, handed-over and report (see init), and l1.facts: the
#            versions of kernel and emulator, L0 and PACE; at the exact pace also the
#            SHA-256 of all parts of L1
# LAB_LIMIT=SECONDS  the time limit (default 300)
# LAB_APPEND=WORDS   more of L1's command line
# Exits with 2 for an error, 3 if L1 was lost: it hung or died.
set -eu
. boot/base/lib.sh
. boot/lab/versions.sh

l0=$1 pace=$2 kernel=$3 modules=$4 job=$5 out=$6
here=$(dirname "$0")
lab=build/lab
seconds=${LAB_LIMIT:-300}

mkdir -p "$out"
work=$(mktemp -d "$out/lab.XXXXXX")
at_exit() {
	[ -z "${watcher:-}" ] || kill "$watcher" 2>/dev/null || true
	rm -rf "$work"
}

lost() {
	echo "lab: $1, see $out/console.log" >&2
	exit 3
}

fingerprint() {
	sha256sum <"$1" | cut -d ' ' -f 1
}

# emulator: prints L0's package and version.
emulator() {
	native=$(dpkg --print-architecture)
	case $l0 in
	svm) package_version "$lab/packages-$native" qemu-system-x86 ;;
	svm-bochs | vmx) package_version "$lab/bochs-$native" bochs ;;
	esac
}

# guest_facts: prints the machine and the VMM of a job that boots a guest in L1, see probe-job.
guest_facts() {
	machine=$(sed -n 's/^MACHINE=//p' "$job/parameters" 2>/dev/null || true)
	[ -z "$machine" ] || {
		echo "machine=$machine"
		echo "vmm=$(package_version "$lab/packages-amd64" qemu-system-x86)"
	}
}

# kernel_release: prints release and version from the kernel's header
# (Documentation/arch/x86/boot.rst, "kernel_version").
kernel_release() {
	dd if="$kernel" bs=1 skip=$(($(od -An -tu2 -j 526 -N 2 "$kernel") + 512)) count=256 2>/dev/null |
		tr '\0' '\n' | sed -n '1s/ (.*Debian / Debian /p'
}

# Bochs creates a port's file only when the first byte is written.
empty_output() {
	for file in console.log handed-over report; do
		: >"$out/$file"
	done
}

# boot_l1: boots it, and sets status.
boot_l1() {
	status=0
	supervise "$seconds" "$here/$l0.sh" "$pace" "$kernel" "$work/initramfs" \
		"$append" "$out" \
		>"$out/l0.log" 2>&1 || status=$?
}

# QEMU's emulator (7.2 and 10.0) takes no lock when a guest writes CR8 while a virtual
# interrupt is pending, and aborts. That is rare, and not at the exact pace.
emulator_aborted() {
	[ "$status" -ne 0 ] && grep -q 'tcg_handle_interrupt: assertion failed' "$out/l0.log"
}

mkdir "$work/job"
cp -R "$job" "$work/job/job"
boot/base/cpio.sh "$work/job" "$work/job.cpio"
# The kernel accepts several archives in one initramfs.
cat "$lab/userland.cpio" "$modules" "$work/job.cpio" >"$work/initramfs"

{
	echo "release=$(kernel_release)"
	echo "l0=$(emulator)"
	echo "lab=$l0"
	echo "pace=$pace"
	guest_facts
	[ "$pace" != exact ] || {
		echo "kernel=$(fingerprint "$kernel")"
		echo "userland=$(fingerprint "$lab/userland.cpio")"
		echo "modules=$(fingerprint "$modules")"
		echo "job=$(fingerprint "$work/job.cpio")"
	}
} >"$out/l1.facts"
# Twelve digits of a hash are enough on the screen.
echo "lab: $(sed 's/\(=[0-9a-f]\{12\}\)[0-9a-f]\{52\}/\1/' "$out/l1.facts" | paste -sd' ')"

empty_output
# Show progress lines of L1 and its job as they arrive.
tail --pid=$$ -n +1 -f "$out/console.log" 2>/dev/null |
	sed -un 's/\r$//; s/^progress: /lab: /p' &
watcher=$!

# Self-tests and keys of the kernel's cryptography, loops that watch the timer, and /dev/hpet would
# take more than half of L1's boot; skip them.
append="console=ttyS0,115200 quiet panic=-1 cryptomgr.notests no_timer_check"
append="$append initcall_blacklist=crypto_kdf108_init,load_system_certificate_list,hpet_late_init${LAB_APPEND:+ $LAB_APPEND}"
boot_l1
for _ in 2 3; do
	emulator_aborted || break
	echo "lab: QEMU's emulator aborted when a guest wrote CR8: once more"
	empty_output
	boot_l1
done
[ $status -ne 124 ] || lost "timed out after $seconds seconds"
[ $status -eq 0 ] || die "L0 failed, see $out/l0.log: $(tail -n 1 "$out/l0.log")"
status=$(sed -n 's/^job_status=//p' "$out/report")
[ -n "$status" ] || lost "L1 ended before its job"
[ "$status" -eq 0 ] ||
	die "the job failed in L1, see $out/console.log: $(grep -v 'Power down' "$out/console.log" | tail -n 1)"
