#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A hostile guest and a churn of VMs in L1: each answer must be as the ABI documents it, other
# leaves must answer as unpatched, the kernel must print no warning and leak no memory.
#
# SECONDS_OF_L1=N  how long the hostile guest runs (default 0: for the life of one VM)
# VMS=N            how many VMs come and go (default 20)
# CHANGES=N        how often the mode changes (default 200)
# SEED=N, SERIES=, L0=, PACE=: at the fast pace L1 has two CPUs.
# `make soak` runs longer.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. boot/lab/job.sh

l0=${L0:-svm} pace=${PACE:-exact} seed=${SEED:-1} seconds=${SECONDS_OF_L1:-0} vms=${VMS:-20} changes=${CHANGES:-200}
check_number SECONDS "$seconds"
check_number VMS "$vms"
check_number CHANGES "$changes"
check_number SEED "$seed"
# An emulator needs almost a minute for each second of L1, and some seconds for each VM.
limit=${LIMIT:-$((240 + seconds * 60 + vms * 3 + changes))}
read_series "${SERIES:-$DEFAULT_SERIES}"
dir=$build/soak/$l0-$pace-$series

# run NAME PATCHED [MODULE...]
run() {
	name=$1 patched=$2
	shift 2
	printf '%s\n' "PATCHED=$patched" "PACE=$pace" "SEED=$seed" "ASK_SECONDS=$seconds" "VMS=$vms" "CHANGES=$changes" |
		lay_job "$dir/$name" host-patch/test/conformance/job $build/conformance/conformance
	boot/lab/modules.sh "$out/root" "$dir/$name.cpio" "$@"
	LAB_CPUS=2 LAB_LIMIT=$limit boot/lab/lab.sh "$l0" "$pace" \
		"$out/root/boot/vmlinuz" "$dir/$name.cpio" "$dir/$name/job" "$dir/$name"
}

# relay: print the results of the patched run, numbered
relay() {
	handed_over "$dir/patched" |
		sed -n -e '/^# digest /d' -e '/^ok - /p' -e '/^not ok - /p' -e '/^#/p' >"$dir/results"
	tap_relay "$dir/results"
}

# memory_growth KEY: the KiB in use after the VMs minus those before, a million if the run
# did not get that far
memory_growth() {
	after=$(reported "$dir/patched" "$1_after")
	before=$(reported "$dir/patched" "$1_before")
	echo $((${after:-1000000} - ${before:-0}))
}

[ -x $build/conformance/conformance ] || make -s conformance
mkdir -p "$dir"
echo "# run: soak of $series on $(echo "$l0" | tr '[:lower:]' '[:upper:]'), $pace, seed $seed, $seconds s; $VERSION"
host-patch/modules.sh "$series" >&2
ok "the hostile guest, unpatched" run stock no
ok "the hostile guest and the churn, patched" run patched yes "$out"/*.ko
relay
is "both ran to their end" "$(grep -c 'the kernel prints no warning$' "$dir/results")" 4

# In the same time one run may ask more than the other; compare what both have.
for one in stock patched; do
	handed_over "$dir/$one" | grep '^# digest' >"$dir/digests.$one"
done
lives=$(cat "$dir/digests.stock" "$dir/digests.patched" | cut -d' ' -f3 | sort -n | uniq -d | wc -l)
head -n "$lives" "$dir/digests.stock" >"$dir/digests.want"
head -n "$lives" "$dir/digests.patched" >"$dir/digests.got"
ok "every other leaf answers as unpatched, in $lives lives of a VM" \
	sh -c "[ $lives -gt 0 ] && diff '$dir/digests.want' '$dir/digests.got'"

# A vCPU has 16 KiB of rows, and a latch of 56 KiB.
memory=$(memory_growth memory)
echo "# after $vms VMs: $memory KiB more in L1's kernel"
ok "$vms VMs leave less than 1 MiB in L1's kernel" [ "$memory" -lt 1024 ]
charged="$vms VMs leave less than 256 KiB charged to their cgroup"
if ! is_at_least 5.18 "$number"; then
	skip "$charged" "before Linux 5.18 a cgroup does not tell its kernel memory"
else
	group=$(memory_growth group)
	echo "# after $vms VMs: $group KiB more in the cgroup"
	ok "$charged" [ "$group" -lt 256 ]
fi
tap_done
