# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What runs of the probe leave, each in a folder: its record, and what L1 reported of it.
# RUN is one that make keeps (see boot/runs), or one of the test's own in $work. Source this
# after tap.sh.

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# folder RUN: where it is.
folder() {
	if [ -e "$work/$1" ]; then echo "$work/$1"; else echo "build/runs/$1"; fi
}

# left_record RUN: it did. Where not, that is the failure, and the status says
# that there is nothing to judge.
left_record() {
	[ ! -s "$(folder "$1")/record.txt" ] || return 0
	tap_line "not ok" "$1: the run left a record (it is made by 'make runs')"
	return 1
}

# ended RUN: the status of a kept one.
ended() {
	cat "build/runs/$1.status"
}

# same_record RUN RUN: to the byte
same_record() {
	cmp "$(folder "$1")/record.txt" "$(folder "$2")/record.txt"
}

# field RUN KIND KEY [MATCH]: the value in the first line of that kind that has
# the word MATCH.
field() {
	grep "^exit-probe: $2 " "$(folder "$1")/record.txt" | grep -e "${4:+ $4 }" | head -n 1 |
		sed -n "s/.* $3=\([^ ]*\) .*/\1/p"
}

# beyond RUN PHASE: the exits of a phase but its own reads.
beyond() {
	field "$1" phase beyond "name=$2"
}

# caused RUN PHASE REASON: the exits of a phase that have this reason.
caused() {
	field "$1" reasons "$3" "name=$2" | cut -d: -f1
}

# reported RUN KEY: what L1 said of the run.
reported() {
	sed -n "s/^$2=//p" "$(folder "$1")/report"
}
