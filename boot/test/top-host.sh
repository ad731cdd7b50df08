# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The simulated host of the tests of exit-sampler top, and what top has to show of it. Source it
# first; it has tap.sh.
. boot/test/made-debugfs.sh

kvm=/sys/kernel/debug/kvm
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# set_vm PID-FD CPUID HLT KERNEL VMM HALTED GUEST: a VM with two vCPUs, each with as many exits,
# which took 10 and 70 cycles each, and with these cycles
set_vm() {
	mkdir -p "$kvm/$1/vcpu0" "$kvm/$1/vcpu1"
	echo $((2 * ($2 + $3))) | tee "$kvm/$1/exits" >"$kvm/$1/exit_probe_exits"
	echo 0 | tee "$kvm/$1/exit_probe_passes" "$kvm/$1/exit_probe_preempted_cycles" >"$kvm/$1/exit_probe_blocked_cycles"
	echo "$4" >"$kvm/$1/exit_probe_kernel_cycles"
	echo "$5" >"$kvm/$1/exit_probe_userspace_cycles"
	echo "$6" >"$kvm/$1/exit_probe_halted_cycles"
	echo "$7" >"$kvm/$1/exit_probe_guest_cycles"
	for vcpu in 0 1; do
		printf '%s exits=%d cycles=%d min=9\n' "0x72 CPUID" "$2" $((10 * $2)) "0x78 HLT" "$3" $((70 * $3)) \
			>"$kvm/$1/vcpu$vcpu/exit_probe_reasons"
	done
}

# set_causes PID-FD HLT: causes of HLT, and half as many of a port
set_causes() {
	for vcpu in 0 1; do
		printf '0 %s exits=%d cycles=%d blocked=0 error=0\n' "0x78 HLT none 0x0 none 0" "$2" $((70 * $2)) \
			"0x7b IOIO port 0x3f8 write 1" $(($2 / 2)) $((9 * ($2 / 2))) >"$kvm/$1/vcpu$vcpu/exit_probe_causes"
	done
}

# keep NAME: keeps what the files have now.
keep() {
	rm -rf "${work:?}/$1"
	cp -r $kvm "$work/$1"
}

# sums FOLDER: REASON EXITS CYCLES, over all vCPUs
sums() {
	cat "$1"/*/vcpu*/exit_probe_reasons | tr '=' ' ' |
		awk '{ exits[$2] += $4; cycles[$2] += $6 } END { for (name in exits) print name, exits[name], cycles[name] }' | sort
}

# time_of FOLDER...: all cycles of the VMs
time_of() {
	cat "$@" | awk '{ sum += $1 } END { print sum }'
}

# wanted_reasons FOLDER FOLDER: REASON % EXITS kern CYCLES, from what the files had before and have
wanted_reasons() {
	sums "$1" >"$work/sums"
	ended=$(($(time_of "$2"/*/exit_probe_*_cycles) - $(time_of "$1"/*/exit_probe_*_cycles)))
	sums "$2" | join "$work/sums" - | awk -v ended=$ended '
		{ name[NR] = $1; exits[NR] = $4 - $2; cycles[NR] = $5 - $3; total[NR] = $4; all += $4 - $2 }
		END { for (i = 1; i <= NR; i++) printf "%s %.1f %d %.1f %.0f\n", name[i], 100 * exits[i] / all, total[i],
			100 * cycles[i] / ended, cycles[i] / exits[i] }'
}

# wanted_vms FOLDER FOLDER: PID-FD kern VMM halt preem block guest
wanted_vms() {
	for vm in "$2"/*; do
		vm=${vm##*/}
		for bucket in kernel userspace halted preempted blocked guest; do
			echo $(($(cat "$2/$vm/exit_probe_${bucket}_cycles") - $(cat "$1/$vm/exit_probe_${bucket}_cycles")))
		done | awk -v vm="$vm" '{ cycles[NR] = $1; all += $1 }
			END { printf "%s", vm; for (i = 1; i <= NR; i++) printf " %.1f", 100 * cycles[i] / all; print "" }'
	done | sort
}

# The rows of a screen or text in stdin, without what depends on time
shown_reasons() {
	sed '1,/^REASON/d; /^q quit/,$d; /^$/,$d' | awk '{ print $1, $3, $4, $5, $6 }' | sort
}
shown_vms() {
	sed '1,/^VM /d; /^$/,$d' | awk '{ print $1, $3, $4, $5, $6, $7, $8 }' | sort
}

# rates_fit FOLDER FOLDER: the rate of each VM, times the time, is about the exits in that time; the
# headline has their sum.
rates_fit() {
	awk -v before="$1" -v now="$2" 'NR == 1 { time = $(NF - 1); all = $(NF - 4); next }
		/^VM/ { next } /^$/ { exit }
		{ getline was <(before "/" $1 "/exits"); getline is <(now "/" $1 "/exits"); rows++; sum += $2
		if ($2 * time > 2 * (is - was) || 2 * $2 * time < is - was) bad = 1 }
		END { exit bad || !rows || sum != all }'
}
