#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Check the format of all files that git would track, run the linters, and check the
# dependencies between folders.
#
# usage: check.sh LINTERS
#   LINTERS  the folder of their unpacked packages
set -eu
. boot/base/lib.sh

linters=$1
git rev-parse 2>/dev/null || die "no git repository: install git, and run this in a clone"

tracked() {
	git ls-files -co --exclude-standard -- "$@" | while read -r file; do
		[ -e "$file" ] && echo "$file"
	done
}
status=0

# run LINTER ARGUMENT...: shows its output only if it fails.
run() {
	linter=$1
	shift
	if output=$(boot/base/unpacked.sh "$linters" "usr/bin/$linter" "$@" 2>&1); then
		printf '  %-8s %s\n' CHECK "$linter"
	else
		printf '%s\n' "$output" >&2
		echo "check: $linter failed" >&2
		status=1
	fi
}

# run_in_parts LINTER ARGUMENT...: the same for the files on standard input, on all CPUs.
run_in_parts() {
	linter=$1
	shift
	xargs -n 8 -P "$(nproc)" boot/base/unpacked.sh "$linters" "usr/bin/$linter" "$@" >&2 || {
		echo "check: $linter failed" >&2
		status=1
		return
	}
	printf '  %-8s %s\n' CHECK "$linter"
}

# Its list of dependencies is for users; only errors matter here.
if boot/test/arrows.sh >/dev/null; then
	printf '  %-8s %s\n' CHECK arrows
else
	status=1
fi

# Kernel code has the kernel's own format, which checkpatch checks.
sources=$(tracked '*.c' '*.h' | grep -v '^host-patch/kvm/')
scripts=$(tracked | xargs grep -lE '^#!(/bin/sh|/bin/busybox sh)|^# shellcheck shell=sh')

# shellcheck disable=SC2086 # one word a file
run clang-format --dry-run -Werror $sources
run_in_parts shellcheck -x -s sh <<-END
	$scripts
END
# (The kernel is GNU C, where void has size 1.)
# shellcheck disable=SC2046
run cppcheck -j "$(nproc)" --quiet --error-exitcode=1 --std=c11 --inline-suppr --suppress=normalCheckLevelMaxBranches \
	--suppress=arithOperationsOnVoidPointer:host-patch/kvm/* \
	--enable=warning,portability,performance -I probe-os -I host-patch/kvm -I host-patch/stub \
	$(echo "$sources" | grep '\.c$')
# shellcheck disable=SC2046
run mandoc -Tlint -W warning $(tracked '*/exit-*.1')
exit $status
