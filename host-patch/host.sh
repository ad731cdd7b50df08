#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Load or install the patched modules on this machine, and undo that. KVM's modules are
# replaced as a set, and only while no VM runs. If a step fails, the earlier ones are undone.
#
# usage: host.sh ACTION [RELEASE]
#   sign       sign the built modules with SIGN_KEY and SIGN_CERT (files)
#   status     show what is loaded and installed, and which VMs run
#   load       load the built modules, until the next boot
#   restore    load the distribution's modules, until the next boot
#   install    install the built modules, for every boot from the next one on
#   uninstall  remove them, and restore if no VM runs
# RELEASE is by default the running kernel, the only one whose modules can be loaded.
set -eu
. host-patch/lib.sh

running=$(uname -r)
action=${1:-status} release=${2:-$running}
modules=/lib/modules/$release
target=$modules/updates/exit-probe
dkms=$modules/updates/dkms
built=$build/$release
abi=/sys/module/kvm/parameters/exit_probe_abi

need_root() {
	[ "$(id -u)" -eq 0 ] || die "$action needs root: sudo make host-$action"
}

need_running() {
	[ "$release" = "$running" ] ||
		die "$release is not the running kernel: boot it first (this is $running)"
}

# find_vendor: the KVM module for this CPU.
find_vendor() {
	for vendor in kvm_intel kvm_amd; do
		[ ! -d "/sys/module/$vendor" ] || return 0
	done
	case $(grep -m 1 -ow 'vmx\|svm' /proc/cpuinfo) in
	vmx) vendor=kvm_intel ;;
	svm) vendor=kvm_amd ;;
	*) die "this CPU has neither vmx nor svm: enable virtualization in the firmware setup" ;;
	esac
}

# vms: the processes that have a VM open, each with QEMU's name for it.
vms() {
	find /proc/[0-9]*/fd -lname anon_inode:kvm-vm 2>/dev/null | while read -r fd; do
		process=${fd%/fd/*}
		name=$(tr '\0' '\n' <"$process/cmdline" 2>/dev/null |
			sed -n '/^-name$/{n;s/^guest=//;s/,.*//;p;q;}')
		echo "${name:-$(cat "$process/comm" 2>/dev/null)} (process ${process#/proc/})"
	done | sort -u
}

list_vms() {
	vms | paste -sd, | sed 's/,/, /g'
}

need_no_vms() {
	running_vms=$(list_vms)
	[ -z "$running_vms" ] || die "VMs are running, shut them down first: $running_vms"
}

# file_of NAME SET: a module's file in one of the sets: built, stock.
file_of() {
	case $2 in
	built) echo "$built/$1.ko" ;;
	stock) stock_module "$modules" "$1" ;;
	esac
}

# need_built: all modules are built, for this kernel and with its layouts.
need_built() {
	[ -d "$modules/kernel" ] || die "no $modules: the kernel $release is not installed here"
	scratch=$(mktemp -d)
	trap 'rm -rf "$scratch"' EXIT
	trap 'exit 1' HUP INT TERM
	for name in $names; do
		[ -e "$built/$name.ko" ] || die "no $built/$name.ko: run 'make host-modules' first"
		stock=$(file_of "$name" stock)
		[ -n "$stock" ] || die "$release has no module $name: KVM is built in or not configured"
		unpack_module "$stock" >"$scratch/$name.ko" || exit 1
		host-patch/check.sh module "$scratch/$name.ko" "$built/$name.ko" || exit 1
	done
}

is_signed() {
	[ -n "$(modinfo -F signer "$1")" ]
}

# need_signature: the kernel may refuse modules that its keys did not sign.
need_signature() {
	[ "$(cat /sys/module/module/parameters/sig_enforce 2>/dev/null)" = Y ] ||
		grep -q '\[\(integrity\|confidentiality\)\]' /sys/kernel/security/lockdown 2>/dev/null ||
		return 0
	[ ! -e "$built/kvm.ko" ] || is_signed "$built/kvm.ko" || die "this kernel accepts signed modules only (Secure Boot): run" \
		"'make host-modules SIGN_KEY=FILE SIGN_CERT=FILE' with an enrolled key (mokutil --import)"
}

# sign: Secure Boot accepts modules that are signed with an enrolled key.
sign() {
	read_kernel "$release"
	# (sign-file may be from another suite.)
	TOOLCHAIN_LOADER=
	[ ! -e "$tree/scripts/sign-file.elf" ] || TOOLCHAIN_LOADER=$(host-patch/toolchain.sh "$SUITES" \
		"$(compiler_of "$out/root/boot/config")" "$KBUILD=$KBUILD_VERSION")/loader
	export TOOLCHAIN_LOADER
	for file in "${SIGN_KEY:-}" "${SIGN_CERT:-}"; do
		[ -r "$file" ] || die "SIGN_KEY and SIGN_CERT must name a key and its certificate (DER)"
	done
	for name in $names; do
		! is_signed "$built/$name.ko" || continue
		"$tree/scripts/sign-file" sha512 "$SIGN_KEY" "$SIGN_CERT" "$built/$name.ko" ||
			die "$built/$name.ko cannot be signed with $SIGN_KEY"
	done
	echo "host: signed by $(modinfo -F signer "$built/kvm.ko")"
}

