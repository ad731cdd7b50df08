#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The golden record: the probe's record in the exact lab, on any machine, and the versions
# of everything that it depends on. `make golden` updates both.
#
# usage: golden.sh versions    print the versions, one a line
#        golden.sh take        update golden/
set -eu
. boot/lab/versions.sh

golden=boot/test/golden
packages=build/lab/packages-amd64

# A run without GRUB, which comes from the machine.
record=build/runs/svm-q35-kernel/record.txt

# made_by FILE: prints the compilers that made it
made_by() {
	readelf -p .comment "$1" | sed -n 's/^ *\[[^]]*\] *//p' | sort -u
}

versions() {
	# shellcheck source=/dev/null
	. "build/host-patch/${DEFAULT_SERIES:-6.1}/kernel"
	echo "kernel $VERSION $RELEASE, modules by $(made_by "build/host-patch/${DEFAULT_SERIES:-6.1}/tree/arch/x86/kvm/x86.o")"
	echo "probe: $(made_by build/probe-os/kernel/probe/main.o)"
	nasm --version | sed 's/ compiled.*//'
	grub-mkimage --version
	package_version "build/lab/bochs-$(dpkg --print-architecture)" bochs
	for package in "$packages"/usr/share/doc/*; do
		package_version "$packages" "${package##*/}"
	done
}

case $1 in
versions) versions ;;
take)
	mkdir -p "$golden"
	cp $record "$golden/svm.record"
	versions >"$golden/versions"
	echo "golden: $golden/svm.record is updated; check the difference before you commit it"
	;;
*)
	echo "golden: unknown command $1: use versions or take" >&2
	exit 2
	;;
esac
