# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The live image's screen and serial port, its folders, and its options. Source it.

mkdir -p /live

# open_screen: from now on say prints on the screen, and on the first serial port if there is
# one. Jobs of the lab hand over to the second port: here that is a file.
open_screen() {
	exec </dev/tty1 >/dev/tty1 2>/dev/tty1
	clear
	serial=
	if [ "$(cat /sys/class/tty/ttyS0/type 2>/dev/null || echo 0)" -ne 0 ]; then
		serial=/dev/ttyS0
		stty -F $serial 115200 icrnl -echo opost onlcr
		exec 3>$serial
	fi
	ln -sf /live/handed-over /dev/ttyS1
}

# say LINE...
say() {
	for line; do
		printf '%s\n' "$line"
		[ -z "$serial" ] || printf '%s\n' "$line" >&3
	done
}

# note LINE...: says it; the results have it, too.
note() {
	say "$@"
	printf '%s\n' "$@" >>/live/notes
}

# say_lines: say for the standard input
say_lines() {
	while IFS= read -r line; do
		say "$line"
	done
}

# option NAME DEFAULT: what exit_probe.NAME= on the kernel's command line says, or NAME= in the
# SMBIOS OEM string exit-probe: of a virtual machine.
option() {
	{
		sed 's/ /\n/g' /proc/cmdline | sed -n 's/^exit_probe\.//p'
		strings /sys/firmware/dmi/tables/DMI 2>/dev/null | sed -n 's/^exit-probe://p' | sed 's/ /\n/g'
		echo "$1=$2"
	} | sed -n "s/^$1=//p" | head -n 1
}
