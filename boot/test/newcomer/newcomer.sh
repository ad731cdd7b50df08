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
# Roots are kept as build/newcomer/*.tar: remove one to have it made anew. MiB are what this
# machine received meanwhile, whoever asked for it.
set -eu
. boot/base/mirror.sh

die() {
	echo "newcomer: $*" >&2
	exit 2
}

# suite_of ROOT
suite_of() {
	root=${1%-user}
	case ${root%-no-mirror} in
	debian12) echo bookworm ;;
	debian13) echo trixie ;;
	unstable) echo sid ;;
	*) die "ROOTS=$1 is none of debian12, debian13, unstable, with -no-mirror or -user or both behind it" ;;
	esac
}

[ $# -gt 0 ] || die "usage: newcomer.sh ROOT..."
for name; do
	suite_of "$name" >/dev/null
done
. boot/base/tap.sh

kept=build/newcomer
mkdir -p $kept build/log
work=$(mktemp -d "$kept/root.XXXXXX")
# Root may do all this; others may in a namespace where a range of user ids is theirs.
users=
[ "$(id -u)" -eq 0 ] || users="--map-root-user --map-auto"
# shellcheck disable=SC2086 # one word an option
trap 'unshare $users rm -rf "$work"' EXIT

# installed_sources: as Debian's installer leaves them.
installed_sources() {
	echo "deb $(mirror_of_suite "$suite") $suite main"
	[ "$suite" != sid ] || return 0
	echo "deb $(mirror_of_suite "$suite") $suite-updates main"
	echo "deb $(mirror_of_suite "$suite-security") $suite-security main"
}

bootstrap() {
	mmdebstrap --variant=minbase --include=make,git --keyring="$keyring" "$@" \
		"$suite" "$work/root.tar" "$work/sources.list" >"$log" 2>&1
}

# make_root TAR: a minimal root with make and git, which the README asks for.
make_root() {
	[ -n "$(main_mirror)" ] || die "$no_mirror"
	log=build/log/newcomer-$suite.log
	echo "# making a minimal root of $suite (log: $log)"
	installed_sources >"$work/sources.list"
	# A mirror that nobody renews has expired within days where it has unstable.
	bootstrap || { grep -qiE 'expired|not valid any' "$log" &&
		bootstrap --aptopt='Acquire::Check-Valid-Until "false"'; } ||
		die "mmdebstrap failed, see $log: $(grep -m 1 '^E: ' "$log")"
	mv "$work/root.tar" "$1"
}

# said KEY: what the run in the root noted.
said() {
	sed -n "s/^$1=//p" "$work/result"
}

first=
[ -z "$(git status --porcelain)" ] || echo "# what is not committed takes no part"
for name; do
	suite=$(suite_of "$name")
	tar=$kept/$suite.tar
	[ -e "$tar" ] || make_root "$tar"
	# shellcheck disable=SC2086 # one word an option
	unshare $users rm -rf "$work/root"
	mkdir "$work/root"
	rm -rf "$work/tree.git"
	git clone -q --bare "file://$PWD" "$work/tree.git"
	: >"$work/result"
	ended=0
	# shellcheck disable=SC2086 # one word an option
	unshare $users --mount --pid --fork --kill-child boot/test/newcomer/in-root.sh "$name" "$tar" \
		"$work" >"build/log/newcomer-$name.log" 2>&1 || ended=$?

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
