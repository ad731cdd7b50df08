#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Choose the newest kernel of a series for which the package lists have all packages: image,
# headers, common headers and source of one version, and kbuild of that version or of a
# later revision of the same upstream version, as it has only tools. The archive is often
# between two versions; then the older one is chosen.
#
# usage: choose-kernel.sh SERIES FLAVOUR SUITE=LISTS...
#   LISTS  a file of Packages stanzas
# RELEASE=NAME  only that kernel
# Prints the result as sh variables, and on stderr why a newer kernel was not chosen.
set -eu
. boot/base/lib.sh

[ $# -ge 3 ] || die "usage: choose-kernel.sh SERIES FLAVOUR SUITE=LISTS..."
series=$1 flavour=$2
shift 2
for one in "$@"; do
	set -- "$@" "suite=${one%%=*}" "${one#*=}"
	shift
done
sets=$(mktemp)
at_exit() {
	rm -f "$sets" "$sets.rest"
}
awk -v series="$series" -v flavour="$flavour" -f host-patch/kernel-sets.awk "$@" |
	awk -v release="${RELEASE:-}" 'release == "" || $2 == release' >"$sets"

# newest: the newest of the versions on the standard input, one per line.
newest() {
	best=
	while read -r one; do
		[ -n "$best" ] && dpkg --compare-versions "$one" lt "$best" || best=$one
	done
	echo "$best"
}

# suitable_kbuild VERSION KBUILD-VERSION,...: the newest one that fits the kernel.
suitable_kbuild() {
	echo "$2" | tr , '\n' | while read -r one; do
		[ "${one%-*}" = "${1%-*}" ] && dpkg --compare-versions "$one" ge "$1" && echo "$one"
	done | newest
}

# remove_version VERSION: from the sets.
remove_version() {
	awk -v version="$1" '$1 != version' "$sets" >"$sets.rest"
	mv "$sets.rest" "$sets"
}

why=
while [ -s "$sets" ]; do
	version=$(cut -d ' ' -f 1 "$sets" | newest)
	# shellcheck disable=SC2046 # one word a field
	set -- $(awk -v version="$version" '$1 == version' "$sets")
	kbuild=
	if [ "$3" = lacks ]; then
		lacks=$4
	else
		kbuild=$(suitable_kbuild "$version" "$8") lacks="$7 of that version"
	fi
	[ -z "$kbuild" ] || break
	why=${why:-"Linux $version is incomplete in the archive (no $lacks)"}
	remove_version "$version"
done
[ -n "${kbuild:-}" ] || die "no suite has all packages of Linux ${RELEASE:-$series}${why:+: $why}"
[ -z "$why" ] || echo "kernel: $why" >&2
cat <<END
VERSION=$1
RELEASE=$2
SUITE=$3
IMAGE="$(echo "$4" | tr , ' ')"
HEADERS="$(echo "$5" | tr , ' ')"
COMMON=${5##*,}
SOURCE=$6
KBUILD=$7
KBUILD_VERSION=$kbuild
END
