#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A kernel of one's own that marks its phases, on a patched KVM: what the trace counts and what
# the host counts is the same, to the exit, and what the kernel does.
#
# L0=svm (the default) or vmx
set -u
. boot/base/tap.sh
. boot/test/record.sh
. boot/lab/job.sh

series=${SERIES:-${DEFAULT_SERIES:-6.1}}
l0=${L0:-svm}
case $l0 in
svm) io=ioio rdmsr=msr fault=npf ;;
vmx) io=io_instruction rdmsr=msr_read fault=ept_violation ;;
esac
dir=$work/lab
lay_job "$dir" boot/test/mark-lab/marks build/sampler/exit-sampler build/tracer/exit-tracer </dev/null
cp build/boot/test/foreign.elf "$dir/job/image"
cat >"$dir/job/names" <<END
# The kernel's phases
1 ports
2 msrs

3 memory
7 cpuids
END
ok "the job runs in L1" boot/lab/lab.sh "$l0" exact "build/host-patch/$series/root/boot/vmlinuz" \
	"build/lab/modules-$series.cpio" "$dir/job" "$dir"
for file in trace record paused; do
	reported "$dir" $file >"$work/$file.log"
	ok "$file: it has a record" sh -c "build/probe-os/exit-record '$work/$file.log' >'$work/$file'"
done

# exits FILE: all counts of exits, without cycles, times and checksums
exits() {
	grep -E '^exit-probe: (phase|reason|reasons|cause) ' "$1" | sed 's/ crc=.*//
		s/ \(tsc\|kernel\|userspace\|halted\|guest\|userspace_exits\|before_kernel\|min\|max\|histogram\)=[^ ]*//g
		s/:[0-9]*//g; s/^\(exit-probe reasons .*\) [a-z_0-9]*=0\( \|$\)/\1\2/'
}
exits "$work/trace" >"$work/traced"
exits "$work/record" >"$work/counted"
ok "the trace and the host have the same $(wc -l <"$work/counted") lines" diff "$work/traced" "$work/counted"
ok "causes are among them" [ "$(grep -c ' cause ' "$work/counted")" -ge 100 ]
is "who counted" "$(field "$work/trace" host source) $(field "$work/record" host source)" "trace host"

# of PHASE REASON: exits by trace and host
of() {
	echo "$(field "$work/trace" reasons "$1" "$2.exits") $(field "$work/record" reasons "$1" "$2.exits")"
}
for one in trace record; do
	is "$one: its phases" "$(field "$work/$one" phase name | tr '\n' ' ')" "ports msrs memory cpuids end "
	is "$one: its first checkpoint" "$(field "$work/$one" checkpoint name | head -n 1)" entry
	is "$one: its marks, of which one is late" "$(field "$work/$one" phase reads | tr '\n' ' ')" "1 1 1 2 0 "
done
is "40 writes to a port" "$(of ports "$io")" "40 40"
is "20 reads of an MSR" "$(of msrs "$rdmsr")" "20 20"
is "16 first touches" "$(of memory "$fault")" "16 16"
is "30 CPUIDs, and two marks" "$(of cpuids cpuid)" "32 32"
is "a mark of an earlier phase ends nothing" "$(of cpuids "$rdmsr")" "1 1"
is "the write that ends the VM" "$(of end "$io")" "1 1"
is "what they touch" "$(grep -c "^exit-probe: cause phase=3 reason=$fault kind=memory .* exits=1 " "$work/record")" 16
is "the tracer says which marks ended nothing" "$(reported "$dir" said)" \
	"exit-tracer: 1 mark of the guest named a phase that had ended, and ended nothing"
is "the host ends with the VM" "$(reported "$dir" both)" "0 "
is "no VM is left" "$(reported "$dir" left)" "*-*"

is "interrupted, it has the exits up to then" "$(reported "$dir" interrupted)" "0 "
is "the phases have their names by default" "$(field "$work/paused" phase name | tr '\n' ' ')" \
	"phase_1 phase_2 phase_3 phase_7 end "
is "all exits of the VM are in it" "$(field "$work/paused" checkpoint exits | tail -n 1)" "$(reported "$dir" exits)"
build/boot/objects/exit-compare -o "$work/page" "trace=$work/trace" "host=$work/record" >"$work/words"
is "exit-compare knows both" "$(jq -r '.labels[] | .runs[0].source' "$work/page/report.json" | tr '\n' ' ')" "trace host "
is "it has no times of the host's" "$(grep -c '^host,.*,tsc,' "$work/page/report.csv")" 0
ok "it has its exits" grep -q '^host,phase,memory,exits,' "$work/page/report.csv"
ok "it says what is missing" grep -q "The exits of host are those that its host has by phase" "$work/words"
is "a key that the host does not keep" \
	"$(build/probe-os/exit-record get phase memory tsc "$work/record" 2>&1)" \
	"$work/record: a phase line has no tsc=: a record with source=host lacks it"

ok "addresses as causes are refused: $(reported "$dir" rip)" \
	sh -c "echo '$(reported "$dir" rip)' | grep -q '^2 exit-sampler: .*exit_probe_causes=rip'"
ok "no causes are refused: $(reported "$dir" off)" \
	sh -c "echo '$(reported "$dir" off)' | grep -q '^2 exit-sampler: debugfs: this KVM counts no causes'"
is "refusals leave no file" "$(reported "$dir" files)" "refused*"
tap_done
