#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the package of the programs. The same programs give the same bytes.
#
# usage: deb.sh VERSION OUT.deb FILE...
#   FILE  a program, or a manual page NAME.1
set -eu
. boot/base/package.sh

version=$1 out=$2
shift 2
here=$(dirname "$0")
doc=usr/share/doc/exit-probe-tools

# put_program FILE
put_program() {
	put 755 "$1" "usr/bin/${1##*/}"
	strip --strip-unneeded --remove-section=.comment --remove-section=.note "$root/usr/bin/${1##*/}"
}

# libraries: the libraries of the programs, for Depends. (dpkg-shlibdeps needs a source
# package.)
libraries() (
	cd "$root"
	mkdir debian
	printf 'Source: exit-probe-tools\n\nPackage: exit-probe-tools\nArchitecture: any\n' >debian/control
	said=$(dpkg-shlibdeps -O usr/bin/* 2>debian/log) || {
		cat debian/log >&2
		exit 1
	}
	rm -r debian
	echo "${said#shlibs:Depends=}"
)

begin_package "$out"
for file; do
	case $file in
	*.1) put_manual "$file" ;;
	*) put_program "$file" ;;
	esac
done
for file in probe-os/mark/*; do
	put 644 "$file" "usr/include/${file##*/}"
done
put 644 probe-os/record/record.h $doc/record.h
put 644 probe-os/record/schema.c $doc/schema.c
put 644 boot/compare/README.md $doc/compare.md
for file in rules.yml dashboard.json exit-probe-metrics.service exit-probe-metrics.timer; do
	put 644 "boot/sampler/fleet/$file" "$doc/fleet/$file"
done
put 644 "$here/copyright" $doc/copyright
put_versioned 644 "$here/changelog" $doc/changelog "$version"
gzip -9n "$root/$doc/changelog"
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/exit-probe-tools

put_versioned 644 "$here/control" DEBIAN/control "$version"
depends=$(libraries)
sed -i "s/@DEPENDS@/$depends/" "$root/DEBIAN/control"
end_package
