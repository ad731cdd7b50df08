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

# choose_knob GUEST...: exports the setting of KNOB=NAME, which must be for one of these guests.
# It is added to options of the same name; others it replaces.
choose_knob() {
	[ -n "${KNOB:-}" ] || return 0
	knob_setting=$(awk -F ' *[|] *' -v name="$KNOB" '!/^#/ && $1 == name { print $4 }' boot/knobs)
	[ -n "$knob_setting" ] ||
		die "KNOB=$KNOB is invalid: use one of $(awk -F ' *[|]' '!/^#/ { print $1 }' boot/knobs | paste -sd ' ')"
	for knob_guest; do
		! knob_is_for "$knob_guest" || break
		knob_guest=
	done
	[ -n "$knob_guest" ] || die "KNOB=$KNOB is not for this guest: see boot/knobs"
	[ "$knob_setting" != - ] || return 0
	case $knob_setting in
	KVM_OPTIONS=*) export KVM_OPTIONS="${KVM_OPTIONS:-}${KVM_OPTIONS:+ }${knob_setting#*=}" ;;
	GUEST_OPTIONS=*) export GUEST_OPTIONS="${GUEST_OPTIONS:-}${GUEST_OPTIONS:+ }${knob_setting#*=}" ;;
	*) export "${knob_setting%%=*}=${knob_setting#*=}" ;;
	esac
}

# knob_is_for GUEST: succeeds if KNOB is for it.
knob_is_for() {
	awk -F ' *[|] *' -v name="$KNOB" -v guest="$1" '
		!/^#/ && $1 == name && index(" " $2 " ", " " guest " ") { found = 1 }
		END { exit !found }' boot/knobs
}
