#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Place the hooks of one step in a kernel tree: new files, lines at anchors, then the
# semantic patch. Names each hook that has not exactly one place, and each way past the
# hooks, with file and function: exit code 1. What cannot be tried at all: 2.
#
# usage: place.sh TREE STEP		e.g. place.sh build/tree 1-accounting
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tree=$1 hooks=$here/$2

die() {
	echo "hooks: $*" >&2
	exit 2
}

command -v spatch >/dev/null || die "no spatch: install the package coccinelle"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# spatch is written in OCaml: a quarter of its time would be spent on collecting garbage.
export OCAMLRUNPARAM=o=400

# check SCRIPT FILE...: the awk script says what is wrong. Its first file is a table.
check() {
	script=$1
	shift
	awk -v file="$file" -f "$here/lib.awk" -f "$here/$script" "$@" 2>>"$work/wrong" || :
}

# apply PATCH FILE...: one run, as spatch takes long to read a semantic patch. It would print
# what it changed, too, which takes as long as changing it.
apply() {
	patch=$1
	shift
	spatch --very-quiet --no-includes --no-show-diff --in-place --sp-file "$patch" "$@" >"$work/spatch" 2>&1 ||
		die "spatch fails on $*: $(tail -n 1 "$work/spatch")"
}

while read -r to from; do
	[ ! -e "$tree/$to" ] || die "$to exists already: the tree is not pristine"
	mkdir -p "$(dirname "$tree/$to")"
	cp "$here/../$from" "$tree/$to"
done <"$hooks.files"

# shellcheck disable=SC2013 # one word a file
for file in $(sed -n 's/^file //p' "$hooks.anchors"); do
	[ -e "$tree/$file" ] || die "no $file in the tree"
	check anchor.awk "$hooks.anchors" "$tree/$file" >"$tree/$file.new"
	mv "$tree/$file.new" "$tree/$file"
done

# spatch reports what it could not parse, but not what it did not find: check
# against the table of places.
files=$(sed -n 's/^\([a-z][^ ]*\) .*/\1/p' "$hooks.places" | sort -u)
# shellcheck disable=SC2086 # one word a file
(cd "$tree" && apply "$hooks.cocci" $files)
for file in $files; do
	check places.awk "$hooks.places" "$tree/$file"
done
if [ -e "$hooks.ways" ]; then
	mkdir "$work/ways"
	# shellcheck disable=SC2086 # one word a file
	(cd "$tree" && cp --parents $files "$work/ways" && cd "$work/ways" && apply "$hooks.ways" $files)
	for file in $files; do
		check ways.awk "$work/ways/$file"
	done
fi
if [ -e "$hooks.uses" ]; then
	# shellcheck disable=SC2046 # one word a file
	(cd "$tree" && check uses.awk "$hooks.uses" $(find arch/x86/kvm -name '*.[ch]'))
fi

[ ! -s "$work/wrong" ] || {
	sort -u "$work/wrong" | sed 's/^/hooks: /' >&2
	exit 1
}
