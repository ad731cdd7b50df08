#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Modules for a Debian kernel that no series has, in a root that is made of its packages.
set -eu
. boot/base/tap.sh
. host-patch/lib.sh
. host-patch/test/package-status.sh
. boot/base/apt.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The user may have modules of the same kernel.
scratch=$work/project
mkdir -p "$scratch/build" build/apt
cp -a host-patch boot "$scratch/"
ln -s "$PWD/build/apt" "$scratch/build/"

# build: for that kernel
build() (
	cd "$scratch"
	DPKG_ROOT=$root host-patch/own.sh "$release"
)

# between SUITE: the newest series there that has no file in series/
between() {
	(
		open_suites amd64 "$1"
		package_lists "$1"
	) | sed -n 's/^Package: linux-source-\([0-9.]*\)$/\1/p' | sort -uV | while read -r one; do
		[ -e "host-patch/series/$one" ] || echo "$one"
	done | tail -n 1
}
for suite in sid trixie-backports; do
	newest=$(between $suite)
	[ -z "$newest" ] || ! why=$(host-patch/has-series.sh "$newest@$suite" 2>&1) || break
	newest=
done
if [ -z "$newest" ]; then
	skip "a kernel between the series" "unstable and backports have none with all packages today${why:+: $why}"
	tap_done
	exit
fi
read_series "$newest@$suite"
release=$RELEASE series=$number out=$work/$newest
# shellcheck disable=SC2153 # the kernel has it
unpack_kernel
root=$out/root
# shellcheck disable=SC2046,SC2086,SC2153 # one word a package
fetch amd64 "$root" $(of_version $HEADERS $SOURCE) >&2
fetch "$native" "$root" "$KBUILD=$KBUILD_VERSION" >&2
# This machine may have another compiler.
tree=$root/usr/lib/$KBUILD
choose_compiler
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
package_status "$SOURCE" "$VERSION" >>"$root/var/lib/dpkg/status"
echo "# $RELEASE, Debian's $VERSION of $suite, by $(basename "$cc")"
built=$scratch/build/host-patch/$RELEASE
ok "modules are built for it" build
for name in $names; do
	ok "$name.ko fits the kernel" host-patch/check.sh module "$stock/$name.ko" "$built/$name.ko"
done
is "kvm.ko has the patch" "$(strings "$built/kvm.ko" | grep -x 'parmtype=exit_probe_abi:uint')" \
	"parmtype=exit_probe_abi:uint"
is "the source that was found is written down" "$(cat "$built/made-from")" "$root/usr/src/$SOURCE.tar.xz"
tap_done
