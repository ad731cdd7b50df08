#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build the kernel's own selftests of KVM, of a series, as static programs for L1.
#
# usage: build.sh SERIES	prints their folder
set -eu
. host-patch/lib.sh

read_series "$1"
dir=$build/selftests/source-$VERSION
log=$PWD/build/log/selftests-$series.log
[ ! -e "$dir/complete" ] || {
	echo "$dir/tests"
	exit 0
}

# The sources: headers, those of the tools, and the targets of their links.
parts="Makefile Kbuild arch/x86 include scripts tools drivers/dma drivers/net/ethernet/intel"
rm -rf "$dir"
mkdir -p "$dir/tests" build/log
trap 'rm -rf "$dir/deb"' EXIT
trap 'exit 1' HUP INT TERM
fetch amd64 "$dir/deb" "$SOURCE=$VERSION" >&2
echo "selftests: unpacking $SOURCE $VERSION" >&2
# shellcheck disable=SC2046,SC2086 # one word a part
tar -C "$dir" --strip-components=1 -xf "$dir/deb/usr/src/$SOURCE.tar.xz" $(printf "$SOURCE/%s " $parts)

# A kernel header that the C library's do not include, and a macro of a later release that
# a test of 6.1 uses.
flags="-g0 -include linux/stddef.h"
grep -rq 'define TEST_ASSERT_EQ' "$dir/tools/testing/selftests/kvm/include" ||
	flags="$flags -DTEST_ASSERT_EQ=ASSERT_EQ"

# make_source ARGUMENT...: run make there, independent of the make that runs this.
make_source() (
	unset MAKEFLAGS MFLAGS MAKELEVEL
	export LDFLAGS="-static -s"
	make -C "$dir" -j"$(nproc)" CROSS_COMPILE="${CROSS_COMPILE:-}" "$@" >>"$log" 2>&1 ||
		die "the selftests' build failed, see $log: $(grep -m 1 -E '[Ee]rror' "$log")"
)
echo "selftests: building those of $VERSION (log: $log)" >&2
: >"$log"
make_source ARCH=x86 headers
make_source -C tools/testing/selftests/kvm ARCH=x86_64 OUTPUT="$PWD/$dir/objects" EXTRA_CFLAGS="$flags"

# nx_huge_pages_test runs only from its own script.
find "$dir/objects" -type f -perm -100 ! -name nx_huge_pages_test -exec mv {} "$dir/tests/" \;
rm -rf "$dir/objects"
touch "$dir/complete"
echo "$dir/tests"
