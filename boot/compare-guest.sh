#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The comparison: a full Linux and the probe in the same lab, then the report.
#
# usage: compare-guest.sh GUEST PACE RUNS OUT
#   GUEST, PACE  as for linux/run.sh; or GUEST is a cloud image, see linux/cloud.sh
#   RUNS         how often to boot both
#   OUT          gets report.html, .json, .csv, and from each run N/linux.record,
#                N/linux.samples.csv, N/probe.record, N/probe.samples.csv
# Ends as boot/run.sh does, with the worst of all runs.
set -eu
. boot/base/lib.sh
. boot/lab/job.sh

guest=$1 pace=$2 runs=$3 out=$4

case $runs in
'' | *[!0-9]* | 0*) die "RUNS=$runs is not a number from 1 on" ;;
esac
# Linux boots in one machine, which the probe's must be like.
[ "${CPUS:-1}:${BENCH:-}${ITERATIONS:-}:${SERIES:-6.1}" = 1::6.1 ] ||
	die "CPUS=, BENCH=, ITERATIONS= and SERIES= are for 'make run': what is compared has one vCPU and Linux 6.1"
case ${HOST:-auto} in
auto | svm) ;;
*) die "HOST=$HOST: what is compared boots in the svm lab" ;;
esac
if [ ! -d "$guest" ]; then
	boot/linux/cloud.sh "$guest" build/probe-os/linux-stage.elf build/linux/exit-probe.deb \
		build/linux/cloud-image
	guest=build/linux/cloud-image
fi

# try COMMAND...: an error is the end, other verdicts are kept in worst.
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
	try env MACHINE=q35 SAMPLE_MS="${SAMPLE_MS:-20}" boot/run.sh svm iso "$pace" "$run/probe"
	mv "$run/probe/record.txt" "$run/probe.record"
	samples "$run/probe" >"$run/probe.samples.csv"
	set -- "$@" "probe=$run/probe.record,$run/probe.samples.csv" \
		"linux=$run/linux.record,$run/linux.samples.csv"
done
# 3: there is one, of records that say that something went wrong
build/boot/exit-compare -o "$out" "$@" || [ $? -eq 3 ] ||
	die "the records are there, in $out, but no report"
exit $worst
