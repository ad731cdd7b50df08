# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Source it after base/lib.sh.

# kept_record RUN: prints the path of the record of a run that make keeps, see boot/runs.
kept_record() {
	[ -s "build/runs/$1/record.txt" ] || die "no record of the run $1: run 'make runs'"
	echo "build/runs/$1/record.txt"
}
