#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the QEMU that lies unpacked under build/, with its own C library and
# firmware, so that one version serves every machine and nothing is installed.
#
# usage: qemu.sh QEMU-OPTION...
set -eu

root=build/lab/packages-$(dpkg --print-architecture)
lib=$(echo "$root"/lib/*-linux-gnu)
multiarch=${lib##*/}
loader=$(echo "$lib"/ld-linux-*.so.*)

[ -x "$root/usr/bin/qemu-system-x86_64" ] || {
	echo "qemu: $root has no QEMU: run 'make lab' first" >&2
	exit 2
}
export QEMU_MODULE_DIR="$root/usr/lib/$multiarch/qemu"
exec "$loader" --argv0 qemu-system-x86_64 \
	--library-path "$lib:$root/usr/lib/$multiarch:$root/usr/lib/$multiarch/pulseaudio" \
	"$root/usr/bin/qemu-system-x86_64" \
	-L "$root/usr/share/qemu" -L "$root/usr/share/seabios" \
	-L "$root/usr/lib/ipxe/qemu" "$@"
