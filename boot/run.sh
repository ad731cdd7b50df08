#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The main job: boot the probe on the selected host, print its table and its record.
#
# usage: run.sh HOST BOOT PACE OUT
#   HOST  svm   the lab: L1 with the patched KVM on an emulated AMD machine
#         svm-bochs  the same on an AMD machine that another program emulates, Bochs
#         vmx   the same on an emulated Intel machine
#         kvm   this machine's own KVM; if it is not patched, it is traced where that is
#               permitted
#         tcg   no KVM: QEMU's emulator
#         auto  kvm if the loaded KVM is patched, else svm
#   BOOT  iso, uefi, kernel or pvh, see guest.sh
#   PACE  fast or exact, see lab/svm.sh (the lab only; svm-bochs and vmx are always exact)
#   OUT   gets serial.log (all output of the probe), record.txt and the lab's files. The
#         complete folder appears when the run has ended, even with an error, but not
#         if it was interrupted. Runs at the same time do not disturb each other.
# MACHINE=q35|pc|microvm  the guest's machine type (default q35)
# BENCH=NAMES     the probe's bench= (see probe-os/README.md)
# ITERATIONS=N    its iterations=
# CPUS=N          vCPUs (default 1; svm-bochs and vmx support only 1)
# SERIES=X.Y      L1's kernel, one of host-patch/series/ (default: DEFAULT_SERIES, or 6.1)
# KVM=patched|stock  L1's KVM modules: the patched ones, or the distribution's, which are
#               traced (the lab only; default patched)
# TRACE=yes     traces KVM, also if it is patched: trace.log has exit-tracer's report
# MODULES=FILE  L1's KVM modules (default: those of KVM=), see lab/modules.sh
# CAUSES=1|rip|off  what L1's KVM counts exits by, besides the reason: port, MSR, address...
#               (1, the default without BENCH), or where the guest was (rip); off: nothing
# KVM_OPTIONS="NAME=VALUE..."  parameters for L1's KVM modules, see lab/probe-job
# GUEST_OPTIONS="OPTION..."  more of them for the guest's QEMU in the lab
# HUGE_PAGES=yes|no  whether L1 backs memory with huge pages (default yes)
# ISO_BUS=cd|virtio  whether BOOT=iso is a CD or a virtio disk (in the lab; default cd)
# KNOB=NAME     one of the table boot/knobs, which sets one of these (the lab only)
# SAMPLE_MS=N   samples KVM's statistics every N ms (the lab only), see lab/probe-job
# SAMPLE_BY=debugfs|qmp  where: qmp asks QEMU (default debugfs)
# Exits with 0: verdict pass, 1: fail, 2: error or no record, 3: host not patched.
set -eu
. boot/base/lib.sh
. boot/guest/verdict.sh
. boot/lab/job.sh
. boot/knob.sh

host=$1 boot=$2 pace=$3 out=$4
here=$(dirname "$0")
probe=build/probe-os/exit-probe.elf
export MACHINE="${MACHINE:-q35}" SHARE=build/lab/packages-amd64/usr/share

cpus=${CPUS:-1}
options=${BENCH:+ bench=$BENCH}${ITERATIONS:+ iterations=$ITERATIONS}
case $cpus in
[1-8]) ;;
*) die "CPUS=$cpus is invalid: use a number from 1 to 8" ;;
esac

case $boot in
iso | uefi) image=build/boot/exit-probe.iso ;;
kernel) image=$probe ;;
pvh) image=build/probe-os/exit-probe-pvh.elf ;;
*) die "BOOT=$boot is invalid: use iso, uefi, kernel or pvh" ;;
esac
case $pace in
fast | exact) ;;
*) die "PACE=$pace is invalid: use fast or exact" ;;
esac

choose_knob probe
check_words KVM_OPTIONS GUEST_OPTIONS BENCH ITERATIONS SAMPLE_MS
case ${HUGE_PAGES:-yes} in
yes | no) ;;
*) die "HUGE_PAGES=$HUGE_PAGES is invalid: use yes or no" ;;
esac
choose_kvm
case ${SAMPLE_BY:-debugfs} in
debugfs | qmp) ;;
*) die "SAMPLE_BY=$SAMPLE_BY is invalid: use debugfs or qmp" ;;
esac

