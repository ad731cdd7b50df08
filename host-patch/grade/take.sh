#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Take what a student handed in as one patch of KVM.
#
# usage: take.sh FILE|REPOSITORY OUT
#   REPOSITORY  a git repository: what its last commit changed since the kernel's release, the
#               last tag like v6.1, or else since its first commit
set -eu
. host-patch/lib.sh

[ $# -eq 2 ] || die "usage: take.sh FILE|REPOSITORY OUT"
from=$1 to=$2

# The student's settings may name programs: only trees are compared, and by git itself.
in_repository() {
	git -C "$from" -c core.fsmonitor=false "$@" 2>"$to.error"
}

if [ ! -d "$from" ]; then
	if [ ! -f "$from" ] || [ ! -r "$from" ]; then
		die "$from cannot be read: PATCH= is a patch file, or a git repository of a kernel"
	fi
	cat "$from" >"$to"
	exit 0
fi
command -v git >/dev/null || die "no git: install the package git"
trap 'rm -f "$to.error"' EXIT
# (git would also take a repository that the folder is in.)
if [ ! -e "$from/.git" ] && [ ! -e "$from/HEAD" ]; then
	die "$from is a folder, but not a git repository: make a patch of it by diff -ru"
fi
in_repository rev-parse --verify 'HEAD^{commit}' >"$to" || die "$from: $(head -n 1 "$to.error")"
base=$(in_repository describe --tags --abbrev=0 --match 'v[0-9]*' HEAD ||
	in_repository rev-list --max-parents=0 HEAD | tail -n 1)
in_repository diff --no-ext-diff --no-textconv --no-renames --no-color "$base" HEAD >"$to" ||
	die "$from: $(head -n 1 "$to.error")"
echo "grade: $from from $base to its last commit"
