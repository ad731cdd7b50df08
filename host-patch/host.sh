#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Load or install the patched modules on this machine, and undo that. KVM's modules are
# replaced as a set, and only while nothing uses them. If a step fails, also by a signal, the
# earlier ones are undone.
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
. host-patch/in-use.sh
. host-patch/next-boot.sh
. host-patch/swap.sh

running=$(uname -r)
action=${1:-status} release=${2:-$running}
modules=/lib/modules/$release
target=$modules/updates/exit-probe
dkms=$modules/updates/dkms
built=$build/$release
abi=/sys/module/kvm/parameters/exit_probe_abi

# $undo is what must be done if this ends early, also by a signal; $after says what it did.
scratch=$(mktemp -d)
undo=:
after=
staged=
at_exit() {
	trap '' HUP INT TERM PIPE
	$undo || true
	rm -rf "$scratch" ${staged:+"$staged" "$staged.part"}
	[ -z "$after" ] || echo "host: $after" >&2
}
trap at_exit EXIT
trap 'exit 1' HUP INT TERM PIPE

need_root() {
	[ "$(id -u)" -eq 0 ] || die "$action needs root: sudo make host-$action"
}

need_running() {
	[ "$release" = "$running" ] ||
		die "$release is not the running kernel: boot it first (this is $running)"
}

# need_free: nothing uses KVM that unloading would end or that would hinder it.
need_free() {
	busy=$(why_busy '')
	[ -z "$busy" ] || die "$busy"
}

# need_no_livepatch: it would change the patched modules at the places of the distribution's.
need_no_livepatch() {
	found=$(livepatches '')
	[ -z "$found" ] || die "a livepatch changes KVM and does not fit the patched modules: unload it or boot without it: $found"
}

# need_modular: KVM consists of modules.
need_modular() {
	[ -d "$modules/kernel" ] || die "no $modules: the kernel $release is not installed here"
	! kvm_is_built_in '' "$release" || die "KVM is built into $release, so no module can replace it: boot a kernel with KVM as modules"
}

# need_built: all modules are built, for this kernel and with its layouts.
need_built() {
	need_readers
	for name in $names; do
		[ -e "$built/$name.ko" ] || die "no $built/$name.ko: run 'make host-modules' first"
		stock=$(stock_module "$modules" "$name")
		[ -n "$stock" ] || die "$release has no module $name: KVM is not configured"
		unpack_module "$stock" >"$scratch/$name.ko" || exit 1
		host-patch/check.sh module "$scratch/$name.ko" "$built/$name.ko" || exit 1
	done
	grep -qa exit_probe_abi "$built/kvm.ko" || die "$built/kvm.ko is not patched: run 'make host-modules' again"
}

is_signed() {
	[ -n "$(modinfo -F signer "$1")" ]
}

# need_signature: the kernel may refuse modules that its keys did not sign.
need_signature() {
	for name in $names; do
		is_refused "$built/$name.ko" || continue
		! is_signed "$built/$name.ko" ||
			die "this kernel does not have the key that signed $name ($(modinfo -F signer "$built/$name.ko")): enroll it (mokutil --import) and reboot"
		die "this kernel accepts signed modules only (Secure Boot): run" \
			"'make host-modules SIGN_KEY=FILE SIGN_CERT=FILE' with an enrolled key (mokutil --import)"
	done
}

# sign: Secure Boot accepts modules that are signed with an enrolled key.
sign() {
	sign_file=$built/tree/scripts/sign-file
	TOOLCHAIN_LOADER=
	# (It may be from another suite.)
	if [ -e "$sign_file.elf" ]; then
		read_kernel "$release"
		TOOLCHAIN_LOADER=$(host-patch/toolchain.sh "$SUITES" \
			"$(compiler_of "$out/root/boot/config")" "$KBUILD=$KBUILD_VERSION")/loader
	fi
	export TOOLCHAIN_LOADER
	for file in "${SIGN_KEY:-}" "${SIGN_CERT:-}"; do
		[ -r "$file" ] || die "SIGN_KEY and SIGN_CERT must name a key and its certificate (DER)"
	done
	[ -x "$sign_file" ] || die "no $sign_file: run 'make host-modules' first, for $release"
	for name in $names; do
		[ -e "$built/$name.ko" ] || die "no $built/$name.ko: run 'make host-modules' first"
		! is_signed "$built/$name.ko" || continue
		"$sign_file" sha512 "$SIGN_KEY" "$SIGN_CERT" "$built/$name.ko" ||
			die "$built/$name.ko cannot be signed with $SIGN_KEY"
	done
	echo "host: signed by $(modinfo -F signer "$built/kvm.ko")"
}

