#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot a Linux guest in the lab to its login prompt; save its record, and samples of
# KVM's statistics.
#
# usage: run.sh GUEST PACE OUT
#   GUEST  a folder with disk.img and boot.iso (see image.sh and build.mk), or with
#          disk.qcow2, which is bootable, and seed.iso (see cloud.sh)
#   PACE   fast or exact, see lab/svm.sh
#   OUT    gets linux.record, linux.samples.csv, and linux/ with the files of the lab
# SAMPLE_MS=N          sampling interval (default 50; empty: no samples)
# LINUX_OPTION=OPTION  one more option for Linux, see the reader
# GUEST_LIMIT=SECONDS  time limit (default 1800)
# MACHINE, ISO_BUS, HUGE_PAGES, GUEST_OPTIONS, KVM, TRACE, MODULES, CAUSES, KVM_OPTIONS  as for
#                      boot/run.sh
# Ends as boot/run.sh does.
set -eu
. boot/base/lib.sh
. boot/guest/verdict.sh
. boot/lab/job.sh

guest=$1 pace=$2 out=$3
series=${DEFAULT_SERIES:-6.1}
left=$out/linux

boot=linux disk=disk.img format=raw image=boot.iso
if [ -e "$guest/disk.qcow2" ]; then
	boot=disk disk=disk.qcow2 format=qcow2 image=seed.iso
fi
seconds=${GUEST_LIMIT:-1800}
for file in $disk $image; do
	[ -r "$guest/$file" ] || die "there is no $guest/$file: run 'make guest'"
done
choose_kvm
check_words KVM_OPTIONS GUEST_OPTIONS LINUX_OPTION SAMPLE_MS
choose_causes
rm -rf "$left" "$out"/linux.*
mkdir -p "$left"
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	rm -rf "$left/job" "$left/record"
}

lay_job "$left" boot/lab/probe-job build/sampler/exit-sampler \
	${TRACE:+build/tracer/exit-tracer} <<-END
	MACHINE=${MACHINE:-q35}
	BOOT=$boot
	IMAGE=/job/image
	CPUS=1
	OPTIONS='${LINUX_OPTION:-}'
	SAMPLE_MS=${SAMPLE_MS-50}
	TRACE=${TRACE:-}
	LIMIT=$seconds
	KVM_OPTIONS='$KVM_OPTIONS'
	GUEST_OPTIONS='${GUEST_OPTIONS:-}'
	ISO_BUS=${ISO_BUS:-cd}
	HUGE_PAGES=${HUGE_PAGES:-yes}
END
cp "$guest/$image" "$left/job/image"

echo "run: booting Linux to its login prompt in the svm lab, $pace; logs: $left"
export LAB_DISK="$guest/$disk" LAB_FORMAT=$format LAB_MEMORY=2048 LAB_LIMIT=$((seconds + 180))

# boot_once: fails if L1 or the guest hangs or dies, which the emulator may cause at the
# fast pace (see lab/svm.sh).
boot_once() {
	status=0
	supervise $((seconds + 240)) boot/lab/lab.sh svm "$pace" \
		"build/host-patch/$series/root/boot/vmlinuz" \
		"${MODULES:-build/lab/$modules-$series.cpio}" "$left/job" "$left" || status=$?
	case $status in
	0) ;;
	3) return 1 ;;
	*) exit 2 ;;
	esac
	[ -z "$(reported "$left" guest_ended)" ] || [ "$(reported "$left" guest_seconds)" -ge "$seconds" ] ||
		[ -n "$(qemu_error "$left")" ]
}

tries=3
until boot_once; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] || die "the emulator lost the machine each time: see $left/console.log"
	echo "run: the emulator lost the machine: trying again"
	mv "$left/console.log" "$left/console-lost-$tries.log"
	mv "$left/handed-over" "$left/serial-lost-$tries.log"
done

mv "$left/handed-over" "$left/serial.log"
error=$(tr -d '\r' <"$left/serial.log" | sed -n 's/^error: //p' | head -n 1)
[ -z "$error" ] || die "the guest did not start: $error"
# A traced run's report has the guest's table and record, with the exits.
log=serial.log
[ -z "${TRACE:-}" ] || [ -n "$(reported "$left" guest_ended)" ] || {
	trace "$left" >"$left/trace.log"
	log=trace.log
}
build/probe-os/exit-record "$left/$log" >"$left/record" 2>"$left/exit-record.log" || {
	error=$(qemu_error "$left")
	[ -z "$error" ] || die "QEMU failed in L1: $error"
	[ -z "$(reported "$left" guest_ended)" ] || die "the guest left no record within $seconds seconds"
	die "the guest's record is damaged: $(cat "$left/exit-record.log")"
}
if grep -q '^samples=' "$left/report"; then
	samples "$left" >"$out/linux.samples.csv"
fi
mv "$left/record" "$out/linux.record"
tr -d '\r' <"$left/$log" | sed -n '/^exit-probe.s own/p; /^Exit Probe/,/^verdict/p'
echo "run: the record is in $out/linux.record"

end_by_verdict "$out/linux.record" run
