# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Shared by the scripts that boot machines. Source it from the project's root.

. boot/base/environment.sh

# die MESSAGE: prints one line and exits with 2.
die() {
	script=${0##*/}
	echo "${script%.sh}: $*" >&2
	exit 2
}

# check_words NAME...: checks environment variables that go into a job's script.
check_words() {
	for name; do
		words=$(printenv "$name") || continue
		case $words in
		*[!A-Za-z0-9_.=,\ -]*) die "$name=$words contains a forbidden character: use letters, digits, blanks and _ . = , - only" ;;
		esac
	done
}

# final_sample PROBE: prints the address of its final sample, for a job that reads it.
final_sample() {
	nm "$1" | sed -n 's/^\([0-9a-f]*\) . final_sample$/0x\1/p'
}

# supervise SECONDS COMMAND...: runs it with a time limit (status 124 if timed out). A
# signal that ends this script also ends the command.
supervise() {
	timeout --foreground "$@" &
	supervised=$!
	if wait "$supervised"; then set -- 0; else set -- $?; fi
	supervised=
	return "$1"
}

# at_exit: scripts override it to clean up; $interrupted is yes after a signal.
# shellcheck disable=SC2034 # for those scripts
interrupted=
at_exit() {
	:
}

# Under set -e a failing wait would also end a trap.
end_supervised() {
	trap '' HUP INT TERM
	[ -z "${supervised:-}" ] || {
		kill "$supervised" 2>/dev/null || true
		wait "$supervised" 2>/dev/null || true
	}
	at_exit
}
trap end_supervised EXIT
trap 'interrupted=yes; exit 130' HUP INT TERM
