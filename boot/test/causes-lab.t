#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Witnesses of the patch's causes, all of one boot of the probe in one L1: the record, the
# sampler, the tracer and perf. And of more causes than the patch has room for, the tracer.
#
# L0=svm (the default) or vmx
set -u
. boot/base/tap.sh
. boot/test/record.sh
. boot/test/trace-exits.sh
. boot/lab/job.sh
. boot/lab/libraries.sh

l0=${L0:-svm}
series=${SERIES:-${DEFAULT_SERIES:-6.1}}
dir=$work/lab

# left NAME: prints a file that the job left.
left() {
	reported "$dir" "$1" | base64 -d | gunzip
}

# agree WHAT LEAST AWK-SCRIPT FILE...: the script says that they agree, on at least LEAST causes.
agree() {
	agree_what=$1 agree_least=$2
	shift 2
	awk -f boot/test/cause-words.awk -f "$@" >"$work/compared"
	is "$agree_what" "$(grep -v '^# \|^same ' "$work/compared")" ""
	grep '^# ' "$work/compared"
	same=$(sed -n 's/^same //p' "$work/compared")
	ok "$agree_what: $same are equal" [ "${same:-0}" -ge "$agree_least" ]
}

lay_job "$dir" boot/test/causes-lab/causes build/sampler/exit-sampler build/tracer/exit-tracer \
	build/host-patch/conformance/conformance </dev/null
cp build/probe-os/exit-probe.elf "$dir/job/image"
install_program "$dir/job/tools" perf build/lab/perf-amd64
LAB_MEMORY=2048 LAB_LIMIT=900 ok "the job runs in L1" boot/lab/lab.sh "$l0" exact \
	"build/host-patch/$series/root/boot/vmlinuz" "build/lab/modules-$series.cpio" "$dir/job" "$dir"
is "nothing failed there" "$(reported "$dir" failed)" ""
for file in debugfs sampler trace ioport mmio flood flood_trace; do
	left $file >"$work/$file"
done
handed_over "$dir" >"$work/serial"
build/probe-os/exit-record "$work/serial" >"$work/record"

same_causes "the record and the trace" 200 "$work/record" "$work/trace"
agree "the trace has what the patch lists and what it does not" 200 boot/test/causes-traced.awk "$work/debugfs" "$work/trace"
agree "the sampler has the record's causes" 200 boot/test/causes-sampled.awk "$work/debugfs" "$work/record" "$work/sampler"
agree "perf has the same ports and addresses" 100 boot/test/causes-perf.awk "$work/debugfs" "$work/trace" "$work/ioport" "$work/mmio"
sed -n 's/^# \([0-9]\)/\1/p' "$work/flood" >"$work/flooded"
agree "flood: the trace has what the patch lists and what it does not" 200 boot/test/causes-traced.awk "$work/flooded" "$work/flood_trace"
tap_done
