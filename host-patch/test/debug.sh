#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The patch in a debug kernel (KASAN or KCSAN, UBSAN, lockdep, kmemleak and more, see
# debug/*.config): the conformance suite without its counters past 2^32, which need kprobes,
# the hostile guest and the churn of VMs, and a vCPU whose allocations fail. The kernel must
# print no warning and leak no memory. Injected faults show that it reports faults.
#
# usage: debug.sh kasan|kcsan
# SECONDS_OF_L1=N, VMS=N, CHANGES=N, SEED=N  as for soak.t
# PACE=exact|fast  of the hostile guest and the churn (default exact): at the fast pace L1
#                  has two CPUs. The suite is always exact, as it compares cycles.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

sanitizer=$1
pace=${PACE:-exact} seed=${SEED:-1} seconds=${SECONDS_OF_L1:-0} vms=${VMS:-20} changes=${CHANGES:-50}
check_number SECONDS "$seconds"
check_number VMS "$vms"
check_number CHANGES "$changes"
check_number SEED "$seed"
read_series 6.1
dir=$build/debug/$sanitizer
config=$dir/wanted.config
here=host-patch/test
[ -r "$here/debug/$sanitizer.config" ] || die "SANITIZER=$sanitizer is invalid: use kasan or kcsan"

# build_kernel: the kernel's own packages, unpacked in $dir/root.
build_kernel() {
	mkdir -p "$dir"
	cat $here/debug/debug.config "$here/debug/$sanitizer.config" >"$dir/debug.config"
	cat $here/kernel.config "$dir/debug.config" >"$config"
	host-patch/kernel.sh "$series" "$config" "$dir" >&2
	rm -rf "$dir/root"
	dpkg-deb -x "$(ls "$dir"/linux-image-*.deb)" "$dir/root"
	release=$(ls "$dir/root/lib/modules")
	boot/lab/modules.sh "$dir/root" "$dir/modules.cpio"
}

# run NAME PACE JOB FILE...: results in $dir/NAME/
run() {
	name=$1 at=$2
	shift 2
	lay_job "$dir/$name" "$@" <"$dir/parameters"
	LAB_CPUS=2 LAB_MEMORY=2048 LAB_LIMIT=${LIMIT:-3600} boot/lab/lab.sh svm "$at" \
		"$dir/root/boot/vmlinuz-$release" "$dir/modules.cpio" "$dir/$name/job" "$dir/$name"
}

# relay NAME: print the results of a run, numbered. The debug kernel has only patched
# modules, so the way back is not tested.
relay() {
	handed_over "$dir/$1" | awk '
		/^== /			{ section = substr($0, 4); next }
		section == "undone"	{ next }
		/^# digest /		{ next }
		/^(not )?ok - /		{ sub(/ - /, " - " section ": ") }
		/^(not ok|ok|#)/	{ print }' >"$dir/$1/results"
	tap_relay "$dir/$1/results" "$1: "
}

# count_sections NAME: those that ran to their end, where the kernel's log is checked
count_sections() {
	grep -c 'the kernel prints no warning$' "$dir/$1/results"
}

echo "# run: $series on SVM with $(echo "$sanitizer" | tr '[:lower:]' '[:upper:]'), $pace, seed $seed, $seconds s; $VERSION"
build_kernel
is "the kernel has all options of $sanitizer.config and debug.config" \
	"$(grep '^CONFIG_' "$dir/debug.config" | grep -vxF -f "$dir/linux/.config")" ""
ok "the module with faults builds for it" \
	$here/module.sh "$series" $here/debug/faults.c "$dir/faults.ko" "$dir/linux"

: >"$dir/parameters"
ok "the faults are injected" run faults exact $here/debug/job "$dir/faults.ko"
relay faults
is "the kernel reports all of them" "$(grep -c '^ok' "$dir/faults/results")" 6

echo "PATCHED=yes" >"$dir/parameters"
awk -v level=pairs -f $here/conformance/settings.awk $here/conformance/settings >"$dir/settings"
ok "the suite runs" run suite exact $here/conformance/job $build/conformance/conformance "$dir/settings"
relay suite
is "the suite runs to its end" "$(count_sections suite)" "$(($(wc -l <"$dir/settings") + 2))"

printf '%s\n' PATCHED=yes "PACE=$pace" "SEED=$seed" "ASK_SECONDS=$seconds" "VMS=$vms" "CHANGES=$changes" >"$dir/parameters"
ok "the hostile guest and the churn run" run soak "$pace" $here/conformance/job \
	$build/conformance/conformance $build/debug/failing
relay soak
is "they run to their end" "$(count_sections soak)" 4
is "kmemleak has scanned after both" \
	"$(grep -c '^ok - leaks: ' "$dir/suite/results" "$dir/soak/results" | cut -d: -f2 | paste -s -d+)" "1+1"
tap_done
