#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a command that builds while no other does in this tree.
#
# usage: alone.sh COMMAND...
# BUILDS_ALONE=FOLDER is set for it: what it starts in the same tree need not wait.
set -eu

[ "${BUILDS_ALONE:-}" != "$PWD" ] || exec "$@"

mkdir -p build
said=
while :; do
	exec 9>build/lock
	flock -n 9 || {
		[ -n "$said" ] || echo "another make builds in this tree: waiting"
		said=yes
		flock 9
	}
	# (That one may have been a distclean.)
	[ "$(stat -Lc %i build/lock 2>/dev/null)" != "$(stat -Lc %i /proc/self/fd/9)" ] || break
done
BUILDS_ALONE=$PWD exec "$@"
