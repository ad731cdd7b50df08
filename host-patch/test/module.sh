#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build a module of the tests' own for a series' kernel.
#
# usage: module.sh SERIES FILE.c OUT.ko [TREE]
#   TREE  a kernel of that series that was built there, for the distribution's
set -eu
. host-patch/lib.sh

read_series "$1"
unpack_kernel
choose_compiler
name=$(basename "$2" .c)
work=$(mktemp -d "$PWD/$build/$name.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cp "$2" "$work/"
echo "obj-m := $name.o" >"$work/Makefile"
kbuild "${4:-$tree}" M="$work" modules >"$work/log" 2>&1 || {
	cat "$work/log" >&2
	exit 1
}
mv "$work/$name.ko" "$3"
