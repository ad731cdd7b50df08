# SPDX-License-Identifier: GPL-2.0-only
# Prints the table's row of the knob NAME, which changes WHAT, as Markdown. The causes come in
# order; after knobs-csv.awk.

# 12345 is 12,345.
function grouped(number,    text) {
	for (text = ""; length(number) > 3; number = substr(number, 1, length(number) - 3))
		text = "," substr(number, length(number) - 2) text
	return number text
}

# Empty cells have one space, as exit-record's.
function cell(text) {
	return (text == "" ? "" : " " text) " |"
}

read_change() && knob == NAME {
	sign = substr(change, 1, 1)
	size = grouped(substr(change, 2))
	gsub(/\|/, "\\|", cause)
	if (cause == "all")
		all = grouped(exits) " | " (size == "0" ? size : sign size)
	else if (count[sign]++ < 3)
		list[sign] = list[sign] (list[sign] ? "<br>" : "") size " " cause
}

END {
	print "| `" NAME "` | " WHAT " | " all " |" cell(list["-"]) cell(list["+"])
}
