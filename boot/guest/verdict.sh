# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What a run's record comes to. Source it behind base/lib.sh, from the project's root.

# end_by_verdict RECORD WHO: the end, with 0 for pass, 1 for fail, 2 for an error,
# 3 for a host that is not patched; WHO begins what is said of it.
end_by_verdict() {
	verdict_status=0
	verdict=$(build/probe-os/exit-record verdict "$1") || verdict_status=$?
	case $verdict_status in
	2) die "the probe found an error: ${verdict#error: }" ;;
	3) echo "$2: host not patched: the exit counters are missing, only times were measured" ;;
	esac
	exit $verdict_status
}
