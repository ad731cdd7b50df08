# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks in an exact lab, in the run that make keeps: every row, to the last exit.
#
# Sourced with what differs between the vendors as arguments:
#   HOST        the lab's, and the column of lab-bench.tsv: svm or vmx
#   CPUS        of the machine
# Leaves the functions for more runs.
set -u
host=$1 cpus=$2
. boot/base/tap.sh
. boot/test/record.sh

# bench RUN NAME KEY: a number of a benchmark.
bench() {
	field "$1" bench "$2" "$3"
}

# outcome RUN NAME: exits of one operation, or why there are none.
outcome() {
	case $(bench "$1" "$2" status) in
	pass) echo "$(bench "$1" "$2" exits) $(bench "$1" "$2" n)" | awk '{ print $1 / $2 }' ;;
	skip | fail) bench "$1" "$2" reason ;;
	esac
}

# adds_up RUN CPUS: the VM's total by its own last read, and the HLT behind it, is
# KVM's statistic of the VM and the sum of those of its vCPUs.
adds_up() {
	total=$(($(reported "$1" final_sample) + 1))
	vcpus=$(reported "$1" vcpu_exits)
	is "$2 vCPUs: $total exits by the last read and a HLT are those of KVM's statistic" \
		"$(reported "$1" kvm_exits)" "$total"
	is "$2 vCPUs: they are $(echo "$vcpus" | paste -sd +)" \
		"$(echo "$vcpus" | awk '{ n += $1 } END { print n, NR }')" "$total $2"
	is "$2 vCPUs: all of them run" "$(field "$1" guest cpus)" "$2"
}

# port NAME VMM: what VMM cycles a port write costs; VMM says whether it costs any.
port() {
	cycles=$(bench "$run" "$1" userspace)
	is "$1: $cycles cycles in the VMM" "$((cycles > 0))" "$2"
	is "$1: so many exits went on to it" "$(bench "$run" "$1" userspace_exits)" \
		"$(($2 * $(bench "$run" "$1" n)))"
}

run=$host-bench
left_record "$run" || {
	tap_done
	exit 1
}
is "all benchmarks: every exit and reason is an expected one" "$(ended "$run")" 0
adds_up "$run" "$cpus"

# Exits of one operation on either vendor, or why it is skipped there
is "the rows are those of the list" \
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
is "a timer waited for in HLT is time halted" "$(($(bench "$run" tscdeadline_hlt halted) > 0))" 1
is "one waited for awake is not" "$(bench "$run" tscdeadline halted)" 0
