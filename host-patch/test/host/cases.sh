# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the tests of host.sh share in L1. Source it in /job.
# shellcheck disable=SC2034 # for the scripts

export PATH="/job/bin:$PATH" LD_LIBRARY_PATH=/job/lib
. boot/base/tap.sh

host="host-patch/host.sh"
release=$(uname -r)
modules=/lib/modules/$release
built=build/host-patch/$release
abi=/sys/module/kvm/parameters/exit_probe_abi

# list_modules FILE: all names in the folder of modules, and the checksums of KVM's files.
list_modules() {
	(cd "$modules" && find . && sha256sum modules.dep kernel/arch/x86/kvm/*) |
		LC_ALL=C sort >"$1"
}

# check_unchanged NAME: the folder of modules is the same as before.
check_unchanged() {
	list_modules after
	ok "$1" diff before after
}

loaded() {
	if [ -e $abi ]; then
		echo patched
	elif [ -d /sys/module/kvm_amd ]; then
		echo stock
	else
		echo none
	fi
}

start_vm() {
	mkfifo ready
	./hold-vm -name guest=ubuntu,debug-threads=on >ready &
	vm=$!
	vm_ready=
	read -r vm_ready <ready
	rm ready
	[ "$vm_ready" = ready ]
}

end_vm() {
	kill "$vm"
	wait "$vm" 2>/dev/null || true
}

# makes_vm: KVM works.
makes_vm() {
	start_vm && end_vm
}
