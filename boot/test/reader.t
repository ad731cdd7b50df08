#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The reader and the sampler without anything to read: one line and a status.
set -u
. boot/base/tap.sh

reader=build/linux/exit-probe
sampler=build/sampler/exit-sampler
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

ok "the reader is static" sh -c "! readelf -l $reader | grep -q INTERP"
ok "the tracer is static" sh -c "! readelf -l build/tracer/exit-tracer | grep -q INTERP"
ok "the sampler is static" sh -c "! readelf -l $sampler | grep -q INTERP"
if [ -r /sys/module/kvm/parameters/exit_probe_abi ] || $reader sample >/dev/null 2>&1; then
	skip "an unpatched host: the reader reports it" "this machine is a guest of a patched KVM"
else
	fails "an unpatched host: the reader reports it" \
		"^exit-probe: the host is not patched" $reader sample
	$reader sample >/dev/null 2>&1
	is "an unpatched host: the status" $? 3
	# The signature at its leaf, as the kernel's module cpuid reads it in ring 0
	printf '\003\377\377\117ExitProbeKVM' >"$work/registers"
	dd if="$work/registers" of="$work/cpuid" bs=16 seek=$((0x4FFFFF0)) 2>/dev/null
	as=-m
	unshare $as mount -t tmpfs none /mnt 2>/dev/null || as=-rm
	if unshare $as mount -t tmpfs none /mnt 2>/dev/null; then
		# shellcheck disable=SC2016 # the inner shell expands
		fails "exit_probe_user=0" "^exit-probe: the host answers the kernel only: set exit_probe_user=1" \
			unshare $as sh -ec 'mount -t tmpfs none /dev && mkdir -p /dev/cpu/0
				ln -s "$1" /dev/cpu/0/cpuid && exec "$2" sample' sh "$PWD/$work/cpuid" "$PWD/$reader"
	else
		skip "exit_probe_user=0" "mount namespaces are not available"
	fi
fi
ok "help" sh -c "$reader --help | grep -q '^checkpoint '"
is "the version equals that of its package" "$($reader --version)" \
	"exit-probe $(dpkg-deb -f build/linux/exit-probe.deb Version)"
fails "no command: usage" "^usage: exit-probe sample" $reader
fails "an unknown command: usage" "^usage: exit-probe sample" $reader explode
fails "too many arguments: usage" "^usage: exit-probe sample" $reader sample explode
fails "an invalid name" "^exit-probe: checkpoint: invalid name: use" $reader checkpoint 'A B'
fails "no name" "^exit-probe: checkpoint: invalid name: use" $reader checkpoint
if [ -e /run/exit-probe ]; then
	skip "no checkpoint was passed" "this machine has the reader installed"
else
	fails "no checkpoint was passed" "^exit-probe: report: no checkpoint was passed" $reader report
fi

fails "no VM" "^exit-sampler: qmp:.*: there is no VM" $sampler -w 1 "qmp:$work/none" "$work/csv"
fails "an unknown source" "^exit-sampler: xen: invalid source: use" $sampler xen "$work/csv"
fails "a path too long for a socket" "too long" \
	$sampler "qmp:$(printf '%0200d' 0)" "$work/csv"
for interval in 0 -1 5x ''; do
	fails "an invalid interval: '$interval'" "^exit-sampler: $interval: invalid number: use" $sampler -i "$interval" debugfs "$work/csv"
done
fails "a process as the source" "^exit-sampler: debugfs:42: invalid source: use" $sampler debugfs:42 "$work/csv"
for process in 0 abc ''; do
	fails "an invalid process: '$process'" "^exit-sampler: $process: invalid process: use" $sampler -p "$process" debugfs "$work/csv"
done
fails "a missing folder" "^exit-sampler: .*/none/csv: No such file" \
	$sampler debugfs "$work/none/csv"
echo "samples of another VM" >"$work/kept"
fails "no VM, with an existing file" "there is no VM" $sampler -w 1 "qmp:$work/none" "$work/kept"
is "the existing file stays" "$(cat "$work/kept")" "samples of another VM"

timeout 30 boot/lab/qemu.sh -S -accel tcg -nodefaults -display none \
	-qmp "unix:$work/qmp,server=on,wait=off" >/dev/null 2>&1 &
qemu=$!
fails "a VM without KVM" "^exit-sampler: .*: QEMU has no KVM statistics" \
	$sampler -w 20 "qmp:$work/qmp" "$work/csv"
kill $qemu
is "no files are left" "$(find "$work" -name 'csv*' -o -name '*.part')" ""
tap_done
