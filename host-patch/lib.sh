# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What the scripts of this folder share. Source it from the project's root.

build=build/host-patch

die() {
	echo "${0##*/}: $*" >&2
	exit 1
}

# read_series SERIES: the package facts, as variables.
read_series() {
	series=$1
	[ -r "host-patch/series/$series" ] ||
		die "no series $series: there are $(cd host-patch/series && echo *)"
	# shellcheck source=/dev/null
	. "host-patch/series/$series"
	# shellcheck disable=SC2034 # for the scripts
	out=$build/$RELEASE
}

# fetch ARCH DIR PACKAGE...: unpack packages of the series at its version.
fetch() {
	fetch_arch=$1 fetch_dir=$2
	shift 2
	for package in "$@"; do
		set -- "$@" "$package=$VERSION"
		shift
	done
	boot/debs.sh "$fetch_arch" "$SUITE" "$fetch_dir" "$@"
}

# unpack_pristine: the parts of the kernel's source that the patch touches, and
# checkpatch, in $pristine.
unpack_pristine() {
	pristine=$build/source-$VERSION
	[ ! -e "$pristine/include" ] || return 0
	rm -rf "$pristine" "$pristine.new" "$pristine.deb"
	fetch amd64 "$pristine.deb" "$SOURCE"
	echo "source: unpacking KVM from $SOURCE $VERSION"
	mkdir -p "$pristine.new"
	tar -C "$pristine.new" --strip-components=1 -xf "$pristine.deb/usr/src/$SOURCE.tar.xz" \
		"$SOURCE/Makefile" "$SOURCE/arch/x86/kvm" "$SOURCE/virt/kvm" \
		"$SOURCE/arch/x86/include/asm/kvm_host.h" "$SOURCE/include/linux/kvm_host.h" \
		"$SOURCE/scripts/checkpatch.pl" \
		"$SOURCE/scripts/spelling.txt" "$SOURCE/scripts/const_structs.checkpatch" ||
		die "$SOURCE has not the expected files"
	rm -rf "$pristine.deb"
	mv "$pristine.new" "$pristine"
}
