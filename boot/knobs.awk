# SPDX-License-Identifier: GPL-2.0-only
# Prints the row of one knob from exit-record's changes as CSV, whose causes are in order.

# 12345 is 12,345.
function grouped(number,    text) {
	for (text = ""; length(number) > 3; number = substr(number, 1, length(number) - 3))
		text = "," substr(number, length(number) - 2) text
	return number text
}

# A cause has quotes if it has a comma.
function unquoted(text) {
	if (sub(/^"/, "", text))
		sub(/"$/, "", text)
	gsub(/\|/, "\\|", text)
	return text
}

index($0, knob ",") == 1 && match($0, /,[0-9]+,[0-9]+,[+-][0-9]+$/) {
	cause = substr($0, length(knob) + 2, RSTART - length(knob) - 2)
	split(substr($0, RSTART + 1), number, ",")
	size = grouped(substr(number[3], 2))
	sign = substr(number[3], 1, 1)
	if (cause == "all") {
		exits = grouped(number[2])
		change = size == "0" ? size : sign size
	} else if (count[sign]++ < 3) {
		list[sign] = list[sign] (list[sign] ? "<br>" : "") size " " unquoted(cause)
	}
}

END {
	print "| `" knob "` | " what " | " exits " | " change " | " list["-"] " | " list["+"] " |"
}
