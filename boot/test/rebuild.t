#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A changed command, compiler or source rebuilds only the files it affects. Runs in a copy of
# the sources.
set -eu
. boot/base/tap.sh

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cp -R Makefile probe-os host-patch boot "$tmp"

# One file of each kind: C and assembly of the kernel, C of this machine, a guest for tests
text=build/probe-os/kernel/lib/text.o
headers=build/probe-os/kernel/boot/headers.o
host=build/probe-os/host/lib/text.o
guest=build/host-patch/vmm/guest.bin

build() {
	make -C "$tmp" WERROR= "$@" $text $headers $host $guest 2>&1
}

# made ASSIGNMENT...: prints the files that make builds, sorted
made() {
	build "$@" >"$tmp/log" || echo "make failed: $(tail -n 1 "$tmp/log")"
	sed -n 's/^  [A-Z]* *build/build/p' "$tmp/log" | LC_ALL=C sort | tr '\n' ' '
}

ok "everything is built" build
is "the second time nothing is built" "$(made)" ""
is "another flag on the command line: the affected file" "$(made PROBE_HOST_CFLAGS="-Iprobe-os -O2")" "$host "
is "the same flag again: nothing" "$(made PROBE_HOST_CFLAGS="-Iprobe-os -O2")" ""
is "without the flag: the affected file" "$(made)" "$host "

for makefile in Makefile $(find probe-os host-patch boot -name build.mk); do
	echo "# a comment" >>"$tmp/$makefile"
done
is "a comment in each makefile: nothing" "$(made)" ""
sed -i 's/-mno-red-zone/& -mno-80387/' "$tmp/probe-os/build.mk"
is "another flag in a makefile: the affected file" "$(made)" "$text "
is "another flag of NASM: the affected files" "$(made NASM="nasm -O1")" "$guest $headers "

# shellcheck disable=SC2016 # the compiler's to expand
printf '#!/bin/sh\n[ "$1" != --version ] || echo newer\nexec cc "$@"\n' >"$tmp/cc"
chmod +x "$tmp/cc"
ok "another compiler is used" build HOSTCC="$tmp/cc" NASM="nasm -O1"
sed -i 's/newer/newest/' "$tmp/cc"
is "a newer compiler under the same name: the files it compiles" \
	"$(made HOSTCC="$tmp/cc" NASM="nasm -O1")" "$host "
fails "a missing compiler is reported" no-such-cc build HOSTCC=no-such-cc

echo 'static int nobody_uses_this;' >>"$tmp/probe-os/lib/text.c"
ok "a compiler warning does not stop the build" build
fails "a compiler warning stops it with WERROR=1" "Werror.*unused" build WERROR=1
cp probe-os/lib/text.c "$tmp/probe-os/lib/text.c"
echo '	db	256' >>"$tmp/host-patch/vmm/guest.asm"
ok "an assembler warning does not stop the build" build
fails "an assembler warning stops it with WERROR=1" "error:.*exceeds" build WERROR=1

tap_done
