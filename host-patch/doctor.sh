#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Show what this machine has for Exit Probe, one line each, and the remedy if something is
# missing. Changes nothing.
#
# Exits with 0 if VM exits can be counted here on real hardware, else with 1. The lab needs
# no such hardware.
#
# usage: doctor.sh [ROOT]
#   ROOT  another machine's files: etc/, proc/, sys/, dev/, lib/modules/. Default: this
#         machine, of which it also shows VMs, installed modules, disk and tools
set -eu
. boot/base/environment.sh
. host-patch/facts.sh
. host-patch/firmware.sh
. host-patch/in-use.sh
. host-patch/next-boot.sh

PATH=$PATH:/usr/sbin:/sbin
root=${1:-}
kernel_release=$(cat "$root/proc/sys/kernel/osrelease" 2>/dev/null) || {
	echo "doctor: $root has no proc/sys/kernel/osrelease: name the folder of a machine's files" >&2
	exit 2
}
known=
parameters=$root/sys/module/kvm/parameters
abi=$parameters/exit_probe_abi
abi_here=$(awk '$2 == "EXIT_PROBE_ABI_VERSION" { print $3 }' host-patch/kvm/exit_probe_abi.h)
clock=$root/sys/devices/system/clocksource/clocksource0
ready=0

# good WHAT FOUND; lacks WHAT FOUND REMEDY; note WHAT FOUND: only information
good() {
	printf 'ok    %-18s%s\n' "$1" "$2"
}
lacks() {
	printf '%s    %-18s%s: %s\n' -- "$1" "$2" "$3"
	ready=1
}
note() {
	printf '      %-18s%s\n' "$1" "$2"
}

# has_flag NAME: whether the CPU has it.
has_flag() {
	grep '^flags' "$root/proc/cpuinfo" | grep -q -m 1 -w "$1"
}

# flags NAME...: which of them the CPU has, and which it lacks.
flags() {
	for flag; do
		has_flag "$flag" || flag="no $flag"
		printf ', %s' "$flag"
	done
}

# nesting_remedy: what brings VMX or SVM
nesting_remedy() {
	if has_flag hypervisor; then
		echo "this is a VM of ${outer%%"$tab"*} with nesting off: ${outer#*"$tab"}"
	else
		echo "enable virtualization in the firmware setup: Intel Virtualization Technology, VT-x, VMX, or SVM Mode, often under CPU, Advanced or Security"
	fi
}

cpu() {
	tab=$(printf '\t')
	outer=$(outer_host "$root" "$kernel_release")
	vendor=$(sed -n 's/^vendor_id[^:]*: //p' "$root/proc/cpuinfo" | head -n 1)
	off=$(switched_off "$root")
	if [ -n "$off" ]; then
		lacks CPU "$vendor, $off" "$(nesting_remedy)"
	elif has_flag vmx; then
		good CPU "$vendor, VMX$(flags ept vpid)"
	elif has_flag svm; then
		good CPU "$vendor, SVM$(flags npt nrip_save)"
	else
		lacks CPU "$vendor, neither VMX nor SVM" "$(nesting_remedy); the lab (make run HOST=svm) needs none of this"
	fi
	if has_flag hypervisor; then
		note machine "a VM of ${outer%%"$tab"*}: the cycles include what that adds to each exit"
	else
		note machine "bare metal"
	fi
}

# What keeps the cycles right if the TSC cannot. In a VM its host keeps the TSC running.
tsc_remedy() {
	if has_flag hypervisor || has_flag nonstop_tsc; then
		echo "pin each vCPU to one CPU, or count without cycles (exit_probe=count)"
	else
		echo "boot with processor.max_cstate=1"
	fi
}

