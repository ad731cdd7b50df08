#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Unpack the compiler of another suite. Its programs run on this machine without being
# installed, each with its own suite's loader and libraries.
#
# usage: toolchain.sh SUITES COMPILER KBUILD=VERSION	prints the folder, which gets
#   bin/    the compiler, x86_64-linux-gnu-ld and the other binary utilities
#   loader  runs any program of the suite: loader PROGRAM [ARGUMENT...]
set -eu
. boot/base/lib.sh

suites=$1 compiler=$2 kbuild=$3
native=$(dpkg --print-architecture 2>/dev/null) || die "no dpkg: this needs Debian or Ubuntu"
# Two kernels of one suite may want the same compiler, but each its own kbuild.
dir=build/toolchain/$compiler-${kbuild%%=*}-$native
cross=$compiler
[ "$native" = amd64 ] || cross=$compiler-x86-64-linux-gnu

if [ "$(cat "$dir/complete" 2>/dev/null)" != "$cross $kbuild" ]; then
	rm -rf "$dir"
	boot/base/debs.sh -d "$native" "$suites" "$dir/root" "$cross" "$kbuild" >&2
	mkdir "$dir/bin"
	echo "$cross $kbuild" >"$dir/complete"
fi

# The loader's path depends on the architecture.
loader=
for found in "$dir"/root/usr/lib/*-linux-gnu*/ld-linux-*.so.*; do
	[ -e "$found" ] && loader=$found && break
done
[ -n "$loader" ] || die "$suites have no loader in $dir"
triplet=$(basename "$(dirname "$loader")")
here=$(cd "$dir" && pwd -P)
root=$here/root
loader=$here/${loader#"$dir/"}
libraries=$root/usr/lib/$triplet

# wrap NAME COMMAND
wrap() {
	printf '#!/bin/sh\nexec %s "$@"\n' "$2" >"$dir/$1.new"
	chmod 755 "$dir/$1.new"
	# A build may be running from the same folder.
	if cmp -s "$dir/$1.new" "$dir/$1"; then rm "$dir/$1.new"; else mv "$dir/$1.new" "$dir/$1"; fi
}

run="'$loader' --library-path '$libraries'"
wrap loader "$run"
# The compiler itself runs cc1 and as: -wrapper runs them with the loader, too.
for name in "$compiler" "x86_64-linux-gnu-$compiler"; do
	[ -e "$root/usr/bin/$name" ] || continue
	wrap "bin/$name" "$run '$root/usr/bin/$name' -B'$root/usr/bin/x86_64-linux-gnu-' \
	-wrapper '$loader,--library-path,$libraries'"
done
for name in ar as ld nm objcopy objdump readelf strip; do
	wrap "bin/x86_64-linux-gnu-$name" "$run '$root/usr/bin/x86_64-linux-gnu-$name'"
done
echo "$here"
