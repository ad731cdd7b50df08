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
lib=$(echo "$root"/lib/*-linux-gnu)
usr=$root/usr/lib/${lib##*/}
loader=$(echo "$lib"/ld-linux-*.so.*)

# Where QEMU and Bochs look for their plugins.
export QEMU_MODULE_DIR="$usr/qemu" LTDL_LIBRARY_PATH="$usr/bochs/plugins"
exec "$loader" --argv0 "${program##*/}" --library-path "$lib:$usr:$usr/pulseaudio" \
	"$root/$program" "$@"
