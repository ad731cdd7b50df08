#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build preset.ko, which has the counters start below 2^32, for a series' kernel.
#
# usage: preset.sh SERIES OUT.ko
set -eu
. host-patch/lib.sh

read_series "$1"
unpack_kernel
choose_compiler
work=$(mktemp -d "$PWD/$build/preset.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp host-patch/test/edge/preset.c "$work/"
echo "obj-m := preset.o" >"$work/Makefile"
kbuild "$tree" M="$work" modules >"$work/log" 2>&1 || {
	cat "$work/log" >&2
	exit 1
}
mv "$work/preset.ko" "$2"
