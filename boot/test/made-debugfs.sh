# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# For tests on simulated hosts: runs the test in a mount namespace of its own, with an empty
# debugfs. Source it first; it has tap.sh.
for as in -m -rm; do
	[ -z "${IN_NAMESPACE:-}" ] &&
		unshare $as mount -t tmpfs none /sys/kernel/debug 2>/dev/null &&
		IN_NAMESPACE=1 exec unshare $as "$0"
done
. boot/base/tap.sh

if [ -z "${IN_NAMESPACE:-}" ]; then
	skip "simulated hosts" "mount namespaces are not available"
	tap_done
	exit
fi
mount -t tmpfs none /sys/kernel/debug
