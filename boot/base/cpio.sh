#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Pack a folder as an initramfs archive: the same files give the same bytes.
#
# usage: cpio.sh FOLDER OUT.cpio
set -eu

find "$1" -exec touch -h -d @1767225600 {} +
(cd "$1" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) >"$2.part"
mv "$2.part" "$2"
