#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The sampler by QMP, on a VM with KVM: the last row has KVM's own number of exits.
set -u
. boot/base/tap.sh
. boot/lab/job.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

SAMPLE_MS=20 SAMPLE_BY=qmp ok "the probe boots, sampled by QMP" boot/run.sh svm kernel fast "$work"
samples "$work" >"$work/samples"
is "the samples begin with the VM" "$(sed -n 's/^# from=//p' "$work/samples")" start
grep -v '^#' "$work/samples" >"$work/csv"
is "the columns are KVM's statistics" "$(head -n 1 "$work/csv" | tr , '\n' | sort | tr '\n' ' ')" \
	"blocked counted exits guest halted kernel nested_exits passes preempted time_ms userspace userspace_exits "

# column NAME: its values
column() {
	awk -F , -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $at[name] }' "$work/csv"
}
for name in time_ms exits counted kernel userspace guest; do
	is "$name never decreases" "$(column $name | sort -nc 2>&1)" ""
done
is "the last row has KVM's own number of exits" "$(column exits | tail -n 1)" \
	"$(reported "$work" kvm_exits)"
is "it is the sum of counted and passes" "$(column exits | tail -n 1)" \
	$(($(column counted | tail -n 1) + $(column passes | tail -n 1)))
ok "there are rows during the boot" test "$(column exits | sort -nu | wc -l)" -ge 5
tap_done
