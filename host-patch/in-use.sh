# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What keeps KVM's modules from being replaced. Source it. ROOT is the folder of a machine's
# proc/ and sys/, '' for this machine.

# processes ROOT PATTERN: those with an open file of that name. QEMU's have a name of their own.
processes() {
	find "$1"/proc/[0-9]*/fd -lname "$2" 2>/dev/null | while read -r fd; do
		process=${fd%/fd/*}
		name=$(tr '\0' '\n' <"$process/cmdline" 2>/dev/null |
			sed -n '/^-name$/{n;s/^guest=//;s/,.*//;p;q;}')
		echo "${name:-$(cat "$process/comm" 2>/dev/null)} (process ${process##*/})"
	done | sort -u
}

# join: the lines of the standard input as one list
join() {
	awk '{ printf "%s%s", sep, $0; sep = ", " }'
}

# list_vms ROOT: also where only a file of a vCPU or of its statistics is left open
list_vms() {
	processes "$1" 'anon_inode:*kvm-*' | join
}

# modules_on ROOT: the modules that use KVM, beside its own
modules_on() {
	for holder in "$1"/sys/module/kvm/holders/* "$1"/sys/module/kvm_*/holders/*; do
		[ ! -e "$holder" ] || echo "${holder##*/}"
	done | grep -vx 'kvm_intel\|kvm_amd' || true
}

# references ROOT: the number of references to KVM that are not of modules
references() {
	for folder in "$1"/sys/module/kvm "$1"/sys/module/kvm_*; do
		[ -r "$folder/refcnt" ] || continue
		echo "$(cat "$folder/refcnt") $(find "$folder/holders" -mindepth 1 | wc -l)"
	done | awk '{ sum += $1 - $2 } END { print sum + 0 }'
}

# users ROOT: what uses KVM and is no VM, one a line
users() {
	modules_on "$1" | sed 's/^/the module /'
	{
		processes "$1" '*/dev/kvm'
		processes "$1" '*/dev/kvm (deleted)'
	} | sort -u | sed 's|$| with /dev/kvm open|'
	processes "$1" '*/sys/kernel/debug/kvm/*' | sed "s|\$| with a file of debugfs' folder kvm open|"
}

# all_users ROOT: with the unknown ones; perf and BPF have no file with KVM's name.
all_users() {
	named=$(users "$1")
	[ -z "$named" ] || { echo "$named"; return; }
	[ "$(references "$1")" -gt 0 ] || return 0
	tracers=$(processes "$1" 'anon_inode:\[perf_event\]' | join)
	echo "a tracer, perhaps ${tracers:-bpftrace}"
}

# tracefs ROOT: its folder
tracefs() {
	if [ -d "$1/sys/kernel/tracing/events" ]; then
		echo "$1/sys/kernel/tracing"
	else
		echo "$1/sys/kernel/debug/tracing"
	fi
}

# traced ROOT: the trace events of KVM that are on, in any instance, and KVM's functions that
# are traced. All of them would be off in the modules that are loaded next. (An event with a
# trigger has 0* or 1*. A livepatch's functions have an I.)
traced() {
	tracing=$(tracefs "$1")
	grep -Lx 0 "$tracing"/events/kvm*/*/enable "$tracing"/instances/*/events/kvm*/*/enable 2>/dev/null |
		sed 's|.*/events/\([^/]*\)/\([^/]*\)/enable$|\1:\2|' | sort -u
	{
		awk '$2 ~ /^\[kvm(_intel|_amd)?\]$/ && !/ I / { print $1 "()" }' "$tracing/enabled_functions"
		awk '$4 ~ /^kvm(_intel|_amd)?$/ { sub(/\+.*/, "", $3); print $3 "()" }' "$1/sys/kernel/debug/kprobes/list"
	} 2>/dev/null | sort -u
}

# first_three: of the lines of the standard input, as a list
first_three() {
	awk 'NR <= 3 { printf "%s%s", sep, $0; sep = ", " } END { if (NR > 3) printf " and %d more", NR - 3 }'
}

# why_busy ROOT: why KVM's modules cannot be replaced now, if that is so
why_busy() {
	found=$(list_vms "$1")
	[ -z "$found" ] || { echo "VMs are running, shut them down first: $found"; return; }
	found=$(all_users "$1" | join)
	[ -z "$found" ] || { echo "KVM is in use, end that first: $found"; return; }
	found=$(traced "$1" | first_three)
	[ -z "$found" ] || echo "KVM is traced, which would end, so turn it off first: $found"
}

# livepatches ROOT: those that change KVM. They were compiled for the distribution's modules.
livepatches() {
	find "$1/sys/kernel/livepatch" -mindepth 2 -maxdepth 2 -name 'kvm*' 2>/dev/null |
		sed 's|/[^/]*$||; s|.*/||' | sort -u | join
}
