# SPDX-License-Identifier: GPL-2.0-only
# Check FILE (variable file) against the table of places, which is read first:
# each function must have as many calls of a hook as the table has rows. A row
# that ends in "if TEXT" counts as often as the function has the line TEXT, which
# is verbatim, without its indentation: "if if (...) {" for an if of C.

NR == FNR && /^#/	{ next }
NR == FNR && $1 == file	{
	known[$3] = 1
	if ($4 == "if")
		provided[$2 " " $3] = substr($0, index($0, " if ") + 4)
	else
		want[$2 " " $3]++
}
NR == FNR		{ next }

/^[a-z].*\(/ && !/;$/ {
	line = $0
	sub(/\(.*/, "", line)
	sub(/.*[ *]/, "", line)
	inside = line
}

{
	line = $0
	gsub(/^[ \t]+/, "", line)
	for (place in provided)
		if (line == provided[place] && index(place, inside " ") == 1)
			want[place]++
}

/^[ \t].*exit_probe_[a-z_]+\(/ {
	match($0, /exit_probe_[a-z_]+\(/)
	hook = substr($0, RSTART, RLENGTH - 1)
	if (hook in known)
		got[inside " " hook]++
}

END {
	for (place in got)
		if (!(place in want))
			want[place] = 0
	for (place in want)
		if (got[place] != want[place]) {
			split(place, part, " ")
			printf "hook %s does not fit %s, %s(): placed %d times, not %d\n",
				part[2], file, part[1], got[place], want[place] > "/dev/stderr"
			bad = 1
		}
	exit bad
}
