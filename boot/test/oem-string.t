#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The ISO takes its options from the machine's last SMBIOS OEM string if that is the
# probe's own; another's, a password even, is neither taken nor printed.
set -u
. boot/base/tap.sh
. probe-os/test/complete.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# boots STRINGS: until the record is whole
boots() {
	rm -f "$work/log"
	timeout 60 boot/lab/qemu.sh -accel tcg -m 64 -display none -no-reboot -monitor none \
		-device isa-debug-exit,iobase=0xf4,iosize=4 -serial "file:$work/log" \
		-cdrom build/boot/exit-probe.iso -smbios "type=11,$1" >"$work/qemu" 2>&1 &
	qemu=$!
	wait_complete "$work/log" 60
	kill $qemu 2>/dev/null
	wait $qemu 2>/dev/null
}

# is_silent: the secret is not in what was printed.
is_silent() {
	! grep -aq secret "$work/log"
}

value() {
	build/probe-os/exit-record get "$1" "$2" "$work/log"
}

boots "value=exit-probe:exit=halt touch_mib=5"
is "the probe's own is taken" "$(value guest cmdline)" "exit=halt touch_mib=5"
is "and does what it says" "$(value guest touch_mib)" 5
boots "value=io.systemd.credential:x=secret,value=exit-probe:touch_mib=5"
is "the last one counts" "$(value guest touch_mib)" 5
for string in io.systemd.credential:passwd.plaintext-password.root=secret "a secret touch_mib=5"; do
	boots "value=$string"
	is "another's is no command line" "$(value guest cmdline) $(value guest touch_mib)" " 4"
	is "and the verdict says so" "$(value end reason)" \
		"the last SMBIOS OEM string is not the probe's: its options were ignored"
	ok "it is printed nowhere" is_silent
done
tap_done