parameters=/sys/module/kvm/parameters
# /dev/kvm does not tell whether KVM is patched and answers; the module's parameters do.
has_patched_kvm() {
	[ -w /dev/kvm ] && [ -r $parameters/exit_probe_abi ] &&
		! grep -qxs -e off -e none $parameters/exit_probe $parameters/exit_probe_leaf
}
if [ "$host" = auto ]; then
	host=svm
	[ "${KVM:-patched}${KNOB:-}" != patched ] || ! has_patched_kvm || host=kvm
fi

way=$(awk -v m="$MACHINE" -v b="$boot" '$1 == m && $2 == b' "$here/ways")
case $way in
'') die "MACHINE=$MACHINE is invalid: use q35, pc or microvm" ;;
*' - '*) die "MACHINE=$MACHINE BOOT=$boot: ${way#* - }" ;;
# Outside the lab QEMU ends only by an option of the probe.
*none)
	case $host:$options in
	svm: | svm-bochs: | vmx:) ;;
	*) die "MACHINE=$MACHINE BOOT=$boot takes no options: use HOST=svm without BENCH=, or BOOT=kernel" ;;
	esac
	;;
esac

# open_work: makes $work, the folder of this run, beside OUT, and removes the folders of
# killed runs: running ones hold a lock on theirs.
open_work() {
	mkdir -p "$(dirname "$out")"
	for left in "$out".run.*; do
		[ ! -d "$left" ] || flock -n "$left" rm -rf "$left" || true
	done
	# Lock it before it gets the name by which other runs find it.
	work=$(mktemp -d "$out.new.XXXXXX")
	exec 8<"$work"
	flock -n 8 || true
	mv "$work" "$out.run.${work##*.}"
	work=$out.run.${work##*.}
}

work=
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	[ -n "$work" ] || return 0
	rm -rf "$work"/job "$work"/error "$work"/lab.*
	[ -z "$interrupted" ] || rm -rf "$work"
	[ ! -d "$work" ] || put_in_place
}

# put_in_place: renames $work to OUT; tries again if another run has just done so.
# shellcheck disable=SC2317 # at_exit calls it
put_in_place() {
	chmod a+rX "$work"
	until mv -T "$work" "$out" 2>/dev/null; do
		mv -T "$out" "$work/before" 2>/dev/null || [ ! -e "$out" ] ||
			die "$out cannot be replaced: the run's files are in $work"
		rm -rf "$work/before"
	done
}

# may_trace: succeeds if this user may trace the kernel.
may_trace() {
	[ -w /sys/kernel/tracing/instances ] || [ -w /sys/kernel/debug/tracing/instances ]
}

# trace_here: the same, traced; QEMU's status does not matter.
trace_here() {
	supervise 120 build/tracer/exit-tracer -g "$work/serial.log" "$work/trace.log" -- \
		"$here/guest/guest.sh" "$here/lab/qemu.sh" kvm "$boot" "$image" "$cpus" "exit=debug$options" \
		-serial "file:$work/serial.log" 2>"$work/qemu.log" ||
		die "the trace failed: $(tail -n 1 "$work/qemu.log")"
}

# Boot on this machine: the probe itself ends QEMU, with its verdict as status.
boot_here() {
	status=0
	supervise 120 "$here/guest/guest.sh" "$here/lab/qemu.sh" "$1" "$boot" "$image" "$cpus" \
		"exit=debug$options" \
		-serial "file:$work/serial.log" 2>"$work/qemu.log" || status=$?
	[ $status -ne 124 ] || die "timed out: the probe did not end within 120 seconds, see $out/serial.log"
	# An odd status is the probe's own, (v << 1) | 1.
	if [ $((status & 1)) -eq 0 ] || [ -s "$work/qemu.log" ]; then
		die "QEMU failed: $(tail -n 1 "$work/qemu.log")"
	fi
}

