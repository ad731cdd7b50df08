#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The lab with a full Debian as L1: run one job there, under systemd, as root.
#
# usage: debian.sh GUEST JOB OUT
#   GUEST  a folder with disk.img, vmlinuz and initrd.img, see linux/image.sh
#   JOB    a folder; L1 has it as /job and runs /job/run
#   OUT    gets console.log and report, the output of the job
# LAB_LIMIT=SECONDS  the time limit (default 300)
set -eu
. boot/base/lib.sh

guest=$1 job=$2 out=$3
here=$(dirname "$0")
seconds=${LAB_LIMIT:-300}

mkdir -p "$out"
work=$(mktemp -d "$out/lab.XXXXXX")
at_exit() {
	rm -rf "$work"
}
tar -cf "$work/job.tar" --owner=0 --group=0 -C "$job" .
truncate -s %512 "$work/job.tar"

# systemd-run-generator makes a service of systemd.run=, so that the disk stays unchanged.
start="mkdir /job && tar -xf /dev/nvme1n1 -C /job && cd /job && ./run >/dev/ttyS2 2>&1"
end="echo job_status=\$? >/dev/ttyS2; systemctl --force --force poweroff"
append="console=ttyS0,115200 quiet panic=-1 cryptomgr.notests root=/dev/nvme0n1 rw"
append="$append systemd.run=\"/bin/sh -c '$start; $end'\""

status=0
LAB_DISK=$guest/disk.img LAB_JOB=$work/job.tar supervise "$seconds" "$here/svm.sh" fast \
	"$guest/vmlinuz" "$guest/initrd.img" "$append" "$out" >"$out/l0.log" 2>&1 || status=$?
[ $status -ne 124 ] || die "timed out after $seconds seconds, see $out/console.log"
[ $status -eq 0 ] || die "L0 failed, see $out/l0.log: $(tail -n 1 "$out/l0.log")"
tr -d '\r' <"$out/report" >"$work/report"
mv "$work/report" "$out/report"
case $(sed -n 's/^job_status=//p' "$out/report") in
'') die "L1 ended before its job, see $out/console.log" ;;
0) ;;
*) die "the job failed in L1: $(grep -v '^job_status=' "$out/report" | tail -n 1)" ;;
esac
