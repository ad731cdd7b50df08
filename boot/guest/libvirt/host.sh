#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot the probe as a libvirt domain on one host. Users call run.sh.
#
# usage: host.sh TYPE BOOT OUT URI
set -eu
. boot/base/lib.sh
. boot/guest/verdict.sh

type=$1 boot=$2 out=$3 uri=$4
iso=build/boot/exit-probe.iso
name=exit-probe-$$
limit=${LIMIT:-120}
machine=${MACHINE:-q35}
options="exit=halt${BENCH:+ bench=$BENCH}${ITERATIONS:+ iterations=$ITERATIONS}"

case $type in
kvm) cpu='host-passthrough' ;;
qemu) cpu=maximum ;;
*) die "TYPE=$type is invalid: use kvm or qemu" ;;
esac
case $boot in
iso) os="<os>" memory=128 ;;
# The ISO's loader is not signed: switch secure boot off.
uefi)
	os="<os firmware='efi'><firmware><feature enabled='no' name='secure-boot'/></firmware>"
	memory=256
	;;
*) die "BOOT=$boot is invalid: use iso or uefi" ;;
esac
case $machine in
q35) bus=sata ;;
pc) bus=ide ;;
*) die "MACHINE=$machine is invalid: use q35 or pc" ;;
esac
command -v virsh >/dev/null || die "no virsh: install libvirt-clients"

mkdir -p "$out"
work=$(mktemp -d "$out/libvirt.XXXXXX")

# shellcheck disable=SC2317 # at_exit calls it
virsh_quietly() {
	virsh -q -c "$uri" "$@" >/dev/null 2>&1 || true
}

# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	[ -z "${console:-}" ] || kill "$console" 2>/dev/null || true
	[ -z "${started:-}" ] || virsh_quietly destroy "$name"
	[ -z "${pool:-}" ] || {
		virsh_quietly vol-delete --pool "$name" exit-probe.iso
		virsh_quietly pool-destroy "$name"
		virsh_quietly pool-delete "$name"
		virsh_quietly pool-undefine "$name"
	}
	rm -rf "$work"
}

# do_virsh COMMAND...: runs virsh; on failure dies with libvirt's message.
do_virsh() {
	virsh -q -c "$uri" "$@" >"$work/answer" 2>"$work/error" ||
		die "$host: virsh $1: $(sed -n 's/^error: //p' "$work/error" | paste -sd' ')"
}

# A new pool, where libvirt may write and QEMU may read, unlike in a home folder.
put_iso() {
	do_virsh pool-define-as "$name" dir --target "/var/tmp/$name"
	pool=yes
	do_virsh pool-build "$name"
	do_virsh pool-start "$name"
	do_virsh vol-create-as "$name" exit-probe.iso "$(stat -c %s $iso)" --format raw
	do_virsh vol-upload --pool "$name" exit-probe.iso $iso
}

start() {
	sed -e "s|@NAME@|$name|; s|@TYPE@|$type|; s|@MEMORY@|$memory|; s|@CPUS@|${CPUS:-1}|" \
		-e "s|@OPTIONS@|$options|; s|@OS@|$os|; s|@MACHINE@|$machine|" \
		-e "s|@CPU@|$cpu|; s|@ISO@|/var/tmp/$name/exit-probe.iso|; s|@BUS@|$bus|" \
		-e "s|@LOG@|/var/log/libvirt/qemu/exit-probe.serial|" \
		boot/guest/libvirt/domain.xml >"$work/domain.xml"
	# Paused, so that no output is lost before the console is connected.
	do_virsh create --paused "$work/domain.xml"
	started=yes
	# virsh needs a terminal for the console.
	script -qefc "virsh -c '$uri' console '$name'" "$work/typescript" >/dev/null 2>&1 </dev/null &
	console=$!
	waited=0
	until grep -q 'Escape character' "$work/typescript" 2>/dev/null; do
		[ $waited -lt 100 ] || die "$host: timed out: no console within 10 seconds"
		waited=$((waited + 1))
		sleep 0.1
	done
	do_virsh resume "$name"
	echo "libvirt: $host: booting the probe ($boot, $machine, $type)"
}

wait_for_record() {
	waited=0
	until grep -q '^exit-probe: end\|^error: ' "$work/typescript"; do
		[ $waited -lt "$limit" ] || die "$host: timed out: no record within $limit seconds"
		waited=$((waited + 1))
		sleep 1
	done
}

read_record() {
	tr -d '\r' <"$work/typescript" | sed '1,/^Escape character/d' >"$out/$host.log"
	build/probe-os/exit-record "$out/$host.log" >"$work/record" ||
		die "$host: the probe left no record in $out/$host.log"
	mv "$work/record" "$out/$host.record"
	echo "libvirt: $host: the record is in $out/$host.record"
	end_by_verdict "$out/$host.record" "libvirt: $host"
}

host=$(virsh -c "$uri" hostname 2>"$work/error") ||
	die "$uri: $(sed -n 's/^error: //p' "$work/error" | paste -sd' ')"
rm -f "$out/$host.record" "$out/$host.log"
put_iso
start
wait_for_record
read_record
