#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the patches of a kernel series from the pristine source, the new files in
# kvm/ and the hooks in hooks/. Dates and names are fixed, so that the same input
# gives the same bytes. The source tree is not changed. If a hook has no place in
# it, no patches are made.
#
# usage: generate.sh SERIES|TREE DIR [compile]
#   DIR      gets only the patches
#   compile  compile what got hooks, if the tree can be compiled here: see compile.sh
set -eu
. host-patch/lib.sh

[ $# -ge 2 ] || die "usage: generate.sh SERIES|TREE DIR [compile]"
patches=$2
command -v git >/dev/null || die "no git: install the package git"
case $1 in
*/*)
	pristine=$1 series=$1
	for file in Makefile $hooked; do
		[ -e "$pristine/$file" ] || die "$pristine is not a kernel tree: it has no $file"
	done
	rm -f "$patches"/*.patch
	version=$(version_of "$pristine")
	refuse_old "$pristine" "$version"
	origin="linux $version"
	;;
*)
	read_series "$1"
	unpack_pristine
	origin="$SOURCE $VERSION"
	;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# A user's git configuration must not change the bytes.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC
export GIT_AUTHOR_NAME="Exit Probe developers" GIT_AUTHOR_EMAIL=exit-probe@localhost
export GIT_COMMITTER_NAME="$GIT_AUTHOR_NAME" GIT_COMMITTER_EMAIL="$GIT_AUTHOR_EMAIL"

commit() {
	GIT_AUTHOR_DATE="2026-01-01T00:0$1:00Z"
	export GIT_AUTHOR_DATE GIT_COMMITTER_DATE="$GIT_AUTHOR_DATE"
	git -C "$work/tree" add -A
	git -C "$work/tree" commit -q -s -F "$2"
}

mkdir "$work/tree"
for file in $hooked; do
	mkdir -p "$work/tree/$(dirname "$file")"
	cp -a "$pristine/$file" "$work/tree/$file"
done
git -C "$work/tree" init -q
echo "pristine $origin" >"$work/message"
commit 0 "$work/message"
git -C "$work/tree" tag pristine

fits=yes
for message in host-patch/hooks/*.msg; do
	step=$(basename "$message" .msg)
	host-patch/hooks/place.sh "$work/tree" "$step" || {
		[ $? -eq 1 ] || exit 1
		fits=
	}
	commit "${step%%-*}" "$PWD/$message"
done
[ -n "$fits" ] || die "$series: the hooks do not fit, so there are no patches"
if [ "${3:-}" = compile ]; then
	status=0
	said=$(host-patch/compile.sh "$pristine" "$work/tree") || status=$?
	[ $status -ne 1 ] || die "$series: $said, so there are no patches"
	echo "patches: $said"
fi

git -C "$work/tree" format-patch -q -o "$work/patches" --no-signature --zero-commit \
	--full-index --stat=72 --diff-algorithm=myers pristine..HEAD

mkdir -p "$patches"
rm -f "$patches"/*.patch
cp "$work/patches"/*.patch "$patches/"
