#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the x86 tests of a tree of kvm-unit-tests, in a copy of it.
#
# usage: build.sh TREE	prints the copy's folder; its file "sources" has the checksum of
#			what it is made of
set -eu
. host-patch/lib.sh

source=${1%/}
[ -n "$source" ] || die "no tests: give your tree of kvm-unit-tests: make unit-tests KVM_UNIT_TESTS=PATH"
[ -d "$source" ] || die "$source is not a folder: give your tree of kvm-unit-tests as KVM_UNIT_TESTS=PATH"
for file in configure x86/unittests.cfg; do
	[ -f "$source/$file" ] || die "$source is not a tree of kvm-unit-tests: it has no $file"
done
! grep -q '"""' "$source/x86/unittests.cfg" ||
	die "$source/x86/unittests.cfg has values of several lines, which are not supported: use another version"
boot/base/needs.sh run >&2

dir=$build/unit-tests/tree
log=$PWD/build/log/unit-tests.log

# copy_sources: without what a build left there
copy_sources() {
	tar -C "$source" --exclude-vcs --exclude='*.[oa]' --exclude='*.d' --exclude='*.elf' --exclude='*.flat' \
		--exclude='lib/config.h' --exclude='config.mak' -cf - . | tar -C "$dir.new" -xf -
}

# checksum: of all copied files
checksum() (
	cd "$dir.new"
	find . -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum | cut -c 1-12
)

# make_tests: independent of the make that runs this
make_tests() (
	unset MAKEFLAGS MFLAGS MAKELEVEL
	cd "$dir.new"
	prefix=
	[ "$(uname -m)" = x86_64 ] || prefix=x86_64-linux-gnu-
	./configure --arch=x86_64 --disable-werror --cross-prefix=$prefix && make -j"$(nproc)"
)

trap 'rm -rf "$dir.new"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$dir.new"
mkdir -p "$dir.new" build/log
copy_sources
digest=$(checksum)
if [ "$(cat "$dir/sources" 2>/dev/null)" != "$digest" ]; then
	echo "unit-tests: building those of $source (log: $log)" >&2
	make_tests >"$log" 2>&1 || die "the build failed, see $log: $(grep -m 1 -E '[Ee]rror' "$log" || tail -n 1 "$log")"
	echo "$digest" >"$dir.new/sources"
	rm -rf "$dir"
	mv "$dir.new" "$dir"
fi
echo "$dir"
