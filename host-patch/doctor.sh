#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Show what this machine has for Exit Probe, one line each, and the remedy if something is
# missing. Changes nothing.
#
# Exits with 0 if VM exits can be counted here on real hardware, else with 1. The lab needs
# no such hardware.
set -eu

PATH=$PATH:/usr/sbin:/sbin
kernel_release=$(uname -r)
abi=/sys/module/kvm/parameters/exit_probe_abi
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

# flags NAME...: which of them the CPU has, and which it lacks.
flags() {
	for flag; do
		grep -q -m 1 -w "$flag" /proc/cpuinfo || flag="no $flag"
		printf ', %s' "$flag"
	done
}

cpu() {
	vendor=$(sed -n 's/^vendor_id[^:]*: //p' /proc/cpuinfo | head -n 1)
	case $(grep -m 1 -ow 'vmx\|svm' /proc/cpuinfo) in
	vmx) good CPU "$vendor, VMX$(flags ept vpid)" ;;
	svm) good CPU "$vendor, SVM$(flags npt nrip_save)" ;;
	*) lacks CPU "${vendor:-$(uname -m)}, neither VMX nor SVM" \
		"enable virtualization in the firmware setup, or nesting in the VM's host; the lab works without" ;;
	esac
	if grep -q -m 1 -w hypervisor /proc/cpuinfo; then
		note machine "a VM itself: the cycles include what its host adds to each exit"
	else
		note machine "bare metal"
	fi
}

# Whether host-modules or DKMS can build for the running kernel, or with its source.
check_kernel() {
	its_series=$(echo "$kernel_release" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')
	if no_series=$( (. host-patch/lib.sh && name_kernel "$kernel_release") 2>&1); then
		good kernel "$kernel_release, series $its_series: make host-modules, or make host-dkms if the archive no longer has its packages"
	else
		lacks kernel "$kernel_release" "${no_series#* is }"
	fi
	if [ -d "/lib/modules/$kernel_release/kernel" ]; then
		good modules "/lib/modules/$kernel_release"
	else
		lacks modules "no /lib/modules/$kernel_release" "a distribution's kernel is needed"
	fi
}

# Where the patched modules are installed, the next boot has them.
kvm_remedy() {
	case $(modinfo -n kvm 2>/dev/null) in
	*/updates/*) echo "the patched modules are installed, reboot" ;;
	*) echo "make host-modules && sudo make host-load" ;;
	esac
}

dkms_state() {
	if ! command -v dkms >/dev/null; then
		echo "not installed; it rebuilds the modules at kernel updates: make host-dkms"
		return
	fi
	state=$(dkms status -m exit-probe-kvm | paste -sd ';')
	echo "${state:-installed, but exit-probe-kvm-dkms is not: make host-dkms}"
}

kvm() {
	if [ -r $abi ]; then
		good KVM "patched, ABI $(cat $abi)"
	elif [ -d /sys/module/kvm ]; then
		lacks KVM "loaded, not patched" "$(kvm_remedy)"
	else
		lacks KVM "not loaded" "sudo modprobe kvm_intel or kvm_amd"
	fi
	if [ -w /dev/kvm ]; then
		good /dev/kvm "can be opened"
	elif [ -e /dev/kvm ]; then
		lacks /dev/kvm "permission denied" "sudo adduser $(id -un) kvm, and log in again"
	else
		lacks /dev/kvm "does not exist" "see CPU and KVM"
	fi
	host-patch/host.sh status | sed -n 's/^VMs  */      running VMs       /p; s/^installed  */      installed         /p'
	note DKMS "$(dkms_state)"
}

secure_boot() {
	state=/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
	# Four bytes of attributes, then the value (UEFI specification, "Globally
	# Defined Variables").
	if [ "$(od -An -j4 -N1 -tu1 $state 2>/dev/null | tr -d ' ')" = 1 ]; then
		note "Secure Boot" "on: the modules must be signed, make host-modules SIGN_KEY=FILE SIGN_CERT=FILE"
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
	for job in run compare test; do
		missing=$(boot/base/needs.sh -n $job)
		if [ -z "$missing" ]; then
			good "tools to $job" "all installed"
		else
			note "tools to $job" "make $job will install: $missing"
		fi
	done
}

cpu
check_kernel
kvm
secure_boot
disk
tools
exit $ready
