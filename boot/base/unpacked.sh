#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a program of the packages that boot/base/debs.sh unpacked, with their own C
# library, so that one version serves every machine and nothing is installed.
#
# usage: unpacked.sh FOLDER PROGRAM [ARGUMENT...]
#   FOLDER   where the packages lie
#   PROGRAM  its path in there
set -eu

root=$1 program=$2
shift 2

[ -x "$root/$program" ] || {
	echo "unpacked: $root has no $program: run 'make lab' first" >&2
	exit 2
}
lib=$(echo "$root"/usr/lib/*-linux-gnu)
loader=$(echo "$lib"/ld-linux-*.so.*)
libraries=$lib
for more in "$lib/pulseaudio" "$root"/usr/lib/llvm-*/lib; do
	[ ! -d "$more" ] || libraries=$libraries:$more
done

# Where QEMU and Bochs look for their plugins.
export QEMU_MODULE_DIR="$lib/qemu" LTDL_LIBRARY_PATH="$lib/bochs/plugins"
# They are of another C library, and so are what these would bring in.
unset LD_PRELOAD LD_LIBRARY_PATH
exec "$loader" --argv0 "${program##*/}" --library-path "$libraries" "$root/$program" "$@"
