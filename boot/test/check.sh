#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Formatting and linters, over every file git would track.
set -eu

tracked() {
	git ls-files -co --exclude-standard -- "$@" | while read -r file; do
		[ -e "$file" ] && echo "$file"
	done
}
status=0

# run NAME COMMAND...: one linter; what it says is shown only if it objects.
run() {
	name=$1
	shift
	if said=$("$@" 2>&1); then
		printf '  %-8s %s\n' CHECK "$name"
	else
		printf '%s\n' "$said" >&2
		echo "check: $name objects" >&2
		status=1
	fi
}

# Kernel code keeps to the kernel's own format, which checkpatch looks after.
sources=$(tracked '*.c' '*.h' | grep -v '^host-patch/kvm/')
scripts=$(tracked | xargs grep -lE '^#!(/bin/sh|/bin/busybox sh)|^# shellcheck shell=sh')

# shellcheck disable=SC2086 # one word a file
run clang-format clang-format --dry-run -Werror $sources
# shellcheck disable=SC2086
run shellcheck shellcheck -x -s sh $scripts
# shellcheck disable=SC2046
run cppcheck cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	--enable=warning,portability,performance -I probe-os -I host-patch/kvm -I host-patch/test/stub \
	$(echo "$sources" | grep '\.c$')
exit $status
