#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boot the probe as a libvirt domain on one host. Users call run.sh.
#
# usage: host.sh TYPE BOOT OUT URI
set -eu
. boot/base/lib.sh
. boot/guest/verdict.sh
. boot/guest/libvirt/virsh.sh

type=$1 boot=$2 out=$3 uri=$4
iso=build/boot/exit-probe.iso
# Unique on the host, where other machines may start the probe, too.
domain=exit-probe-$(head -c 8 /proc/sys/kernel/random/uuid)
shown=$(echo "$uri" | hide_password)
label='' console='' started='' pool=''
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
command -v virsh >/dev/null || die "no virsh: install libvirt's client (libvirt-clients in Debian)"
command -v script >/dev/null || die "no script, which virsh console needs: install it (bsdutils in Debian)"
check_words CPUS BENCH ITERATIONS

mkdir -p "$out"
work=$(mktemp -d "$out/libvirt.XXXXXX")

# shellcheck disable=SC2317 # lib.sh calls it
at_exit() {
	[ -z "$console" ] || kill "$console" 2>/dev/null || true
	[ -z "$started" ] || virsh_quietly destroy "$domain"
	[ -z "$pool" ] || {
		virsh_quietly vol-delete --pool "$domain" exit-probe.iso
		virsh_quietly pool-destroy "$domain"
		virsh_quietly pool-delete "$domain"
		virsh_quietly pool-undefine "$domain"
	}
	rm -rf "$work"
}

# claim_label HOSTNAME: the name of its files: HOSTNAME, or HOSTNAME-2 and so on if those of
# another host of that name are here. LABEL.uri has the host's URI.
claim_label() {
	hostname=$(printf %s "$1" | tr -c 'A-Za-z0-9._-' _ | sed 's/^[.-]/_/')
	echo "$shown" >"$work/uri"
	label=$hostname number=1
	until ln "$work/uri" "$out/$label.uri" 2>"$work/error" || cmp -s "$work/uri" "$out/$label.uri"; do
		[ -e "$out/$label.uri" ] || die "cannot write to $out: $(cat "$work/error")"
		number=$((number + 1))
		label=$hostname-$number
	done
	[ $number -eq 1 ] || echo "libvirt: $label: another host named $hostname, $shown"
}

# A new pool, where libvirt may write and QEMU may read, unlike in a home folder.
put_iso() {
	pool=yes
	do_virsh pool-define-as "$domain" dir --target "/var/tmp/$domain"
	do_virsh pool-build "$domain"
	do_virsh pool-start "$domain"
	do_virsh vol-create-as "$domain" exit-probe.iso "$(stat -c %s $iso)" --format raw
	do_virsh vol-upload --pool "$domain" exit-probe.iso $iso
}

start() {
	sed -e "s|@NAME@|$domain|; s|@TYPE@|$type|; s|@MEMORY@|$memory|; s|@CPUS@|${CPUS:-1}|" \
		-e "s|@OPTIONS@|$options|; s|@OS@|$os|; s|@MACHINE@|$machine|" \
		-e "s|@CPU@|$cpu|; s|@ISO@|/var/tmp/$domain/exit-probe.iso|; s|@BUS@|$bus|" \
		-e "s|@LOG@|/var/log/libvirt/qemu/$domain.serial|" \
		boot/guest/libvirt/domain.xml >"$work/domain.xml"
	# Paused, so that no byte is lost before the console is there.
	started=yes
	do_virsh create --paused "$work/domain.xml"
	open_console
	waited=0
	until console_greeted; do
		! console_ended || console_greeted || console_failed "it was refused"
		[ $waited -lt 100 ] || console_failed "it was not there within 10 seconds"
		waited=$((waited + 1))
		sleep 0.1
	done
	do_virsh resume "$domain"
	echo "libvirt: $label: booting the probe ($boot, $machine, $type)"
}

has_record() {
	grep -q '^exit-probe: end .*crc=[0-9a-f]\{8\}' "$work/typescript"
}

# keep_log: keep what came from the console, complete or not.
keep_log() {
	tr -d '\r' <"$work/typescript" | sed '1,/\^\]/d' >"$out/$label.log"
}

wait_for_record() {
	waited=0
	until has_record; do
		if console_ended; then
			has_record && return
			keep_log
			console_failed "it ended before the record did (what came is in $out/$label.log)"
		fi
		if [ $waited -ge "$limit" ]; then
			keep_log
			console_failed "no record within $limit seconds (what came is in $out/$label.log)"
		fi
		waited=$((waited + 1))
		sleep 1
	done
}

read_record() {
	keep_log
	build/probe-os/exit-record "$out/$label.log" >"$work/record" ||
		die "$label: the probe left no record in $out/$label.log"
	mv "$work/record" "$out/$label.record"
	echo "libvirt: $label: the record is in $out/$label.record"
	end_by_verdict "$out/$label.record" "libvirt: $label"
}

do_virsh hostname
[ -s "$work/answer" ] || virsh_failed 0 hostname
claim_label "$(head -n 1 "$work/answer")"
rm -f "$out/$label.record" "$out/$label.log"
put_iso
start
wait_for_record
read_record
