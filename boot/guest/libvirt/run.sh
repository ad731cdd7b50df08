#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot the probe as a libvirt domain on one or more hosts at once, and keep each record by
# the name of its host. Only libvirt's own logs remain on the hosts.
#
# usage: run.sh TYPE BOOT OUT URI...
#   TYPE  kvm, or qemu: without KVM
#   BOOT  iso (BIOS) or uefi
#   OUT   gets HOST.record, HOST.log (all output of the probe) and HOST.uri (which host that
#         is: others of the same name are HOST-2 and so on)
#   URI   libvirt's own, as qemu:///system or qemu+ssh://root@host/system
# MACHINE=q35|pc     the machine type (default q35)
# LIMIT=SECONDS      the time limit (default 120)
# CPUS=N, BENCH=NAMES, ITERATIONS=N  see boot/run.sh
# Exits as boot/run.sh does, with the highest status of all hosts.
set -eu
. boot/base/lib.sh
. boot/guest/libvirt/virsh.sh

[ $# -ge 4 ] || die "usage: run.sh TYPE BOOT OUT URI..."
type=$1 boot=$2 out=$3
shift 3
twice=$(printf '%s\n' "$@" | hide_password | sort | uniq -d | head -n 1)
[ -z "$twice" ] || die "$twice is there twice: name each host once"

hosts=
# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	# shellcheck disable=SC2086 # one word a process
	[ -z "$hosts" ] || kill $hosts 2>/dev/null || true
}
for uri in "$@"; do
	boot/guest/libvirt/host.sh "$type" "$boot" "$out" "$uri" &
	hosts="$hosts $!"
done
worst=0
for host in $hosts; do
	status=0
	wait "$host" || status=$?
	[ $status -le $worst ] || worst=$status
done
hosts=
exit $worst
