# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Ends a script by a record's verdict. Source it after base/lib.sh, from the project's root.

# end_by_verdict RECORD WHO: exits with 0 for pass, 1 for fail, 2 for an error, 3 for a host
# that is not patched; WHO is the prefix of messages.
end_by_verdict() {
	verdict_status=0
	verdict=$(build/probe-os/exit-record verdict "$1") || verdict_status=$?
	case $verdict_status in
	2) die "the probe reports an error: ${verdict#error: }" ;;
	3) echo "$2: host not patched: without the exit counters only times were measured" ;;
	esac
	exit $verdict_status
}
