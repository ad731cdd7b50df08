#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The package of the programs: what is in it, the same bytes every time; each program with
# --help, --version and a manual page, which name the same options. (`make newcomer-tools`
# installs it; `make check` has the manual pages' linter.)
set -u
. boot/base/tap.sh

package=build/tools/exit-probe-tools.deb
programs="exit-compare exit-probe exit-record exit-sampler"
if [ "$(dpkg --print-architecture)" != amd64 ]; then
	skip "the package of the programs" "it is built on amd64 alone"
	tap_done
	exit
fi
work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
root=$work/root
version=$(dpkg-deb -f $package Version)
ok "it can be unpacked" dpkg-deb -R $package "$root"

is "it is for this architecture" "$(dpkg-deb -f $package Architecture)" amd64
is "it depends on what its programs are linked to" \
	"$(dpkg-deb -f $package Depends | sed 's/ ([^)]*)//g')" "libc6, libjansson4"
is "it does not go beside the package for guests" "$(dpkg-deb -f $package Conflicts)" \
	"$(dpkg-deb -f build/linux/exit-probe.deb Package)"
is "its programs are these" "$(cd "$root/usr/bin" && echo *)" "$programs"
is "it has no configuration and runs nothing" "$(ls "$root/DEBIAN")" control
doc=$root/usr/share/doc/exit-probe-tools
ok "its changelog begins with this version" sh -c \
	"gunzip -c '$doc/changelog.gz' | head -n 1 | grep -qF 'exit-probe-tools ($version) '"
ok "its copyright has the licence" grep -qx 'License: GPL-2.0-only' "$doc/copyright"
is "no path of this machine is in it" "$(grep -rlF "$PWD" "$root")" ""
for file in $(find "$root/usr/share/man" -name '*.gz' -exec gunzip -c {} + |
	sed -n 's|.*\.It Pa /\(usr/share/doc/[^ ]*\).*|\1|p' | sort -u); do
	ok "/$file, which a manual page names, is there" test -f "$root/$file"
done

# options: the options that a text names, -x or --word, once each
options() {
	grep -oE '(^|[][ (|,])--?[a-z]+' | grep -oE -- '--?[a-z]+' | sort -u
}
for program in $programs; do
	run=$root/usr/bin/$program
	is "$program --version" "$($run --version 2>&1)" "$program $version"
	ok "$program --help" sh -c "'$run' --help 2>'$work/err' >'$work/help' && [ ! -s '$work/err' ]"
	ok "$program: the help says what it ends with" grep -q '^Ends with 0' "$work/help"
	ended=0
	$run --nonsense >"$work/out" 2>"$work/err" || ended=$?
	is "$program: a wrong option is status 2, and a line" \
		"$ended $(wc -l <"$work/err") $(wc -c <"$work/out")" "2 1 0"
	ended=0
	$run >"$work/out" 2>"$work/err" || ended=$?
	is "$program: so is no argument" "$ended $(wc -l <"$work/err") $(wc -c <"$work/out")" "2 1 0"
	gunzip "$root/usr/share/man/man1/$program.1.gz"
	sed -n 's/^\.It Fl //p' "$root/usr/share/man/man1/$program.1" |
		sed 's/ Ar .*//; s/ , /\n/; s/^/-/; s/\n/&-/' | sort -u >"$work/manual"
	is "$program: help and manual page have the same options" "$(options <"$work/help" | tr '\n' ' ')" \
		"$(tr '\n' ' ' <"$work/manual")"
done

# again OUT: made of the same files, by another user in another place and order
again() (
	umask 077
	TZ=Asia/Tokyo SOURCE_DATE_EPOCH=1 boot/tools/deb.sh "$version" "$1" \
		boot/sampler/exit-sampler.1 boot/linux/reader/exit-probe.1 boot/compare/exit-compare.1 \
		probe-os/tool/exit-record.1 build/boot/exit-compare build/tools/exit-sampler \
		build/probe-os/exit-record build/linux/exit-probe
)
ok "it is made again" again "$work/again.deb"
ok "it is the same to the byte" cmp $package "$work/again.deb"
is "nothing else is left" "$(cd "$work" && echo *)" "again.deb err help manual out root"
tap_done
