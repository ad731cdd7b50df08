# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What runs of the probe leave, each in a folder: its record, and what L1 reported of it.
# RUN is one that make keeps (see boot/runs), or one of the test's own in $work; or the file
# of a record. Source this after tap.sh.

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# folder RUN: where it is.
folder() {
	if [ -e "$work/$1" ]; then echo "$work/$1"; else echo "build/runs/$1"; fi
}

# record RUN: its record.
record() {
	if [ -f "$1" ]; then echo "$1"; else echo "$(folder "$1")/record.txt"; fi
}

# left_record RUN: it did. Where not, that is the failure, and the status says
# that there is nothing to judge.
left_record() {
	[ ! -s "$(record "$1")" ] || return 0
	tap_line "not ok" "$1: the run left a record (it is made by 'make runs')"
	return 1
}

# ended RUN: the status of a kept one.
ended() {
	cat "build/runs/$1.status"
}

# same_record RUN RUN: to the byte
same_record() {
	cmp "$(record "$1")" "$(record "$2")"
}

# field RUN KIND [NAME] KEY: as exit-record get has it.
field() {
	field_record=$(record "$1")
	shift
	build/probe-os/exit-record get "$@" "$field_record"
}

# net_exits RUN PHASE: the exits of a phase without those of the reads.
net_exits() {
	field "$1" phase "$2" beyond
}

# caused RUN PHASE REASON: the exits of a phase that have this reason.
caused() {
	field "$1" reasons "$2" "$3.exits"
}

# reported RUN KEY: what L1 said of the run.
reported() {
	sed -n "s/^$2=//p" "$(folder "$1")/report"
}