# Boot in the lab: as L2, in an L1 with the patched KVM.
boot_in_lab() {
	series=${SERIES:-${DEFAULT_SERIES:-6.1}}
	# Outside icount mode QEMU (7.2 and 10.0) aborts when a guest writes CR8 while an
	# interrupt is pending: tcg_handle_interrupt() finds its lock not held. OVMF writes it at
	# the end of its timer's handler; an interrupt is pending if the handler took longer
	# than the timer's 10 ms. So make KVM raise the timer's period.
	floor=
	[ "$host:$boot:$pace" != svm:uefi:fast ] || floor="kvm.min_timer_period_us=500000 "
	lay_job "$work" "$here/lab/probe-job" ${SAMPLE_MS:+build/sampler/exit-sampler} \
		${TRACE:+build/tracer/exit-tracer} <<-END
		MACHINE=$MACHINE
		BOOT=$boot
		IMAGE=/job/image
		CPUS=$cpus
		OPTIONS='exit=halt$options'
		SAMPLE_MS=${SAMPLE_MS:-}
		SAMPLE_BY=${SAMPLE_BY:-}
		TRACE=${TRACE:-}
		FINAL_SAMPLE=$(final_sample "$probe")
		LIMIT=240
		KVM_OPTIONS='$floor$KVM_OPTIONS'
		GUEST_OPTIONS='${GUEST_OPTIONS:-}'
		ISO_BUS=${ISO_BUS:-cd}
		HUGE_PAGES=${HUGE_PAGES:-yes}
	END
	cp "$image" "$job/image"
	# Bochs and OVMF at the exact pace take longest, especially on a busy machine.
	limit=300
	case $host:$boot in
	svm-bochs:* | vmx:* | *:uefi) limit=900 ;;
	esac
	LAB_LIMIT=$limit supervise $((limit + 60)) "$here/lab/lab.sh" "$host" "$pace" \
		"build/host-patch/$series/root/boot/vmlinuz" \
		"${MODULES:-build/lab/$modules-$series.cpio}" "$job" "$work" 2>"$work/error" || {
		sed "s|$work|$out|g" "$work/error" >&2
		exit 2
	}
	mv "$work/handed-over" "$work/serial.log"
	[ -z "${TRACE:-}" ] || trace "$work" >"$work/trace.log"
}

case $host in
svm-bochs | vmx)
	pace=exact
	[ "$cpus" -eq 1 ] || die "CPUS=$cpus is not supported on $host: Bochs (2.7 and 3.0) hangs when a second vCPU starts; use CPUS=1"
	;;
kvm | tcg)
	[ -z "${KNOB:-}" ] || die "KNOB=$KNOB works only in the lab: use HOST=svm or vmx"
	[ -z "${KVM_OPTIONS:-}" ] || die "KVM_OPTIONS works only in the lab: use HOST=svm or vmx"
	[ -z "${TRACE:-}" ] || die "KVM=stock and TRACE work only in the lab: use HOST=svm or vmx"
	;;
esac
case $host in
svm | svm-bochs | vmx)
	choose_causes
	open_work
	echo "run: booting the probe ($MACHINE, $boot) in the $host lab, $pace; L1's console: $work/console.log"
	boot_in_lab
	;;
kvm)
	[ -w /dev/kvm ] || die "/dev/kvm cannot be opened: load KVM, or join the group of /dev/kvm (make doctor says what is missing; HOST=svm needs no KVM)"
	open_work
	echo "run: booting the probe ($MACHINE, $boot) under this machine's KVM"
	if has_patched_kvm; then
		boot_here kvm
	elif may_trace; then
		echo "run: this KVM is not patched: its trace has the exits"
		trace_here
	else
		echo "run: this KVM is not patched: for exits by phase and reason from its trace, run: sudo make run HOST=kvm"
		boot_here kvm
	fi
	;;
tcg)
	open_work
	echo "run: booting the probe ($MACHINE, $boot) under QEMU's emulator, without KVM"
	boot_here tcg
	;;
*) die "HOST=$host is invalid: use svm, svm-bochs, vmx, kvm or tcg" ;;
esac

# A traced run's report has the probe's table and record, with the exits.
log=serial.log
[ ! -s "$work/trace.log" ] || log=trace.log
build/probe-os/exit-record "$work/$log" >"$work/record.txt.part" || {
	rm "$work/record.txt.part"
	case $host in
	svm | svm-bochs | vmx)
		error=$(qemu_error "$work")
		[ -z "$error" ] || die "QEMU failed in L1: $error"
		;;
	esac
	die "the probe left no record in $out/$log"
}
mv "$work/record.txt.part" "$work/record.txt"
tr -d '\r' <"$work/$log" | sed -n '/^Exit Probe/,$p'
echo "run: the record is in $out/record.txt"

end_by_verdict "$work/record.txt" run
