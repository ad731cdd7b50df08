#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build a test module for the kernel of a series.
#
# usage: module.sh SERIES FILE.c OUT.ko [TREE]
#   TREE  a built kernel of that series, instead of the distribution's
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
