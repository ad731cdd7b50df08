#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Print the dependencies ("arrows") between the folders: who includes, sources, runs, copies
# or uses built files of whom, and how often. A dependency on a higher layer and a circle of
# files are errors, with file and line.
#
# usage: arrows.sh [FOLDER]	(default: this project's)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
git rev-parse 2>/dev/null || {
	echo "arrows: ${1:-this} is not a git repository: install git, and run this in a clone" >&2
	exit 2
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The layers ("floors") from the bottom. Tests are above all of them: a folder's tests may use
# everything in lower layers, and their tests. kvm/ is below the probe: it has the ABI.
cat >"$work/floors" <<END
floor 1 boot/base
floor 2 host-patch/kvm
floor 3 probe-os
floor 4 host-patch
floor 5 boot/guest
floor 6 boot/lab
floor 7 boot/sampler
floor 8 boot/tracer
floor 9 boot/compare
floor 10 boot/linux
floor 11 boot/live
floor 12 boot
floor 13 host-patch/grade
made build/probe-os probe-os
made build/probe-os/test probe-os/test
made build/host-patch host-patch
made build/host-patch/conformance host-patch/test
made build/host-patch/hold-vm host-patch/test
made build/host-patch/hold-trace host-patch/test
made build/host-patch/reboot host-patch/test
made build/bench host-patch/test
made build/grade host-patch/grade
made build/boot/exit-probe.iso boot/guest
made build/boot/exit-compare boot/compare
made build/boot/objects boot/compare
made build/boot/test boot/test
made build/lab boot/lab
made build/sampler boot/sampler
made build/tracer boot/tracer
made build/linux boot/linux
made build/live boot/live
made build/runs boot
made build/knobs boot
made build/run boot
made build/compare boot
include probe-os
include host-patch/kvm
include host-patch/vmm
include boot/compare
include boot/sampler
include boot/tracer
include boot/linux/reader
END
git ls-files -co --exclude-standard | while read -r file; do
	[ ! -f "$file" ] || [ -h "$file" ] || echo "$file"
done >"$work/files"
# shellcheck disable=SC2046 # one word a file
awk -f "$here/arrows.awk" pass=files "$work/files" pass=floors "$work/floors" \
	pass=variables $(cat "$work/files") pass=arrows $(cat "$work/files")
