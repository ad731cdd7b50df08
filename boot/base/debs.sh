#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fetch Debian packages of any suite and architecture and unpack them, without touching the
# system's packages: see apt.sh. The files are kept in build/debs.
#
# usage: debs.sh [-d] ARCH SUITE[,SUITE...] DIR PACKAGE[=VERSION]...
#   -d  the packages' dependencies as well
# Each package is unpacked (never installed) into DIR, which has Debian's merged /usr: bin,
# sbin, lib and lib64 are links into usr/, also for older suites. No link leads out of DIR.
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
[ $# -ge 4 ] || die "usage: debs.sh [-d] ARCH SUITE[,SUITE...] DIR PACKAGE[=VERSION]..."
arch=$1 suites=$2 dir=$3
shift 3

. boot/base/apt.sh

# list_files PACKAGE...: prints the names of their files.
list_files() {
	if [ -n "$depends" ]; then
		private_apt install --print-uris -y "$@"
	else
		private_apt download --print-uris "$@"
	fi 2>>"$apt_log" | sed -n "s/^'[^']*' \([^ ]*\) .*/\1/p"
}

# get_files PACKAGE...: downloads missing files into build/debs; $files lists all.
get_files() {
	files=$(list_files "$@")
	[ -n "$files" ] || return 1
	missing=
	for file in $files; do
		[ -e "build/debs/$file" ] ||
			missing="$missing $(echo "$file" | sed 's/_\([^_]*\)_[^_]*$/=\1/; s/%3a/:/')"
	done
	[ -n "$missing" ] || return 0
	echo "debs: downloading from $suites:$(echo "$missing" | sed 's/=[^ ]*//g')"
	# shellcheck disable=SC2086 # one word a package
	(cd build/debs && private_apt download $missing) >>"$apt_log" 2>&1
}

mkdir -p build/debs "$dir"
open_suites "$arch" "$suites"
if ! get_files "$@"; then
	# The archive may have changed since its lists were read.
	refresh_suites
	get_files "$@" || die "$suites: cannot download $*: $(grep '^E:' "$apt_log" | head -n 1)"
fi
close_suites

for folder in bin sbin lib lib64; do
	mkdir -p "$dir/usr/$folder"
	[ -e "$dir/$folder" ] || ln -s "usr/$folder" "$dir/$folder"
done
for file in $files; do
	dpkg-deb --fsys-tarfile "build/debs/$file" |
		tar -C "$dir" -xp --no-same-owner --keep-directory-symlink -f - ||
		die "$file is damaged: remove it from build/debs"
done
find "$dir" -type l -lname '/*' -printf '%d %p %l\n' | while read -r depth link target; do
	up=
	while [ "$depth" -gt 1 ]; do
		up=../$up depth=$((depth - 1))
	done
	ln -sfn "$up${target#/}" "$link"
done
