#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a build command while no other build runs in this tree.
#
# usage: alone.sh COMMAND...
# BUILDS_ALONE=FOLDER is set for it: nested calls in the same tree do not wait.
set -eu

[ "${BUILDS_ALONE:-}" != "$PWD" ] || exec "$@"

mkdir -p build
for path in build build/lock; do
	[ ! -e $path ] || [ -w $path ] || {
		echo "$path belongs to $(stat -c %U $path), and $(id -un) cannot write it: sudo chown -R $(id -un) build" >&2
		exit 1
	}
done
said=
while :; do
	exec 9>build/lock
	flock -n 9 || {
		[ -n "$said" ] || echo "another make is building in this tree: waiting"
		said=yes
		flock 9
	}
	# The other make may have been a distclean, which removes the lock.
	[ "$(stat -Lc %i build/lock 2>/dev/null)" != "$(stat -Lc %i /proc/self/fd/9)" ] || break
done
BUILDS_ALONE=$PWD exec "$@"
