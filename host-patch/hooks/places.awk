# SPDX-License-Identifier: GPL-2.0-only
# Check FILE (variable file) against the table of places, which is read first: a function
# must have as many calls of a hook as the table has rows, and no other function any. Of
# functions with a "|" between them, all together. A row that ends in "if TEXT" counts if a
# line of FILE has that text.

NR == FNR && /^#/	{ next }
NR == FNR && $1 == file	{
	known[$3] = 1
	rows[++n] = $2 " " $3
	if ($4 == "if")
		provided[n] = substr($0, index($0, " if ") + 4)
}
NR == FNR		{ next }

function_of($0)	{ inside = function_of($0) }

{
	for (i in provided)
		if (index($0, provided[i]))
			given[i] = 1
}

/^[ \t].*exit_probe_[a-z_]+\(/ {
	match($0, /exit_probe_[a-z_]+\(/)
	hook = substr($0, RSTART, RLENGTH - 1)
	if (hook in known)
		got[inside " " hook]++
}

# take NAMES HOOK: how often it is in these functions.
function take(names, hook,   name, i, count, sum) {
	count = split(names, name, "|")
	for (i = 1; i <= count; i++) {
		sum += got[name[i] " " hook]
		delete got[name[i] " " hook]
	}
	return sum + 0
}

END {
	for (i = 1; i <= n; i++)
		want[rows[i]] += !(i in provided) || (i in given)
	for (place in want) {
		split(place, part, " ")
		placed = take(part[1], part[2])
		if (placed != want[place])
			misplaced(part[2], file, functions(part[1]), placed, want[place])
	}
	for (place in got) {
		split(place, part, " ")
		misplaced(part[2], file, functions(part[1]), got[place], 0)
	}
	exit bad
}
