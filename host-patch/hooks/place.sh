#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Place the hooks of one step in a kernel tree: new files, lines at anchors, then the
# semantic patch. Fails if a hook has not exactly one place.
#
# usage: place.sh TREE STEP		e.g. place.sh build/tree 1-accounting
set -eu

here=$(dirname "$0")
tree=$1 step=$2
hooks=$here/$step

die() {
	echo "hooks: $step: $*" >&2
	exit 1
}

command -v spatch >/dev/null || die "no spatch: install the package coccinelle"

while read -r to from; do
	[ ! -e "$tree/$to" ] || die "$to exists already: the tree is not pristine"
	mkdir -p "$(dirname "$tree/$to")"
	cp "$here/../$from" "$tree/$to"
done <"$hooks.files"

sed -n 's/^file //p' "$hooks.anchors" | while read -r file; do
	[ -e "$tree/$file" ] || die "no $file in the tree"
	awk -v file="$file" -f "$here/anchor.awk" "$hooks.anchors" "$tree/$file" >"$tree/$file.new" ||
		die "an anchor does not fit"
	mv "$tree/$file.new" "$tree/$file"
done

# spatch reports what it could not parse, but not what it did not find: check
# against the table of places.
sed -n 's/^\([a-z][^ ]*\) .*/\1/p' "$hooks.places" | sort -u | while read -r file; do
	spatch --very-quiet --no-includes --in-place --sp-file "$hooks.cocci" "$tree/$file" >/dev/null 2>&1 ||
		die "spatch fails on $file"
	awk -v file="$file" -f "$here/places.awk" "$hooks.places" "$tree/$file" ||
		die "a hook was not placed exactly once"
done
