#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Witnesses of the patch's causes, all of one boot of the probe, from a virtio disk, in one L1:
# the record, the sampler, the tracer and perf. And of more causes than the patch has room for,
# the tracer.
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

# agree WHAT LEAST SCRIPT DEBUGFS FILE...: the script finds that the files agree, on at least
# LEAST causes, and that they do not with one exit more in the first.
agree() {
	agree_what=$1 agree_least=$2 agree_script=boot/test/$3.awk agree_debugfs=$4
	shift 4
	awk -f boot/test/cause-words.awk -f "$agree_script" "$agree_debugfs" "$@" >"$work/compared"
	is "$agree_what" "$(grep -v '^# \|^same ' "$work/compared")" ""
	grep '^# ' "$work/compared"
	agree_same=$(sed -n 's/^same //p' "$work/compared")
	ok "$agree_what: $agree_same are equal" [ "${agree_same:-0}" -ge "$agree_least" ]
	awk '!found && $4 == "port" { sub(/exits=/, "exits=1"); found = 1 } { print }' "$agree_debugfs" >"$work/altered"
	awk -f boot/test/cause-words.awk -f "$agree_script" "$work/altered" "$@" >"$work/compared"
	ok "$agree_what: an altered count is found" grep -q '^differs: .*' "$work/compared"
}

lay_job "$dir" boot/test/causes-lab/causes build/sampler/exit-sampler build/tracer/exit-tracer \
	build/host-patch/conformance/conformance </dev/null
cp build/boot/exit-probe.iso "$dir/job/image"
install_program "$dir/job/tools" perf build/lab/perf-amd64
LAB_MEMORY=2048 LAB_LIMIT=900 ok "the job runs in L1" boot/lab/lab.sh "$l0" exact \
	"build/host-patch/$series/root/boot/vmlinuz" "build/lab/modules-$series.cpio" "$dir/job" "$dir"
is "nothing failed there" "$(reported "$dir" failed)" ""
for file in serial debugfs sampler trace ioport mmio empty flood flood_trace; do
	left $file >"$work/$file"
done
ok "the probe left a record" sh -c "build/probe-os/exit-record '$work/serial' >'$work/record'"
sed -n 's/^# \([0-9]\)/\1/p' "$work/flood" >"$work/flooded"

same_causes "the record and the trace" 100 "$work/record" "$work/trace"
agree "the trace has what the patch lists, and the rest" 400 causes-traced "$work/debugfs" "$work/trace"
agree "the sampler has the record's causes" 100 causes-sampled "$work/debugfs" "$work/record" "$work/sampler"
agree "perf has the same ports and addresses" 150 causes-perf "$work/debugfs" "$work/trace" "$work/ioport" "$work/mmio" "$work/empty"
[ "$l0" != vmx ] ||
	ok "there is fast MMIO, of which perf has no event" grep -q 'EPT_MISCONFIG mmio 0x[0-9a-f]* none 0 ' "$work/debugfs"
is "only a string instruction has an exit without an access" "$(grep -v '^0x' "$work/empty")" ""
is "flood: the suite's own checks" "$(grep -c '^not ok' "$work/flood")" 0
agree "flood: the trace has what the patch lists, and the rest" 400 causes-traced "$work/flooded" "$work/flood_trace"
ok "flood: causes took the place of others" [ "$(grep -vc 'error=0$' "$work/flooded")" -ge 100 ]
tap_done
