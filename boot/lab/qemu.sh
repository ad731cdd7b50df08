#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the unpacked QEMU, with its own firmware; see unpacked.sh.
#
# usage: qemu.sh QEMU-OPTION...
set -eu

root=build/lab/packages-$(dpkg --print-architecture)
exec boot/base/unpacked.sh "$root" usr/bin/qemu-system-x86_64 \
	-L "$root/usr/share/qemu" -L "$root/usr/share/seabios" "$@"
