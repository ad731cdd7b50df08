# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in an exact lab, in the run that make keeps: the exact exits of every row.
#
# Source it with these arguments, which differ between the vendors:
#   HOST        the lab and the column of lab-bench.tsv: svm or vmx
#   CPUS        of the machine
# Also defines functions for more runs.
set -u
host=$1 cpus=$2
. boot/base/tap.sh
. boot/test/record.sh

# bench RUN NAME KEY: prints a value of a benchmark.
bench() {
	field "$1" bench "$2" "$3"
}

# outcome RUN NAME: prints the exits of one operation, or the reason of a skip or failure.
outcome() {
	case $(bench "$1" "$2" status) in
	pass) echo "$(bench "$1" "$2" exits) $(bench "$1" "$2" n)" | awk '{ print $1 / $2 }' ;;
	skip | fail) bench "$1" "$2" reason ;;
	esac
}

# adds_up RUN CPUS: the VM's total by its final read plus the HLT after it equals KVM's
# statistic of the VM and the sum over its vCPUs.
adds_up() {
	is "$2 vCPUs: all of them run" "$(field "$1" guest cpus)" "$2"
	counts_exits "$1" "$2 vCPUs: KVM's statistics have the probe's exits" || return 0
	total=$(($(reported "$1" final_sample) + 1))
	vcpus=$(reported "$1" vcpu_exits)
	is "$2 vCPUs: KVM's statistic is $total exits, as the final read and a HLT" \
		"$(reported "$1" kvm_exits)" "$total"
	is "$2 vCPUs: the vCPUs' exits add up: $(echo "$vcpus" | paste -sd +)" \
		"$(echo "$vcpus" | awk '{ n += $1 } END { print n, NR }')" "$total $2"
}

# port NAME VMM: an access costs cycles in the VMM if VMM is 1, none if 0.
port() {
	cycles=$(bench "$run" "$1" userspace)
	is "$1: $cycles cycles in the VMM" "$((cycles > 0))" "$2"
	is "$1: exits to the VMM" "$(bench "$run" "$1" userspace_exits)" \
		"$(($2 * $(bench "$run" "$1" n)))"
}

run=$host-bench
left_record "$run" || {
	tap_done
	exit 1
}
is "all benchmarks: every exit and reason is expected" "$(ended "$run")" 0
adds_up "$run" "$cpus"

# Exits of one operation on either vendor, or the reason of a skip
is "the rows are those of lab-bench.tsv" \
	"$(field "$run" bench name)" "$(cut -f 1 boot/test/lab-bench.tsv)"
while IFS="$(printf '\t')" read -r name svm vmx; do
	case $host in
	svm) want=$svm ;;
	vmx) want=$vmx ;;
	esac
	is "$name: $want" "$(outcome "$run" "$name")" "$want"
done <boot/test/lab-bench.tsv

port port_out_kvm 0
port port_out_vmm 1
port mmio_kvm 0
port mmio_vmm 1
is "waiting for a timer in HLT counts as halted" "$(($(bench "$run" tscdeadline_hlt halted) > 0))" 1
# The times of a row are those of the whole VM: its other vCPUs halt meanwhile.
others=$(($(field "$run" guest cpus) - 1))
halted=$(bench "$run" tscdeadline halted) waited=$((others * $(bench "$run" tscdeadline tsc_sum)))
ok "waiting for a timer awake does not: only $others other vCPUs halt, for $halted cycles" \
	[ "$halted" -ge $waited -a "$halted" -le $((waited + waited / 10)) ]
