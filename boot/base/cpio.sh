#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Pack a folder as an initramfs archive: the same files give the same bytes on any machine,
# with any user, umask and clock. Changes modes and dates in the folder.
#
# usage: cpio.sh FOLDER OUT.cpio
set -eu
. boot/base/environment.sh

chmod -R u=rwX,go=rX,ug-s,-t "$1"
find "$1" -exec touch -h -d @1767225600 {} +
trap 'rm -f "$2.packed" "$2.part"' EXIT
trap 'exit 1' HUP INT TERM
(cd "$1" && find . | sort | cpio --quiet -o -H newc -R 0:0 --reproducible) >"$2.packed"
# The link count of a folder depends on the file system: set it to 2.
sed 's/\(070701[0-9A-F]\{8\}000041ED0\{16\}\)[0-9A-F]\{8\}/\100000002/g' "$2.packed" >"$2.part"
mv "$2.part" "$2"
