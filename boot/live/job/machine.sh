# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the machine has, and what is missing for a measurement. Source it.

# What a guest with UEFI and its QEMU take
needed_mib=512

# load_drivers: of USB sticks and keyboards, of FAT, and for the doctor. None is of internal
# disks.
load_drivers() {
	while read -r module; do
		modprobe "$module" 2>/dev/null
	done <drivers
	[ ! -d /sys/firmware/efi/efivars ] || mount -t efivarfs -o ro none /sys/firmware/efi/efivars
	mount -t securityfs none /sys/kernel/security
	mount -t tracefs none /sys/kernel/tracing
}

# doctor: the lines of doctor.sh that are about the machine, without goals of make
doctor() {
	host-patch/doctor.sh / | grep -E '^(ok|--|  ) +(CPU|machine|TSC|Secure Boot) ' |
		sed 's/: [^:]*make host-modules .*//; s/; the lab (make .*//'
}

# impossible: why nothing can be measured here; nothing if it can.
impossible() {
	grep -q '^--    CPU ' /live/doctor &&
		echo "Nothing can be measured: the line CPU says what is missing and what to do."
	free_mib=$(($(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
	[ $free_mib -ge $needed_mib ] ||
		echo "Nothing can be measured: $free_mib MiB of memory are free, $needed_mib are needed."
}

# cpu_field NAME: of the first CPU in /proc/cpuinfo
cpu_field() {
	sed -n "s/^$1[[:space:]]*: //p" /proc/cpuinfo | head -n 1
}

# machine_facts: key=value lines. Nothing here tells machines of one model apart.
machine_facts() {
	echo "image=$(option image none)"
	echo "cpu=$(cpu_field 'model name')"
	echo "cpu_id=$(cpu_field vendor_id) $(cpu_field 'cpu family') $(cpu_field model) $(cpu_field stepping)"
	echo "microcode=$(cpu_field microcode)"
	echo "cpus=$(nproc)"
	echo "memory_mib=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))"
	echo "kernel=$(uname -r) $(uname -v)"
	if [ -d /sys/firmware/efi ]; then echo firmware=uefi; else echo firmware=bios; fi
	echo "clocksource=$(cat /sys/devices/system/clocksource/clocksource0/current_clocksource)"
	dmesg | sed -n 's/.* tsc: \(Detected\|Refined\)/tsc=\1/p'
	for flag in constant_tsc nonstop_tsc tsc_scale hypervisor; do
		grep -qw $flag /proc/cpuinfo && echo "flag=$flag"
	done
	for file in /sys/devices/system/cpu/vulnerabilities/*; do
		echo "mitigation_${file##*/}=$(cat "$file")"
	done
}
