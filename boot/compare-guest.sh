#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot a full Linux and the probe in the same lab, then compare them.
#
# usage: compare-guest.sh GUEST PACE RUNS OUT
#   GUEST, PACE  as for linux/run.sh; or GUEST is a cloud image, see linux/cloud.sh
#   RUNS         how many times to boot both
#   OUT          gets report.html, .json, .csv, and for each run N/linux.record,
#                N/linux.samples.csv, N/probe.record, N/probe.samples.csv
# KNOB=NAME  of the table boot/knobs: boots Linux with it, too, as N/linux-NAME/: what its advice
#            promised, and what is gone
# The exit status is the worst of all runs, see boot/run.sh.
set -eu
. boot/base/lib.sh
. boot/lab/job.sh
. boot/knob.sh

guest=$1 pace=$2 runs=$3 out=$4

case $runs in
'' | *[!0-9]* | 0*) die "RUNS=$runs is invalid: use a number from 1 on" ;;
esac
# Linux boots in one kind of machine, and the probe must have the same.
[ "${CPUS:-1}:${BENCH:-}${ITERATIONS:-}:${SERIES:-6.1}" = 1::6.1 ] ||
	die "CPUS=, BENCH=, ITERATIONS= and SERIES= work with 'make run' only: 'make compare' uses one vCPU and Linux 6.1"
case ${HOST:-auto} in
auto | svm) ;;
*) die "HOST=$HOST is not supported: 'make compare' uses the svm lab" ;;
esac
knob=${KNOB:-}
export MACHINE=q35
[ -z "$knob" ] || setting=$(knob_setting linux)
# The probe and the first Linux boot without.
unset KNOB
if [ ! -d "$guest" ]; then
	boot/linux/cloud.sh "$guest" build/probe-os/linux-stage.elf build/linux/exit-probe.deb \
		build/linux/cloud-image
	guest=build/linux/cloud-image
	case ${setting:-} in
	LINUX_OPTION=* | ISO_BUS=* | MACHINE=microvm) die "KNOB=$knob works only with the built guest: leave out GUEST=" ;;
	esac
fi

# try COMMAND...: exit on an error; keep the worst other verdict.
worst=0
try() {
	status=0
	"$@" || status=$?
	[ $status -ne 2 ] || exit 2
	[ $status -le $worst ] || worst=$status
}

rm -rf "$out"/[0-9]*
set --
n=0
while [ $n -lt "$runs" ]; do
	n=$((n + 1))
	run=$out/$n
	try boot/linux/run.sh "$guest" "$pace" "$run"
	try env SAMPLE_MS="${SAMPLE_MS:-20}" boot/run.sh svm iso "$pace" "$run/probe"
	mv "$run/probe/record.txt" "$run/probe.record"
	samples "$run/probe" >"$run/probe.samples.csv"
	set -- "$@" "probe=$run/probe.record,$run/probe.samples.csv" \
		"linux=$run/linux.record,$run/linux.samples.csv"
	[ -n "$knob" ] || continue
	echo "run: the same with the knob $knob: $setting"
	try env "$setting" boot/linux/run.sh "$guest" "$pace" "$run/linux-$knob"
	set -- "$@" "linux-$knob=$run/linux-$knob/linux.record,$run/linux-$knob/linux.samples.csv"
done
# 3: there is a report, but a record has a bad verdict.
build/boot/exit-compare -o "$out" "$@" || [ $? -eq 3 ] ||
	die "exit-compare failed: the records are in $out, without a report"
exit $worst
