# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# The knobs of the table boot/knobs. Source it after base/lib.sh.

# knob_rows GUEST LAB: prints the rows for them, "NAME|SETTING|WHAT".
knob_rows() {
	awk -F ' *[|] *' -v guest="$1" -v lab="$2" '
		!/^#/ && index(" " $2 " ", " " guest " ") && index(" " $3 " ", " " lab " ") {
			print $1 "|" $4 "|" $5
		}' boot/knobs
}

# knob_column NUMBER: prints that column of the row KNOB.
knob_column() {
	awk -F ' *[|] *' -v name="$KNOB" -v column="$1" '!/^#/ && $1 == name { print $column }' boot/knobs
}

# knob_setting GUEST: prints what KNOB=NAME sets, VARIABLE=VALUE. It adds to options of the same
# name; anything else it replaces.
knob_setting() {
	knob_guests=$(knob_column 2) knob_sets=$(knob_column 4)
	case " $knob_guests " in
	*" $1 "*) ;;
	'  ') die "KNOB=$KNOB is invalid: use one of $(awk -F ' *[|]' '!/^#/ { print $1 }' boot/knobs | paste -sd ' ')" ;;
	*) die "KNOB=$KNOB is for $knob_guests only: see boot/knobs" ;;
	esac
	case $knob_sets in
	-) echo "KNOB=$KNOB" ;;
	KVM_OPTIONS=*) echo "KVM_OPTIONS=${KVM_OPTIONS:-}${KVM_OPTIONS:+ }${knob_sets#*=}" ;;
	GUEST_OPTIONS=*) echo "GUEST_OPTIONS=${GUEST_OPTIONS:-}${GUEST_OPTIONS:+ }${knob_sets#*=}" ;;
	*) echo "$knob_sets" ;;
	esac
}

# choose_knob GUEST: exports that, if KNOB is set.
choose_knob() {
	[ -n "${KNOB:-}" ] || return 0
	knob_sets=$(knob_setting "$1")
	export "${knob_sets?}"
}
