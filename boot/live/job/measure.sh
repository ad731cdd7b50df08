# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The measurements: the lab's probe-job, with either KVM. Source it.

modules=/lib/modules/$(uname -r)
vendor=amd
grep -qw vmx /proc/cpuinfo && vendor=intel

# load_stock: modprobe, in probe-job too, would find the patched one.
load_stock() {
	modprobe irqbypass
	[ $vendor = intel ] || modprobe ccp
	insmod "$modules/kernel/kvm.ko" && insmod "$modules/kernel/kvm-$vendor.ko"
}

# (busybox's rmmod ends at the first module that is not loaded.)
unload_kvm() {
	rmmod kvm_$vendor 2>/dev/null
	rmmod kvm 2>/dev/null
}

# probe KVM NAME BOOT IMAGE [OPTION=VALUE...]: boots the probe and keeps its record as
# records/NAME. OPTIONs are of probe-job, which loads the patched one with the parameters in
# $options.
probe() {
	kvm=$1 name=$2 boot=$3 image=$4
	shift 4
	say "measuring: $name"
	unload_kvm
	[ "$kvm" = patched ] || load_stock 2>/live/errors || {
		note "  $name: KVM cannot be loaded: $(tail -n 1 /live/errors)"
		return 1
	}
	rm -rf /live/work /tmp/*
	mkdir -p /live/work
	: >/live/handed-over
	cat >/live/work/parameters <<-END
		MACHINE=q35
		BOOT=$boot
		IMAGE=/job/$image
		CPUS=1
		OPTIONS='exit=halt'
		SAMPLE_MS=
		FINAL_SAMPLE=$(cat final-sample)
		LIMIT=240
		KVM_OPTIONS='$options $(option kvm_options '')'
	END
	printf '%s\n' "$@" >>/live/work/parameters
	ln -s /job/exit-tracer /live/work/
	(cd /live/work && /job/probe-job) >/live/work/report 2>/live/work/errors
	log=/live/handed-over
	if grep -q '^trace=' /live/work/report; then
		log=/live/work/trace.log
		sed -n 's/^trace=//p' /live/work/report | base64 -d | gunzip >$log
	fi
	if ./exit-record $log >"/live/records/$name" 2>>/live/work/errors; then
		first_result
		return 0
	fi
	rm -f "/live/records/$name"
	note "  $name: no record: $(tail -n 1 /live/work/errors)"
	return 1
}

# first_result: says once how long it took since the kernel's start.
first_result() {
	[ -z "${is_first:-}" ] || return 0
	is_first=no
	say "  first result after $(cut -d . -f 1 /proc/uptime) seconds of Linux"
}

# choose_kvm: sets patched to yes or no.
choose_kvm() {
	patched=no
	[ "$(option kvm both)" != stock ] || return 0
	unload_kvm
	if modprobe kvm 2>/live/errors; then
		patched=yes
	else
		note "The patched KVM is refused: $(tail -n 1 /live/errors)" \
			"The distribution's own is measured instead, by its trace."
		! grep -q 'Key was rejected' /live/errors ||
			note "The patched KVM is not signed: to measure with it, switch Secure Boot off in the firmware setup."
	fi
}

# measure_counting: what the patch's hooks take on these CPUs, without a guest
measure_counting() {
	say "measuring: counting"
	./real-cpu >/live/counting 2>/live/errors || {
		note "  counting: $(tail -n 1 /live/errors)"
		rm -f /live/counting
	}
}

# measure: the probe by each boot path; its benchmarks, stock and patched in turn
measure() {
	wait-for-tsc 2>/dev/null
	choose_kvm
	run=$(option run all)
	if [ $patched = yes ]; then
		options=kvm.exit_probe_causes=1
		probe patched kernel kernel exit-probe.elf
		[ "$run" != probe ] || return 0
		probe patched pvh pvh exit-probe-pvh.elf
		probe patched iso iso exit-probe.iso
		probe patched uefi uefi exit-probe.iso
	fi
	options=
	probe stock kernel-stock kernel exit-probe.elf TRACE=yes
	[ "$run" != probe ] || return 0
	for round in 1 2; do
		probe stock bench-stock-$round kernel exit-probe.elf "OPTIONS='exit=halt bench=all'"
		[ $patched = no ] ||
			probe patched bench-patched-$round kernel exit-probe.elf "OPTIONS='exit=halt bench=all'"
	done
	measure_counting
}
