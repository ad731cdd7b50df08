# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Reads the results of runs of the probe: the record, and L1's report.
# RUN is a run that make keeps (see boot/runs), or a folder of the test in $work; or the file
# of a record. Source this after tap.sh.

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT

# folder RUN: prints its folder.
folder() {
	if [ -e "$work/$1" ]; then echo "$work/$1"; else echo "build/runs/$1"; fi
}

# record RUN: prints the path of its record.
record() {
	if [ -f "$1" ]; then echo "$1"; else echo "$(folder "$1")/record.txt"; fi
}

# left_record RUN: succeeds if the run left a record; else prints a failed test and returns 1.
left_record() {
	[ ! -s "$(record "$1")" ] || return 0
	tap_line "not ok" "$1: the run left a record (it is made by 'make runs')"
	return 1
}

# counts_exits RUN WHAT: succeeds if the statistics of its KVM have the exits of the VM and of
# each vCPU; else skips the test and returns 1. QEMU sets an MSR filter.
counts_exits() {
	! grep -q 'release=5\.10\.' "build/runs/$1/l1.facts" || {
		skip "$2" "Linux 5.10 also counts the ranges of an MSR filter as exits, and tells no vCPU's"
		return 1
	}
}

# ended RUN: prints the exit status of a kept run.
ended() {
	cat "build/runs/$1.status"
}

# same_record RUN RUN: compares their records byte for byte.
same_record() {
	cmp "$(record "$1")" "$(record "$2")"
}

# field RUN KIND [NAME] KEY: prints a value by exit-record get.
field() {
	field_record=$(record "$1")
	shift
	build/probe-os/exit-record get "$@" "$field_record"
}

# net_exits RUN PHASE: prints the exits of a phase without the own reads.
net_exits() {
	field "$1" phase "$2" beyond
}

# caused RUN PHASE REASON: prints the exits of a phase with this reason.
caused() {
	field "$1" reasons "$2" "$3.exits"
}

# by_cause RUN PHASE [REASON [KIND [DETAIL]]]: prints the exits that the causes of a phase have.
by_cause() {
	by_cause_id=$(field "$1" checkpoint "$2" id)
	build/probe-os/exit-record table cause --csv "$(record "$1")" |
		awk -F , -v phase="$by_cause_id" -v reason="${3-}" -v kind="${4-}" -v detail="${5-}" '
			$1 == phase && (reason == "" || $2 == reason) && (kind == "" || $3 == kind) &&
				(detail == "" || $4 == detail) { n += $7 }
			END { print n + 0 }'
}

# reported RUN KEY: prints the values of a key in L1's report.
reported() {
	sed -n "s/^$2=//p" "$(folder "$1")/report"
}
