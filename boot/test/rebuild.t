#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What is built again: what another command, compiler or source makes another, and
# nothing else. In a copy of the sources.
set -eu
. boot/base/tap.sh

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cp -R Makefile probe-os host-patch boot "$tmp"

# Of each kind: C and assembly of the kernel, C of this machine, a guest of tests
text=build/probe-os/kernel/lib/text.o
headers=build/probe-os/kernel/boot/headers.o
host=build/probe-os/host/lib/text.o
guest=build/host-patch/conformance/guest.bin

build() {
	make -C "$tmp" WERROR= "$@" $text $headers $host $guest 2>&1
}

# made ASSIGNMENT...: what make says that it makes, in the order of the alphabet
made() {
	build "$@" >"$tmp/log" || echo "make failed: $(tail -n 1 "$tmp/log")"
	sed -n 's/^  [A-Z]* *build/build/p' "$tmp/log" | LC_ALL=C sort | tr '\n' ' '
}

ok "everything is built" build
is "the second time nothing is" "$(made)" ""
is "another flag on the command line: what it goes to" "$(made PROBE_HOST_CFLAGS="-Iprobe-os -O2")" "$host "
is "the same flag again: nothing" "$(made PROBE_HOST_CFLAGS="-Iprobe-os -O2")" ""
is "without the flag: the same" "$(made)" "$host "

for makefile in Makefile $(find probe-os host-patch boot -name build.mk); do
	echo "# a comment" >>"$tmp/$makefile"
done
is "a comment in each makefile: nothing" "$(made)" ""
sed -i 's/-mno-red-zone/& -mno-80387/' "$tmp/probe-os/build.mk"
is "another flag in a makefile: what it goes to" "$(made)" "$text "
is "another flag of NASM: what it goes to" "$(made NASM="nasm -O1")" "$guest $headers "

# shellcheck disable=SC2016 # the compiler's to expand
printf '#!/bin/sh\n[ "$1" != --version ] || echo newer\nexec cc "$@"\n' >"$tmp/cc"
chmod +x "$tmp/cc"
ok "another compiler is taken" build HOSTCC="$tmp/cc" NASM="nasm -O1"
sed -i 's/newer/newest/' "$tmp/cc"
is "a newer compiler under the same name: what it compiles" \
	"$(made HOSTCC="$tmp/cc" NASM="nasm -O1")" "$host "
fails "a compiler that is missing is named" no-such-cc build HOSTCC=no-such-cc

echo 'static int nobody_uses_this;' >>"$tmp/probe-os/lib/text.c"
ok "a warning of the compiler stops nobody" build
fails "but with WERROR=1 it does" "Werror.*unused" build WERROR=1
cp probe-os/lib/text.c "$tmp/probe-os/lib/text.c"
echo '	db	256' >>"$tmp/host-patch/test/conformance/guest.asm"
ok "a warning of the assembler stops nobody" build
fails "but with WERROR=1, too" "error:.*exceeds" build WERROR=1

tap_done
