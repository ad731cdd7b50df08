#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Choose the newest kernel of a series out of package lists, of which each package that is
# needed is there: image, headers, common headers and source of one version, and kbuild of
# that version or of a later revision of the same upstream version, as it has nothing but
# tools. The archive is often between two versions: then it is the one before.
#
# usage: choose-kernel.sh SERIES FLAVOUR SUITE=LISTS...
#   LISTS  a file of Packages stanzas
# RELEASE=NAME  that kernel and no other
# Prints the facts as variables of sh; what was passed over goes to stderr.
set -eu
. boot/base/lib.sh

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

# newest: of the versions on the standard input, a line each.
newest() {
	best=
	while read -r one; do
		[ -n "$best" ] && dpkg --compare-versions "$one" lt "$best" || best=$one
	done
	echo "$best"
}

# suitable_kbuild VERSION KBUILD-VERSION,...: the newest that goes with a kernel.
suitable_kbuild() {
	echo "$2" | tr , '\n' | while read -r one; do
		[ "${one%-*}" = "${1%-*}" ] && dpkg --compare-versions "$one" ge "$1" && echo "$one"
	done | newest
}

# without VERSION: the other sets.
without() {
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
	why=${why:-"Debian's $version has no $lacks yet or any more"}
	without "$version"
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
