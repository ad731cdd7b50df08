# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Make and run a job in a Debian L1 that loads the patched modules. Source it.

. boot/lab/suite

# make_job FOLDER: the modules, the scripts that load them, and the tools that L1 lacks.
make_job() {
	unpacked=build/host-patch/host-test/binutils patched=build/host-patch/${DEFAULT_SERIES:-6.1}
	# shellcheck source=/dev/null
	. "$patched/kernel"
	rm -rf "$1"
	mkdir -p "$1/lib" "$1/bin" "$1/boot" "$1/build/host-patch/$RELEASE"
	[ -d "$unpacked" ] || boot/base/debs.sh amd64 "$DEBIAN_SUITE" "$unpacked" binutils-x86-64-linux-gnu \
		libbinutils libctf-nobfd0 libctf0 libgprofng0 libjansson4 >&2
	for tool in objcopy readelf; do
		cp "$unpacked/usr/bin/x86_64-linux-gnu-$tool" "$1/bin/$tool"
	done
	cp -P "$unpacked"/usr/lib/x86_64-linux-gnu/*.so* "$1/lib/"
	cp -R host-patch "$1/"
	cp -R boot/base "$1/boot/"
	cp "$patched/made-from" "$patched"/*.ko "$1/build/host-patch/$RELEASE/"
}

# run_job GUEST JOB OUT: as lab/debian.sh, with time for a slow machine; prints the job's
# report, and fails if the job failed.
run_job() {
	LAB_LIMIT=1800 boot/lab/debian.sh "$1" "$2" "$3" >&2 || true
	sed '/^job_status=/d' "$3/report"
	grep -q '^job_status=0' "$3/report"
}
