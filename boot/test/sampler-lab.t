#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The sampler by QMP, on a VM with KVM: the last row has KVM's own number of exits. By debugfs,
# with causes: they add up to the reasons.
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

series=${SERIES:-${DEFAULT_SERIES:-6.1}}
lay_job "$work/causes" boot/test/sampler-lab/causes build/sampler/exit-sampler </dev/null
cp build/probe-os/exit-probe.elf "$work/causes/job/image"
ok "the job that samples causes runs in a patched L1" boot/lab/lab.sh svm fast "build/host-patch/$series/root/boot/vmlinuz" \
	"build/lab/modules-$series.cpio" "$work/causes/job" "$work/causes"
is "the sampler ends with the VM" "$(reported "$work/causes" status)" 0
sed -n 's/^cause=//p' "$work/causes/report" | grep -v '^#' >"$work/causes.csv"
sed -n 's/^sample=//p' "$work/causes/report" >"$work/csv"
awk -F , 'NR > 1 { exits[$2] += $7 } END { for (reason in exits) if (exits[reason]) print reason, exits[reason] }' \
	"$work/causes.csv" | sort >"$work/a"
awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
	END { for (i = 1; i <= NF; i++) if (sub(/^exits_/, "", name[i]) && $i) print name[i], $i }' "$work/csv" | sort >"$work/b"
sed -n 's/^top=//p' "$work/causes/report" |
	awk '$1 == "REASON" { found = 1; next } found && NF { print tolower($1), $4 }' | sort >"$work/top"
ok "top has the exits of all reasons" diff "$work/b" "$work/top"
sed -n 's/^metric=.*reason="\(.*\)"} /\1 /p' "$work/causes/report" | sort >"$work/metrics"
ok "metrics have the exits of all reasons" diff "$work/b" "$work/metrics"
ok "the causes of $(wc -l <"$work/a") reasons add up to their exits" diff "$work/a" "$work/b"
ok "there are some reasons" test "$(wc -l <"$work/a")" -ge 5
is "the calibration's writes have their port and its name" \
	"$(awk -F , '$4 == "0x80" && $5 == "write" && $7 >= 928 { print $3, $6, substr($0, index($0, "\"")) }' "$work/causes.csv")" \
	'port 1 "POST code, I/O delay"'
tap_done
