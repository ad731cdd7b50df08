# SPDX-License-Identifier: GPL-2.0-only
# Check FILE (variable file) against the table of places that is read first:
# as many calls of each hook in each function as the table has rows for it.

NR == FNR && /^#/	{ next }
NR == FNR && $1 == file	{ want[$2 " " $3]++; known[$3] = 1 }
NR == FNR		{ next }

/^[a-z].*\(/ && !/;$/ {
	line = $0
	sub(/\(.*/, "", line)
	sub(/.*[ *]/, "", line)
	inside = line
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
