#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The package of the programs: its content, reproducible bytes, and for each program --help,
# --version and a manual page with the same options. (`make newcomer-tools` installs it;
# `make check` checks the manual pages.)
set -u
. boot/base/tap.sh

package=build/tools/exit-probe-tools.deb
programs="exit-compare exit-probe exit-record exit-sampler exit-tracer"
if [ "$(dpkg --print-architecture)" != amd64 ]; then
	skip "the package of the programs" "it is built on amd64 only"
	tap_done
	exit
fi
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
root=$work/root
version=$(dpkg-deb -f $package Version)
ok "it unpacks" dpkg-deb -R $package "$root"

is "it is for amd64" "$(dpkg-deb -f $package Architecture)" amd64
is "it depends on the libraries of its programs" \
	"$(dpkg-deb -f $package Depends | sed 's/ ([^)]*)//g; s/t64//g')" \
	"libc6, libelf1, libjansson4, libncurses6, libtinfo6, libtraceevent1"
is "it conflicts with the package for guests" "$(dpkg-deb -f $package Conflicts)" \
	"$(dpkg-deb -f build/linux/exit-probe.deb Package)"
is "its programs" "$(cd "$root/usr/bin" && echo *)" "$programs"
is "its headers" "$(cd "$root/usr/include" && echo *)" "exit_probe_mark.h exit_probe_mark.inc"
printf '#include <exit_probe_mark.h>\n' >"$work/include.c"
ok "a program can include it" cc -Werror -fsyntax-only -I"$root/usr/include" "$work/include.c"
is "it has no maintainer scripts" "$(ls "$root/DEBIAN")" control
doc=$root/usr/share/doc/exit-probe-tools
ok "its changelog begins with this version" sh -c \
	"gunzip -c '$doc/changelog.gz' | head -n 1 | grep -qF 'exit-probe-tools ($version) '"
ok "its copyright has the licence" grep -qx 'License: GPL-2.0-only' "$doc/copyright"
is "it contains no path of the build machine" "$(grep -rlF "$PWD" "$root")" ""
for file in $(find "$root/usr/share/man" -name '*.gz' -exec gunzip -c {} + |
	sed -n 's|.*\.It Pa /\(usr/share/doc/[^ ]*\).*|\1|p' | sort -u); do
	ok "/$file, named in a manual page, exists" test -f "$root/$file"
done

# options: the options in a text, -x or --word, without duplicates
options() {
	grep -oE '(^|[][ (|,])--?[a-z]+' | grep -oE -- '--?[a-z]+' | sort -u
}
for program in $programs; do
	run=$root/usr/bin/$program
	is "$program --version" "$($run --version 2>&1)" "$program $version"
	ok "$program --help" sh -c "'$run' --help 2>'$work/err' >'$work/help' && [ ! -s '$work/err' ]"
	ok "$program: the help has the exit status" grep -q '^Ends with 0' "$work/help"
	ended=0
	$run --nonsense >"$work/out" 2>"$work/err" || ended=$?
	is "$program: an unknown option is status 2, and one line" \
		"$ended $(wc -l <"$work/err") $(wc -c <"$work/out")" "2 1 0"
	ended=0
	$run >"$work/out" 2>"$work/err" || ended=$?
	is "$program: no argument is status 2, and one line" "$ended $(wc -l <"$work/err") $(wc -c <"$work/out")" "2 1 0"
	gunzip "$root/usr/share/man/man1/$program.1.gz"
	sed -n 's/^\.It Fl //p' "$root/usr/share/man/man1/$program.1" |
		sed 's/ Ar .*//; s/ , /\n/; s/^/-/; s/\n/&-/' | sort -u >"$work/manual"
	is "$program: help and manual page have the same options" "$(options <"$work/help" | tr '\n' ' ')" \
		"$(tr '\n' ' ' <"$work/manual")"
done

# make_again OUT: make it from the same files with another umask, time zone and order
make_again() (
	umask 077
	TZ=Asia/Tokyo SOURCE_DATE_EPOCH=1 boot/tools/deb.sh "$version" "$1" \
		boot/sampler/exit-sampler.1 boot/tracer/exit-tracer.1 boot/linux/reader/exit-probe.1 \
		boot/compare/exit-compare.1 probe-os/tool/exit-record.1 build/boot/exit-compare \
		build/tools/exit-sampler build/tools/exit-tracer build/probe-os/exit-record build/linux/exit-probe
)
ok "it can be made again" make_again "$work/again.deb"
ok "it has the same bytes" cmp $package "$work/again.deb"
is "no other files are left" "$(cd "$work" && echo *)" "again.deb err help include.c manual out root"
tap_done
