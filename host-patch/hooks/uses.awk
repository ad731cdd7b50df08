# SPDX-License-Identifier: GPL-2.0-only
# Check KVM's files against the table of uses, which is read first: each
# use of a name must be in a function that the table has for it, and be the only one there.

NR == FNR && /^#/	{ next }
NR == FNR {
	names[$1] = "(^|[^A-Za-z0-9_])" $1 "([^A-Za-z0-9_]|$)"
	known[$1 " " $2] = 1
	next
}

FNR == 1	{ inside = "" }
function_of($0)	{ inside = function_of($0) }
!/^[ \t]/ || /^[ \t]*(\/\*|\*)/	{ next }

{
	gsub(/\/\*.*\*\//, "")
	for (name in names)
		if ($0 ~ names[name])
			uses[name " " inside " " FILENAME]++
}

END {
	for (use in uses) {
		split(use, part, " ")
		if (!((part[1] " " part[2]) in known))
			printf "no hook for %s, %s(): it uses %s()\n", part[3], part[2], part[1] > "/dev/stderr"
		else if (uses[use] > 1)
			printf "no hook for %s, %s(): it uses %s() %d times, not once\n",
				part[3], part[2], part[1], uses[use] > "/dev/stderr"
	}
}
