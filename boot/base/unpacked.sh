#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run a program from the packages that boot/base/debs.sh unpacked, with their own C library,
# so that every machine uses the same version and nothing is installed.
#
# usage: unpacked.sh FOLDER PROGRAM [ARGUMENT...]
#   FOLDER   the folder of the packages
#   PROGRAM  its path in FOLDER
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

# The folders of QEMU's and Bochs's plugins
export QEMU_MODULE_DIR="$lib/qemu" LTDL_LIBRARY_PATH="$lib/bochs/plugins"
# These would load libraries for another C library.
unset LD_PRELOAD LD_LIBRARY_PATH
exec "$loader" --argv0 "${program##*/}" --library-path "$libraries" "$root/$program" "$@"
