#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The golden record: what the probe writes in the exact lab, on any machine, and the
# versions of all that it holds for. `make golden` takes both anew.
#
# usage: golden.sh versions    what it depends on, a line each
#        golden.sh take        into golden/
set -eu
. boot/lab/versions.sh

golden=boot/test/golden
packages=build/lab/packages-amd64

# Without GRUB, which is the machine's own.
record=build/runs/svm-q35-kernel/record.txt

# made_by FILE: the compilers that made it
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
	echo "golden: $golden/svm.record is this commit's now; look at the difference before you commit it"
	;;
*)
	echo "golden: $1 is none of versions, take" >&2
	exit 2
	;;
esac
