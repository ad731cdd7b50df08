#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make the DKMS package: the patches of all series, the generator for other sources, and
# the scripts that build the modules on the host.
#
# usage: dkms.sh VERSION OUT.deb
set -eu
. boot/base/package.sh

version=$1
here=host-patch/dkms
source=usr/src/exit-probe-kvm-$version

mkdir -p "${2%/*}"
begin_package "$2"
put_versioned 644 $here/dkms.conf "$source/dkms.conf" "$version"
put 755 $here/build.sh "$source/build.sh"
put 644 boot/base/environment.sh "$source/environment.sh"
put 755 $here/keep-stock.sh "$source/keep-stock.sh"
put 644 host-patch/tree.sh "$source/tree.sh"
put 644 host-patch/next-boot.sh "$source/next-boot.sh"
put 755 host-patch/check.sh "$source/check.sh"
for file in facts.sh kernel-source.sh installed.sh distributions.tsv; do
	put 644 "host-patch/$file" "$source/$file"
done
# The patches, and the generator's input for a source that they do not fit
for file in host-patch/patches/*/*.patch host-patch/hooks/*.* host-patch/kvm/*.* host-patch/kvm/asm/*.*; do
	mode=644
	[ ! -x "$file" ] || mode=755
	put $mode "$file" "$source/${file#host-patch/}"
done
put_versioned 644 $here/control DEBIAN/control "$version"
put_versioned 755 $here/postinst DEBIAN/postinst "$version"
put_versioned 755 $here/prerm DEBIAN/prerm "$version"
put 644 $here/triggers DEBIAN/triggers
end_package
