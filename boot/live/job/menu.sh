# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The menu, from the keyboard and the serial port. Source it.

# has_keyboard: an input device with the keys and lights of one
has_keyboard() {
	grep -q '^H: Handlers=.*kbd.*leds\|^H: Handlers=.*leds.*kbd\|^B: EV=120013' /proc/bus/input/devices
}

# lines_of TTY: its lines into the pipe. (cat would hold the pipe's lock while it waits.)
lines_of() {
	while read -r line; do
		echo "$line"
	done <"$1" >/live/keys
}

menu() {
	mkfifo /live/keys
	lines_of /dev/tty1 &
	[ -z "$serial" ] || lines_of "$serial" &
	exec 4<>/live/keys
	while :; do
		say "" "1 measure again   2 results in words   3 QR code   4 write to the stick   5 switch off"
		has_keyboard || say "No keyboard is there: plug one in, use the serial port, or hold the power button."
		read -r choice <&4
		case $choice in
		1) measure_all ;;
		2) say_lines </live/words ;;
		3) say_short ;;
		4) save_results ;;
		5) return ;;
		esac
	done
}
