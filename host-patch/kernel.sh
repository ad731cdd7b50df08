#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Build a whole patched kernel as Debian packages, from the distribution's source package and
# with its configuration, but without debug information, which would make an initramfs too
# large for a boot loader. It has its own name and is installed beside the distribution's.
#
# usage: kernel.sh SERIES|RELEASE [CONFIG [DIR]]
#   CONFIG  a configuration instead of the distribution's; options that it does not set are off
#   DIR     the build folder, by default build/host-patch/RELEASE/whole
#
# build/host-patch/RELEASE/whole/   the packages
#   linux/                           the source, where it is built
set -eu
. host-patch/lib.sh

[ -n "${1:-}" ] || die "usage: kernel.sh SERIES|RELEASE [CONFIG [DIR]]"
read_wanted "$1"
config=${2:-$out/root/boot/config}
dir=${3:-$out/whole}
linux=$dir/linux
log=build/log/kernel-$RELEASE-$(basename "$dir").log
[ "$native" = amd64 ] || die "this machine is $native: a kernel can be built only on amd64"
[ -r "$config" ] || [ $# -lt 2 ] || die "CONFIG=$config cannot be read"

# The source has 1.4 GiB, the objects of the distribution's configuration the rest.
mkdir -p "$dir" build/log
free_mib=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
[ "$free_mib" -ge 15360 ] || die "$free_mib MiB free under build/, 15 GiB are needed: free some disk space"

# unpack_linux: the whole source.
unpack_linux() {
	rm -rf "$linux" "$dir/deb" "$dir/linux.new"
	fetch amd64 "$dir/deb" "$SOURCE=$VERSION"
	echo "kernel: unpacking $SOURCE $VERSION"
	mkdir "$dir/linux.new"
	tar -C "$dir/linux.new" --strip-components=1 -xf "$dir/deb/usr/src/$SOURCE.tar.xz"
	rm -rf "$dir/deb"
	mv "$dir/linux.new" "$linux"
}

# configure: no debug information, and none of the distribution's keys.
configure() {
	cp "$config" "$dir/config"
	"$linux/scripts/config" --file "$dir/config" -d DEBUG_INFO -e DEBUG_INFO_NONE \
		-d DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT -d DEBUG_INFO_DWARF4 -d DEBUG_INFO_DWARF5 \
		-d LOCALVERSION_AUTO --set-str LOCALVERSION "-exit-probe-${RELEASE#*-}" \
		--set-str SYSTEM_TRUSTED_KEYS '' --set-str SYSTEM_REVOCATION_KEYS ''
	kbuild "$linux" KCONFIG_ALLCONFIG="$PWD/$dir/config" allnoconfig
	kbuild "$linux" syncconfig
	for option in KVM KVM_INTEL KVM_AMD; do
		grep -q "^CONFIG_$option=[my]" "$linux/.config" ||
			die "the configuration has no $option: it needs PCI, ACPI, HIGH_RES_TIMERS and what they need"
	done
	! grep -q '^CONFIG_DEBUG_INFO=y' "$linux/.config" || die "the configuration keeps debug information"
}

# watch PROCESS: print a line every five minutes, as a build takes hours.
watch() {
	minutes=0
	while sleep 60 && kill -0 "$1" 2>/dev/null; do
		minutes=$((minutes + 1))
		[ $((minutes % 5)) -ne 0 ] ||
			echo "kernel: $minutes minutes, $(grep -c '^  \(CC\|AS\|LD\)' "$log") files; log: $log"
	done
}

unpack_kernel
[ -e "$linux/Makefile" ] || unpack_linux
unpack_pristine
patch_kvm "$linux"
cc=$(compiler_of "$out/root/boot/config")
command -v "$cc" >/dev/null || cc=gcc
configure >"$log" 2>&1 || die "no configuration: $(tail -n 1 "$log")"
release=$(kbuild "$linux" -s kernelrelease)
rm -f "$dir"/*.deb

echo "kernel: building $release with $cc (log: $log)"
kbuild "$linux" KDEB_PKGVERSION="$VERSION+exitprobe" bindeb-pkg >>"$log" 2>&1 &
build_process=$!
# shellcheck disable=SC2064 # these processes
watch $build_process &
watcher=$!
trap 'kill $build_process $watcher 2>/dev/null || true' EXIT
trap 'exit 1' HUP INT TERM
wait $build_process ||
	die "the build failed, see $log: $(grep -m 1 -E '[Ee]rror|unmet' "$log" || tail -n 1 "$log")"
# Not for installation: the C library's headers are the distribution's.
rm -f "$dir"/linux-libc-dev_*.deb "$dir"/linux-image-*-dbg_*.deb "$dir"/*.buildinfo "$dir"/*.changes
ls "$dir"/*.deb
echo "kernel: sudo apt install ./$(cd "$dir" && ls linux-image-*.deb) in $dir; undo: sudo apt purge linux-image-$release"
