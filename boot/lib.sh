# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the scripts that boot machines share. Source it from the project's root.

# die MESSAGE: one line that says what is wrong, and the end.
die() {
	script=${0##*/}
	echo "${script%.sh}: $*" >&2
	exit 2
}

# check_kvm_options: KVM_OPTIONS go into a job's script.
check_kvm_options() {
	case ${KVM_OPTIONS:-} in
	*[!A-Za-z0-9_.=,\ -]*) die "KVM_OPTIONS=$KVM_OPTIONS are no module parameters" ;;
	esac
}

# supervise SECONDS COMMAND...: run it within the time limit (status 124 where
# it did not end). Whatever ends this script ends the command, too.
supervise() {
	limit=$1
	shift
	timeout --foreground "$limit" "$@" &
	supervised=$!
	status=0
	wait "$supervised" || status=$?
	supervised=
	return $status
}

# at_exit: overridden by scripts that leave something to clean up.
at_exit() {
	:
}

end_supervised() {
	[ -z "${supervised:-}" ] || {
		kill "$supervised" 2>/dev/null
		wait "$supervised" 2>/dev/null
	}
	at_exit
}
trap end_supervised EXIT
trap 'exit 130' HUP INT TERM
