#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The patch in a kernel that watches itself (KASAN or KCSAN, UBSAN, lockdep, kmemleak and
# more, see debug/*.config): the conformance suite but for its counters past 2^32, which need
# kprobes, the hostile guest and the churn of VMs, and a vCPU whose allocations fail. The
# kernel must say nothing, and no memory may be lost; faults on purpose show that it would
# have said something.
#
# usage: debug.sh kasan|kcsan
# SECONDS_OF_L1=N, VMS=N, SEED=N  as for soak.t
# PACE=exact|fast  that of the hostile guest and the churn (default exact): at the fast
#                  one L1 has two CPUs. The suite compares to the last cycle.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

sanitizer=$1
pace=${PACE:-exact} seed=${SEED:-1} seconds=${SECONDS_OF_L1:-0} vms=${VMS:-20}
check_number SECONDS "$seconds"
check_number VMS "$vms"
check_number SEED "$seed"
read_series 6.1
dir=$build/debug/$sanitizer
config=$dir/wanted.config
here=host-patch/test
[ -r "$here/debug/$sanitizer.config" ] || die "SANITIZER=$sanitizer is none of kasan and kcsan"

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

# relay NAME: the results of a run, numbered. The debug kernel's modules are all patched,
# so that there is no way back from them.
relay() {
	handed_over "$dir/$1" | awk '
		/^== /			{ section = substr($0, 4); next }
		section == "undone"	{ next }
		/^# digest /		{ next }
		/^(not )?ok - /		{ sub(/ - /, " - " section ": ") }
		/^(not ok|ok|#)/	{ print }' >"$dir/$1/results"
	tap_relay "$dir/$1/results" "$1: "
}

# sections NAME: those that came to their end, which is when the kernel was asked
sections() {
	grep -c 'the kernel says nothing$' "$dir/$1/results"
}

build_kernel
is "the kernel has all that $sanitizer.config and debug.config ask for" \
	"$(grep '^CONFIG_' "$dir/debug.config" | grep -vxF -f "$dir/linux/.config")" ""
ok "a module that has faults is built for it" \
	$here/module.sh "$series" $here/debug/faults.c "$dir/faults.ko" "$dir/linux"

: >"$dir/parameters"
ok "faults are committed" run faults exact $here/debug/job "$dir/faults.ko"
relay faults
is "all of them" "$(grep -c '^ok' "$dir/faults/results")" 6

echo "PATCHED=yes" >"$dir/parameters"
ok "the suite runs" run suite exact $here/conformance/job $build/conformance/conformance
relay suite
is "to its end" "$(sections suite)" 5

printf '%s\n' PATCHED=yes "SEED=$seed" "ASK_SECONDS=$seconds" "VMS=$vms" >"$dir/parameters"
ok "the hostile guest and the churn run" run soak "$pace" $here/conformance/job \
	$build/conformance/conformance $build/debug/failing
relay soak
is "to their end" "$(sections soak)" 3
is "kmemleak has looked for leaks after both" \
	"$(grep -c '^ok - leaks: ' "$dir/suite/results" "$dir/soak/results" | cut -d: -f2 | paste -s -d+)" "1+1"
tap_done
