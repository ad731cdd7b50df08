# SPDX-License-Identifier: GPL-2.0-only
# Reads exit-record's table of changes as CSV, for the scripts that follow.

# read_change: takes the current line apart into knob, cause, exits and change; false for the
# titles. A cause with a comma or a quote has quotes.
function read_change(    head, number) {
	if (!match($0, /,[0-9]+,[0-9]+,[+-][0-9]+$/))
		return 0
	split(substr($0, RSTART + 1), number, ",")
	exits = number[2]
	change = number[3]
	head = substr($0, 1, RSTART - 1)
	knob = substr(head, 1, index(head, ",") - 1)
	cause = substr(head, length(knob) + 2)
	if (sub(/^"/, "", cause)) {
		sub(/"$/, "", cause)
		gsub(/""/, "\"", cause)
	}
	return 1
}
