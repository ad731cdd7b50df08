# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# New minimal roots of Debian for tests: source this from the project's root. They are kept
# as build/newcomer/*.tar: remove a file to make that root again.

. boot/base/mirror.sh

die() {
	echo "newcomer: $*" >&2
	exit 2
}

# suite_of ROOT: prints its Debian suite.
suite_of() {
	root=${1%-user}
	case ${root%-no-mirror} in
	debian12) echo bookworm ;;
	debian13) echo trixie ;;
	unstable) echo sid ;;
	*) die "ROOTS=$1 is invalid: use debian12, debian13 or unstable, optionally followed by -no-mirror, -user or both" ;;
	esac
}

# open_roots ROOT...: checks their names, begins the TAP output, and makes $work, a folder for
# one root, until the script ends.
open_roots() {
	[ $# -gt 0 ] || die "usage: ${0##*/} ROOT..."
	for name; do
		suite_of "$name" >/dev/null
	done
	. boot/base/tap.sh
	kept=build/newcomer
	mkdir -p $kept build/log
	work=$(mktemp -d "$kept/root.XXXXXX")
	# Other users than root need a user namespace with a range of user ids.
	users=
	[ "$(id -u)" -eq 0 ] || users="--map-root-user --map-auto"
	# shellcheck disable=SC2086 # one word an option
	trap 'unshare $users rm -rf "$work"' EXIT
}

# installed_sources: prints sources as Debian's installer writes them.
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

# make_root TAR: makes a minimal root with make and git, which the README requires.
make_root() {
	[ -n "$(main_mirror)" ] || die "$no_mirror"
	log=build/log/newcomer-$suite.log
	echo "# making a minimal root of $suite (log: $log)"
	installed_sources >"$work/sources.list"
	# Unstable's lists expire within days on a mirror that is not updated.
	bootstrap || { grep -qiE 'expired|not valid any' "$log" &&
		bootstrap --aptopt='Acquire::Check-Valid-Until "false"'; } ||
		die "mmdebstrap failed, see $log: $(grep -m 1 '^E: ' "$log")"
	mv "$work/root.tar" "$1"
}

# fresh_root ROOT: makes $work/root, empty, and $tar, the archive to unpack there.
fresh_root() {
	suite=$(suite_of "$1")
	tar=$kept/$suite.tar
	[ -e "$tar" ] || make_root "$tar"
	# shellcheck disable=SC2086 # one word an option
	unshare $users rm -rf "$work/root"
	mkdir "$work/root"
}

# in_root COMMAND ARGUMENT...: runs it in new namespaces, with $root and $tar.
in_root() {
	# shellcheck disable=SC2086 # one word an option
	root=$work/root tar=$tar unshare $users --mount --pid --fork --kill-child "$@"
}
