#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The README's commands as a newcomer types them, each time in a fresh minimal root of
# Debian, on a clone of what is committed here. TAP; all that was said in a root is in
# build/log/newcomer-ROOT.log.
#
# usage: newcomer.sh ROOT...
#   ROOT  debian12, debian13 or unstable, and behind that
#         -no-mirror  its sources are not Debian's, as on Ubuntu
#         -user       as a user with sudo, not as root
# TEST=yes  make test as well
#
# MiB are what this machine received meanwhile, whoever asked for it.
set -eu
. boot/test/newcomer/roots.sh

[ $# -gt 0 ] || die "usage: newcomer.sh ROOT..."
for name; do
	suite_of "$name" >/dev/null
done
. boot/base/tap.sh
open_roots

# said KEY: what the run in the root noted.
said() {
	sed -n "s/^$1=//p" "$work/result"
}

first=
[ -z "$(git status --porcelain)" ] || echo "# what is not committed takes no part"
for name; do
	fresh_root "$name"
	rm -rf "$work/tree.git"
	git clone -q --bare "file://$PWD" "$work/tree.git"
	: >"$work/result"
	ended=0
	in_root boot/test/newcomer/in-root.sh "$name" "$work" >"build/log/newcomer-$name.log" 2>&1 || ended=$?

	is "$name: make run passes, in $(said run.seconds) s with $(said run.mib) MiB" \
		"$(said run.status) $(said verdict)" "0 pass"
	is "$name: make run again builds nothing, in $(said again.seconds) s" \
		"$(said again.status)$(said built)" 0
	# On one day all of them get the same packages.
	first=${first:-$(said l1)}
	is "$name: L1's userland and modules are the first root's, to the byte" "$(said l1)" "$first"
	[ "${TEST:-}" != yes ] || is "$name: make test passes, in $(said test.seconds) s with $(said test.mib) MiB" \
		"$(said test.status)" 0
	[ "$ended" = 0 ] || tail -n 10 "build/log/newcomer-$name.log" | sed 's/^/# /'
done
tap_done
