#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The unpacked compilers of two kernels do not take each other's place. A stand-in for debs.sh
# unpacks them.
set -u
. boot/base/tap.sh

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/boot/base" "$root/host-patch"
cp boot/base/lib.sh boot/base/environment.sh "$root/boot/base/"
cp host-patch/toolchain.sh "$root/host-patch/"
cat >"$root/boot/base/debs.sh" <<'END'
#!/bin/sh
shift 3
mkdir -p "$1/usr/bin" "$1/usr/lib/x86_64-linux-gnu"
touch "$1/usr/bin/gcc-14" "$1/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
echo "$*" >>unpacked
END
chmod 755 "$root/boot/base/debs.sh"

# unpack KBUILD: prints the folder
unpack() (
	cd "$root" && host-patch/toolchain.sh trixie,trixie-backports gcc-14 "$1"
)

old=$(unpack linux-kbuild-6.12=6.12.1-1)
ok "the compiler is unpacked" [ -x "$old/bin/gcc-14" ]
new=$(unpack linux-kbuild-7.3=7.3.4-1)
ok "that of another kernel, too" [ -x "$new/bin/gcc-14" ]
is "the first one stays" "$(unpack linux-kbuild-6.12=6.12.1-1)" "$old"
is "each was unpacked once" "$(wc -l <"$root/unpacked")" 2
unpack linux-kbuild-6.12=6.12.2-1 >"$root/path"
is "a new version of its kbuild takes its place" "$(cat "$root/path") $(wc -l <"$root/unpacked")" "$old 3"

tap_done