# unload: all of KVM's modules.
unload() {
	[ -d /sys/module/kvm ] || return 0
	wrong=$(modprobe -r "$vendor" kvm 2>&1) || true
	[ ! -d /sys/module/kvm ] || {
		echo "host: ${wrong:-$vendor is still there}" | head -n 1 >&2
		return 1
	}
}

# insert SET: the modules in modprobe's order and with its options.
insert() {
	modprobe --show-depends "$vendor" >"$plan" 2>&1 || { cat "$plan" >&2; return 1; }
	while read -r word file options; do
		[ "$word" = insmod ] || continue
		name=$(basename "$file")
		name=${name%%.*}
		[ ! -d "/sys/module/$(echo "$name" | tr - _)" ] || continue
		case " $names " in
		*" $name "*) file=$(file_of "$name" "$1") ;;
		esac
		# shellcheck disable=SC2086 # one word an option
		insmod "$file" $options || return 1
	done <"$plan"
}

# swap SET OTHER: load a set; the other one if that fails.
swap() {
	find_vendor
	plan=$(mktemp)
	trap 'rm -rf "$plan" "${scratch:-}"' EXIT
	unload || die "nothing was changed"
	insert "$1" || {
		unload || true
		insert "$2" || die "neither the $1 nor the $2 modules load: reboot"
		die "the $1 modules do not load; the $2 ones are back"
	}
}

need_swappable() {
	need_root
	need_running
	need_no_vms
}

load() {
	need_swappable
	need_signature
	need_built
	swap built stock
	[ -r $abi ] || die "the loaded modules have no parameter exit_probe_abi: run 'make host-modules' again"
	echo "host: the patched modules are loaded (ABI $(cat $abi)); undo: sudo make host-restore"
}

restore() {
	need_swappable
	swap stock built
	[ ! -e $abi ] || die "the patched modules are still loaded: reboot"
	echo "host: the distribution's modules are loaded"
}

# need_no_dkms: DKMS installs and removes the modules itself, for every kernel.
need_no_dkms() {
	[ -z "$(find "$dkms" -name 'kvm.ko*' 2>/dev/null)" ] ||
		die "DKMS has them installed in $dkms: sudo apt remove exit-probe-kvm-dkms"
}

install_modules() {
	need_root
	need_no_dkms
	need_signature
	need_built
	mkdir -p "$target.new"
	for name in $names; do
		cp "$built/$name.ko" "$target.new/" || { rm -rf "$target.new"; die "$target.new cannot be written"; }
	done
	rm -rf "$target"
	mv "$target.new" "$target"
	depmod "$release"
	for name in $names; do
		[ "$(modinfo -k "$release" -n "$name")" = "$target/$name.ko" ] || {
			remove_installed
			die "modprobe does not use the modules in updates/: /etc/depmod.d changes the order"
		}
	done
	echo "host: installed in $target, from the next boot on; undo: sudo make host-uninstall"
}

remove_installed() {
	rm -rf "$target"
	rmdir "$modules/updates" 2>/dev/null || true
	depmod "$release"
}

uninstall() {
	need_root
	need_no_dkms
	[ -d "$target" ] || die "nothing is installed for $release"
	remove_installed
	echo "host: the patched modules are removed from $modules"
	[ "$release" = "$running" ] && [ -e $abi ] || return 0
	if [ -n "$(vms)" ]; then
		echo "host: the patched modules stay loaded while VMs run: sudo make host-restore, or reboot"
	else
		restore
	fi
}

status() {
	loaded="not loaded"
	[ ! -d /sys/module/kvm ] || loaded="the distribution's modules"
	[ ! -r $abi ] || loaded="patched, ABI $(cat $abi 2>/dev/null)"
	installed=no
	[ ! -d "$target" ] || installed=$target
	[ -z "$(find "$dkms" -name 'kvm.ko*' 2>/dev/null)" ] || installed="by DKMS, $dkms"
	at=no
	[ ! -e "$built/made-from" ] || at=$built
	running_vms=$(list_vms)
	[ "$(id -u)" -eq 0 ] || running_vms="only root can see"
	printf '%-11s%s\n' kernel "$release" built "$at" installed "$installed" loaded "$loaded" VMs "${running_vms:-none}"
}

case $action in
status) status ;;
sign) sign ;;
load) load ;;
restore) restore ;;
install) install_modules ;;
uninstall) uninstall ;;
*) die "usage: host.sh sign|status|load|restore|install|uninstall [RELEASE]" ;;
esac
