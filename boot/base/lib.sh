# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the scripts that boot machines share. Source it from the project's root.

. boot/base/environment.sh

# die MESSAGE: one line that says what is wrong, and the end.
die() {
	script=${0##*/}
	echo "${script%.sh}: $*" >&2
	exit 2
}

# check_words NAME...: those variables of the environment go into a job's script.
check_words() {
	for name; do
		words=$(printenv "$name") || continue
		case $words in
		*[!A-Za-z0-9_.=,\ -]*) die "$name=$words has what belongs into no option" ;;
		esac
	done
}

# final_sample PROBE: the address of its last read, for a job that looks there.
final_sample() {
	nm "$1" | sed -n 's/^\([0-9a-f]*\) . final_sample$/0x\1/p'
}

# supervise SECONDS COMMAND...: run it within the time limit (status 124 where
# it did not end). Whatever ends this script ends the command, too.
supervise() {
	timeout --foreground "$@" &
	supervised=$!
	if wait "$supervised"; then set -- 0; else set -- $?; fi
	supervised=
	return "$1"
}

# at_exit: overridden by scripts that leave something to clean up; $interrupted is yes
# where a signal was the end.
# shellcheck disable=SC2034 # for those scripts
interrupted=
at_exit() {
	:
}

# (Under set -e a failing wait would be the end of a trap, too.)
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
