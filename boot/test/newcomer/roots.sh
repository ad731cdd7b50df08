# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Fresh minimal roots of Debian for tests: source this from the project's root. They are kept
# as build/newcomer/*.tar: remove one to have it made anew.

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

# open_roots: $work is a folder for one of them, until the script ends.
open_roots() {
	kept=build/newcomer
	mkdir -p $kept build/log
	work=$(mktemp -d "$kept/root.XXXXXX")
	# Root may do all this; others may in a namespace where a range of user ids is theirs.
	users=
	[ "$(id -u)" -eq 0 ] || users="--map-root-user --map-auto"
	# shellcheck disable=SC2086 # one word an option
	trap 'unshare $users rm -rf "$work"' EXIT
}

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

# fresh_root ROOT: $work/root, empty, and in $tar what goes into it.
fresh_root() {
	suite=$(suite_of "$1")
	tar=$kept/$suite.tar
	[ -e "$tar" ] || make_root "$tar"
	# shellcheck disable=SC2086 # one word an option
	unshare $users rm -rf "$work/root"
	mkdir "$work/root"
}

# in_root COMMAND ARGUMENT...: with namespaces of its own, $root and $tar.
in_root() {
	# shellcheck disable=SC2086 # one word an option
	root=$work/root tar=$tar unshare $users --mount --pid --fork --kill-child "$@"
}