# Whether cycles can be trusted. The kernel no longer offers a TSC that it has found unstable.
tsc() {
	current=$(cat "$clock/current_clocksource" 2>/dev/null) || return 0
	case " $(cat "$clock/available_clocksource") " in
	*" tsc "* | *" tsc-early "*) ;;
	*)
		note TSC "unstable, sudo dmesg | grep -i tsc says why: exits are exact, cycles are not: $(tsc_remedy)"
		return
		;;
	esac
	if ! has_flag hypervisor && ! has_flag nonstop_tsc; then
		note TSC "no nonstop_tsc: it stops while a CPU sleeps deeply, which loses cycles: $(tsc_remedy)"
	elif [ "$current" = tsc ]; then
		good TSC "the clocksource"
	else
		note TSC "not the clocksource, $current is: the kernel calls it stable, so cycles should be right"
	fi
}

# has_source: the kernel's own headers and source are installed.
has_source() (
	. host-patch/lib.sh
	. host-patch/kernel-source.sh
	. host-patch/installed.sh
	# shellcheck disable=SC2030 # for those functions
	release=$kernel_release
	need_kernel && find_headers && find_source && need_same_package
) >/dev/null 2>&1

# Whether host-modules or DKMS can build for the running kernel, or with its source.
check_kernel() {
	if no_series=$( (. host-patch/lib.sh && name_kernel "$kernel_release" "$root") 2>&1); then
		known=yes
		good kernel "$kernel_release, series $(series_of "$kernel_release"): make host-modules, or make host-dkms if the archive no longer has its packages"
	elif has_source; then
		known=yes
		good kernel "$kernel_release, its headers and source are installed: make host-modules, or make host-dkms"
	else
		lacks kernel "$kernel_release" "${no_series#* is }"
	fi
	if [ -d "$root/lib/modules/$kernel_release/kernel" ]; then
		good modules "/lib/modules/$kernel_release"
	else
		lacks modules "no /lib/modules/$kernel_release" "a distribution's kernel is needed"
	fi
}

# installed_remedy FILE: the patched modules are installed, but not loaded. A reboot helps
# unless the next one loads the distribution's again.
installed_remedy() {
	if signatures_required "$root" && [ -z "$(modinfo -F signer "$1")" ]; then
		echo "the patched modules are installed, but not signed, and this kernel refuses them: sudo make host-uninstall, then see Secure Boot"
		return
	fi
	image=$(initramfs_of "$root" "$kernel_release")
	again="sudo $(initramfs_command "$root" "$kernel_release")"
	if ! found=$(kvm_in_initramfs "$root" "$kernel_release"); then
		[ -r "$image" ] || again="run doctor as root"
		echo "the patched modules are installed, but whether $image has the distribution's cannot be seen ($found): $again"
	elif [ -n "$found" ] && [ "${found#*/updates/}" = "$found" ]; then
		echo "the patched modules are installed, but the initramfs has the distribution's: $again, and reboot"
	else
		echo "the patched modules are installed, reboot"
	fi
}

# Where the patched modules are installed, the next boot has them.
kvm_remedy() {
	[ -n "$known" ] || {
		echo "see kernel"
		return
	}
	file=$(modinfo -b "${root:-/}" -k "$kernel_release" -n kvm 2>/dev/null) || file=
	if [ -n "$file" ] && modinfo -F parm "$file" | grep -q '^exit_probe_abi:'; then
		installed_remedy "$file"
	else
		echo "make host-modules && sudo make host-load"
	fi
}

dkms_state() {
	if ! command -v dkms >/dev/null; then
		echo "not installed; it rebuilds the modules at kernel updates: make host-dkms"
		return
	fi
	state=$(dkms status -m exit-probe-kvm | paste -sd ';')
	echo "${state:-installed, but exit-probe-kvm-dkms is not: make host-dkms}"
}

