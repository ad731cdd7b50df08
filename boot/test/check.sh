#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Formatting and linters, over every file git would track, and the arrows between them.
#
# usage: check.sh LINTERS
#   LINTERS  the folder that their packages are unpacked in
set -eu
. boot/base/lib.sh

linters=$1
git rev-parse 2>/dev/null || die "this is no git repository, or there is no git: both are needed"

tracked() {
	git ls-files -co --exclude-standard -- "$@" | while read -r file; do
		[ -e "$file" ] && echo "$file"
	done
}
status=0

# run LINTER ARGUMENT...: what it says is shown only if it objects.
run() {
	linter=$1
	shift
	if said=$(boot/base/unpacked.sh "$linters" "usr/bin/$linter" "$@" 2>&1); then
		printf '  %-8s %s\n' CHECK "$linter"
	else
		printf '%s\n' "$said" >&2
		echo "check: $linter objects" >&2
		status=1
	fi
}

# run_in_parts LINTER ARGUMENT...: the same over the files of standard input, by all CPUs.
run_in_parts() {
	linter=$1
	shift
	xargs -n 8 -P "$(nproc)" boot/base/unpacked.sh "$linters" "usr/bin/$linter" "$@" >&2 || {
		echo "check: $linter objects" >&2
		status=1
		return
	}
	printf '  %-8s %s\n' CHECK "$linter"
}

# (What it prints is for who asks: who uses whom.)
if boot/test/arrows.sh >/dev/null; then
	printf '  %-8s %s\n' CHECK arrows
else
	status=1
fi

# Kernel code keeps to the kernel's own format, which checkpatch looks after.
sources=$(tracked '*.c' '*.h' | grep -v '^host-patch/kvm/')
scripts=$(tracked | xargs grep -lE '^#!(/bin/sh|/bin/busybox sh)|^# shellcheck shell=sh')

# shellcheck disable=SC2086 # one word a file
run clang-format --dry-run -Werror $sources
run_in_parts shellcheck -x -s sh <<-END
	$scripts
END
# shellcheck disable=SC2046
run cppcheck -j "$(nproc)" --quiet --error-exitcode=1 --std=c11 --inline-suppr --suppress=normalCheckLevelMaxBranches \
	--enable=warning,portability,performance -I probe-os -I host-patch/kvm -I host-patch/test/stub \
	$(echo "$sources" | grep '\.c$')
# shellcheck disable=SC2046
run mandoc -Tlint -W warning $(tracked '*/exit-*.1')
exit $status
