#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the README's commands as a new user would, each time in a new minimal root of Debian,
# on a clone of the last commit. Prints TAP; the output in a root is in
# build/log/newcomer-ROOT.log.
#
# usage: newcomer.sh ROOT...
#   ROOT  debian12, debian13 or unstable, followed by
#         -no-mirror  its sources are not Debian's, as on Ubuntu
#         -user       as a user with sudo, not as root
# TEST=yes  also make test
#
# MiB are all bytes that the machine received in that time, also for other programs.
set -eu
. boot/test/newcomer/roots.sh

open_roots "$@"

# result KEY: prints a result of the run in the root.
result() {
	sed -n "s/^$1=//p" "$work/result"
}

first=
[ -z "$(git status --porcelain)" ] || echo "# uncommitted changes are not tested"
for name; do
	fresh_root "$name"
	rm -rf "$work/tree.git"
	git clone -q --bare "file://$PWD" "$work/tree.git"
	: >"$work/result"
	ended=0
	in_root boot/test/newcomer/in-root.sh "$name" "$work" >"build/log/newcomer-$name.log" 2>&1 || ended=$?

	is "$name: make run passes, in $(result run.seconds) s with $(result run.mib) MiB" \
		"$(result run.status) $(result verdict)" "0 pass"
	is "$name: make run again builds nothing, in $(result again.seconds) s" \
		"$(result again.status)$(result built)" 0
	# On the same day all roots get the same packages.
	first=${first:-$(result l1)}
	is "$name: L1's userland and modules are byte-identical to the first root's" "$(result l1)" "$first"
	[ "${TEST:-}" != yes ] || is "$name: make test passes, in $(result test.seconds) s with $(result test.mib) MiB" \
		"$(result test.status)" 0
	[ "$ended" = 0 ] || tail -n 10 "build/log/newcomer-$name.log" | sed 's/^/# /'
done
tap_done