# need_swappable: all that can be known before something is unloaded
need_swappable() {
	need_root
	need_running
	need_modular
	find_vendor
	need_free
	need_readers
	find_loaded
	make_plan
}

load() {
	need_swappable
	need_no_livepatch
	need_built
	need_signature
	staged=$kept.new
	copy_set "$built" "$staged"
	check_options new
	had_btf=$(ls /sys/kernel/btf/kvm 2>/dev/null) || true
	swap new
	rm -rf "$kept"
	mv "$staged" "$kept"
	echo "host: the patched modules are loaded (ABI $(cat $abi)); undo: sudo make host-restore"
	[ -z "$had_btf" ] || [ -e /sys/kernel/btf/kvm ] ||
		echo "host: they have no BTF: bpftrace's fentry (kfunc) does not find KVM's functions; kprobe and tracepoint do"
}

restore() {
	need_swappable
	swap stock
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
	need_modular
	need_no_livepatch
	need_built
	need_signature
	keep_loaded
	save_installed
	copy_set "$built" "$target.new"
	rm -rf "$target"
	mv "$target.new" "$target"
	depmod "$release"
	for name in $names; do
		file=$(modinfo -k "$release" -n "$name")
		# (It may be named below /usr.)
		[ "${file#/usr}" = "$target/$name.ko" ] ||
			die "modprobe does not use the modules in updates/: /etc/depmod.d changes the order"
	done
	renew_initramfs "$release" || die "the initramfs has KVM and cannot be made again: $wrong"
	undo=:
	next=", from the next boot on"
	[ -z "$unseen" ] || next="; $unseen"
	echo "host: installed in $target$next; undo: sudo make host-uninstall"
}

# save_installed: what is installed is installed again if anything fails.
save_installed() {
	wrong=$(mkdir -p "$target.new.part" 2>&1) || die "$modules/updates cannot be written: ${wrong##*: }"
	[ ! -d "$target" ] || cp -R "$target" "$scratch/installed"
	undo=undo_install
}

undo_install() {
	undo=:
	remove_installed
	[ ! -d "$scratch/installed" ] || copy_set "$scratch/installed" "$target"
	depmod "$release"
	renew_initramfs "$release" >/dev/null || echo "host: the initramfs is not as it was: $wrong" >&2
}

remove_installed() {
	rm -rf "$target" "$target.new" "$target.new.part"
	rmdir "$modules/updates" 2>/dev/null || true
	depmod "$release"
}

uninstall() {
	need_root
	need_no_dkms
	[ -d "$target" ] || die "nothing is installed for $release"
	keep_loaded
	save_installed
	remove_installed
	renew_initramfs "$release" || die "nothing was removed: the initramfs has the patched KVM and cannot be made again: $wrong"
	undo=:
	echo "host: the patched modules are removed from $modules${unseen:+; $unseen}"
	[ "$release" = "$running" ] && [ -e $abi ] || return 0
	busy=$(why_busy '')
	if [ -n "$busy" ]; then
		echo "host: the patched modules stay loaded until host-restore or the next boot: $busy"
	else
		restore
	fi
}

status() {
	[ "$release" = "$running" ] || [ -d "$modules" ] || [ -d "$built" ] ||
		die "no $modules: the kernel $release is not installed here"
	loaded="not loaded"
	[ ! -d /sys/module/kvm ] || loaded="the distribution's modules"
	[ ! -r $abi ] || loaded="patched, ABI $(cat $abi 2>/dev/null)"
	installed=no
	[ ! -d "$target" ] || installed=$target
	[ -z "$(find "$dkms" -name 'kvm.ko*' 2>/dev/null)" ] || installed="by DKMS, $dkms"
	at=no
	[ ! -e "$built/made-from" ] || at=$built
	running_vms=$(list_vms '')
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
