# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# TAP 13 for shell tests: source this, call is/ok/fails/skip, end with tap_done.

. boot/base/environment.sh

tap_count=0
tap_failed=0
# A signal also runs the test's EXIT trap.
trap 'exit 1' HUP INT TERM
echo "TAP version 13"

# tap_line STATUS NAME: prints one result line.
tap_line() {
	tap_count=$((tap_count + 1))
	[ "$1" = ok ] || tap_failed=$((tap_failed + 1))
	echo "$1 $tap_count - $2"
}

# is NAME GOT WANT: expects equal strings.
is() {
	if [ "$2" = "$3" ]; then
		tap_line ok "$1"
	else
		tap_line "not ok" "$1"
		printf '# got:  %s\n# want: %s\n' "$2" "$3"
	fi
}

# ok NAME COMMAND...: expects success; else shows the output.
ok() {
	tap_name=$1
	shift
	if tap_out=$("$@" 2>&1); then
		tap_line ok "$tap_name"
	else
		tap_line "not ok" "$tap_name"
		printf '%s\n' "$tap_out" | sed 's/^/# /'
	fi
}

# fails NAME PATTERN COMMAND...: expects failure, and a line of output that matches PATTERN.
fails() {
	tap_name=$1 tap_pattern=$2
	shift 2
	if tap_out=$("$@" 2>&1); then
		tap_line "not ok" "$tap_name"
		echo "# it succeeded"
	elif printf '%s\n' "$tap_out" | grep -qE -- "$tap_pattern"; then
		tap_line ok "$tap_name"
	else
		tap_line "not ok" "$tap_name"
		printf '%s\n' "$tap_out" | sed "s|^|# |"
	fi
}

# skip NAME REASON
skip() {
	tap_line ok "$1 # SKIP $2"
}

# tap_relay FILE [PREFIX]: prints the results of another program, "ok - NAME", with the next
# numbers, and its other output as comments.
tap_relay() {
	while read -r tap_result; do
		case $tap_result in
		"ok - "*) tap_line ok "${2:-}${tap_result#ok - }" ;;
		"not ok - "*) tap_line "not ok" "${2:-}${tap_result#not ok - }" ;;
		*) echo "# ${tap_result#\# }" ;;
		esac
	done <"$1"
}

# tap_relay_report FILE [PREFIX]: the same for a report with numbered results and a plan.
tap_relay_report() {
	sed -n 's/^\(ok\|not ok\) [0-9]* - /\1 - /p; /^#/p' "$1" >"$1.results"
	tap_relay "$1.results" "${2:-}"
}

tap_done() {
	echo "1..$tap_count"
	[ "$tap_failed" -eq 0 ]
}