# loaded_kvm: whether KVM counts
loaded_kvm() {
	if grep -qxs off "$parameters/exit_probe"; then
		lacks KVM "patched, but exit_probe is off: it answers no VM" \
			"echo time | sudo tee /sys/module/kvm/parameters/exit_probe"
	elif grep -qxs none "$parameters/exit_probe_leaf"; then
		lacks KVM "patched, but exit_probe_leaf is none: it answers no new VM" \
			"echo all | sudo tee /sys/module/kvm/parameters/exit_probe_leaf"
	elif grep -qxsv "$abi_here" "$abi"; then
		lacks KVM "patched, but with ABI $(cat "$abi"), not $abi_here" "make host-modules && sudo make host-load"
	elif grep -qxs count "$parameters/exit_probe"; then
		good KVM "patched, ABI $abi_here, counts exits without cycles (exit_probe is count)"
	elif [ -r "$abi" ]; then
		good KVM "patched, ABI $abi_here, counts exits and cycles (exit_probe is time)"
	elif kvm_is_built_in "$root" "$kernel_release"; then
		lacks KVM "built into the kernel, so no module can replace it" "boot a kernel with KVM as modules, or make host-kernel"
	elif [ -d "$root/sys/module/kvm" ]; then
		lacks KVM "loaded, not patched" "$(kvm_remedy)"
	elif has_flag vmx; then
		lacks KVM "not loaded" "sudo modprobe kvm_intel"
	elif has_flag svm; then
		lacks KVM "not loaded" "sudo modprobe kvm_amd"
	else
		lacks KVM "not loaded" "see CPU"
	fi
}

kvm() {
	loaded_kvm
	found=$(livepatches "$root")
	[ -z "$found" ] || lacks livepatch "$found changes KVM and does not fit the patched modules" "unload it, or boot without it"
	if [ -w "$root/dev/kvm" ]; then
		good /dev/kvm "can be opened"
	elif [ -e "$root/dev/kvm" ]; then
		lacks /dev/kvm "permission denied" "sudo usermod -aG kvm $(id -un), and log in again"
	else
		lacks /dev/kvm "does not exist" "see CPU and KVM"
	fi
}

# modules_state: what runs and what is installed
modules_state() {
	host-patch/host.sh status | sed -n 's/^VMs  */      running VMs       /p; s/^installed  */      installed         /p'
	[ -z "$known" ] || note DKMS "$(dkms_state)"
}

secure_boot() {
	state=$root/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
	# Four bytes of attributes, then the value (UEFI specification, "Globally
	# Defined Variables"). efivarfs cannot seek, as busybox's od -j does.
	if [ "$(od -An -tu1 "$state" 2>/dev/null | awk 'NR == 1 { print $5 }')" = 1 ]; then
		note "Secure Boot" "on: the modules must be signed, make host-modules SIGN_KEY=FILE SIGN_CERT=FILE"
	elif signatures_required "$root"; then
		note "Secure Boot" "off, but this kernel loads signed modules only: make host-modules SIGN_KEY=FILE SIGN_CERT=FILE"
	else
		good "Secure Boot" "off"
	fi
}

disk() {
	free_mib=$(df -Pm . | awk 'NR == 2 { print $4 }')
	if [ "$free_mib" -ge 3072 ]; then
		good disk "$free_mib MiB free here"
	else
		lacks disk "$free_mib MiB free here" "3 GiB are needed under build/"
	fi
}

tools() {
	installs="make will install:"
	command -v apt-get >/dev/null || installs="missing are, by the names of Debian's packages:"
	for job in run compare test; do
		missing=$(boot/base/needs.sh -n $job)
		if [ -z "$missing" ]; then
			good "tools to $job" "all installed"
		else
			note "tools to $job" "$installs $missing"
		fi
	done
}

if grep -q '^flags' "$root/proc/cpuinfo"; then
	cpu
	tsc
	check_kernel
	kvm
	secure_boot
	[ -n "$root" ] || modules_state
else
	lacks CPU "no x86" "the lab works here, and nothing else"
fi
[ -n "$root" ] || {
	disk
	tools
}
exit $ready
