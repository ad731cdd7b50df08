#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fetch Debian packages of any suite and architecture and unpack them, without
# touching the system's packages: a private apt under build/apt downloads and
# verifies, build/debs keeps the files.
#
# usage: debs.sh [-d] ARCH SUITE DIR PACKAGE[=VERSION]...
#   -d  the packages' dependencies as well
# Each package is unpacked (never installed) into DIR.
#
# DEBIAN_MIRROR=URL  the mirror, where the system's own sources are not Debian's
set -eu

die() {
	echo "debs: $*" >&2
	exit 1
}

depends=
if [ "${1:-}" = -d ]; then
	depends=yes
	shift
fi
[ $# -ge 4 ] || die "usage: debs.sh [-d] ARCH SUITE DIR PACKAGE[=VERSION]..."
arch=$1 suite=$2 dir=$3
shift 3

build=$PWD/build
state=$build/apt/$suite-$arch
log=$build/log/debs-$suite-$arch.log

# shellcheck source=boot/base/mirror.sh
. "$(dirname "$0")/mirror.sh"
mirror=$(mirror_of_suite "$suite")
[ -n "$mirror" ] || die "the system's sources name no Debian mirror: set DEBIAN_MIRROR=URL"
[ -r "$keyring" ] || die "no $keyring: install the package debian-archive-keyring"

mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$build/debs" "$build/log" "$dir"
# One at a time: make runs several of these at once.
exec 9>"$build/apt/lock"
flock 9
: >"$state/status"
echo "deb [arch=$arch signed-by=$keyring] $mirror $suite main" >"$state/sources.list"

# The suite's own state: nothing of the system's configuration takes part
# but the way out (proxies).
private_apt() {
	apt-get -qq -o Dir::State="$state" -o Dir::State::status="$state/status" \
		-o Dir::State::lists="$state/lists" -o Dir::Cache="$state/cache" \
		-o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
		-o APT::Architecture="$arch" -o APT::Architectures="$arch" \
		-o APT::Install-Recommends=false -o APT::Sandbox::User=root \
		-o Acquire::Languages=none "$@"
}

# Addresses and file names of the wanted packages, one pair a line.
list_files() {
	if [ -n "$depends" ]; then
		private_apt install --print-uris -y "$@"
	else
		private_apt download --print-uris "$@"
	fi 2>"$log" | sed -n "s/^'[^']*' \([^ ]*\) .*/\1/p"
}

have_lists() {
	[ -n "$(find "$state/lists" -name '*Packages*' -print -quit)" ]
}

files=
have_lists && files=$(list_files "$@")
if [ -z "$files" ]; then
	echo "debs: reading the package lists of $suite ($arch)"
	private_apt update >"$log" 2>&1 || die "no package lists of $suite, see ${log#"$PWD"/}"
	files=$(list_files "$@")
	[ -n "$files" ] || die "$suite does not have $* (see ${log#"$PWD"/})"
fi

missing=
for file in $files; do
	[ -e "$build/debs/$file" ] ||
		missing="$missing $(echo "$file" | sed 's/_\([^_]*\)_[^_]*$/=\1/; s/%3a/:/')"
done
if [ -n "$missing" ]; then
	echo "debs: downloading from $suite:$(echo "$missing" | sed 's/=[^ ]*//g')"
	# shellcheck disable=SC2086 # one word a package
	(cd "$build/debs" && private_apt download $missing) >"$log" 2>&1 ||
		die "the download failed, see ${log#"$PWD"/}"
fi
exec 9>&-
for file in $files; do
	dpkg-deb -x "$build/debs/$file" "$dir" || die "$file is damaged: remove it from build/debs"
done
