# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# For tests that wait for a guest: source it from the project's root.

# wait_complete LOG SECONDS: waits until LOG has a complete record; false if it does not in time
wait_complete() {
	wait_tries=0
	until build/probe-os/exit-record "$1" >/dev/null 2>&1; do
		[ $wait_tries -lt $(($2 * 10)) ] || return 1
		wait_tries=$((wait_tries + 1))
		sleep 0.1
	done
}
