# SPDX-License-Identifier: GPL-2.0-only
# Check KVM's files against the table of uses, which is read first: each use of a name must be
# in a function that the table has for it, and be the only one there, or, with "hooked", directly
# below a hook (places.awk counts these). A name that the table has for "*" may be used by others,
# too. One that is like a pattern of the table is checked even if the table lacks it.

NR == FNR && (/^#/ || /^$/)	{ next }
NR == FNR && $1 == "like" {
	like = like "|" $2
	next
}
NR == FNR {
	names = names "|" $1
	if ($3 == "hooked")
		hooked[$1 " " $2] = 1
	else
		known[$1 " " $2] = 1
	next
}

FNR == 1 {
	inside = macro = ""
	used = "^(" substr(names like, 2) ")$"
	some = "(" substr(names like, 2) ")"
}
function_of($0)	{ inside = function_of($0) }
/^#[ \t]*define[ \t]/ {
	macro = $0
	sub(/^#[ \t]*define[ \t]+/, "", macro)
	sub(/[^A-Za-z0-9_].*/, "", macro)
}

$0 ~ some && !/^[ \t]*(\/\*|\*)/ {
	line = $0
	gsub(/\/\*.*\*\//, "", line)
	sub(/\/\/.*/, "", line)
	# The name that a line without indentation declares or defines is no use.
	if (match(line, /^[A-Za-z_][^:={#(]*\(/)) {
		name = substr(line, 1, RLENGTH - 1)
		sub(/.*[ \t*]/, "", name)
		if (name ~ used)
			line = substr(line, RLENGTH)
	}
	while (match(line, /[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		where = macro ? macro : inside
		if (name ~ used && !(below && (name " " where) in hooked && $1 ~ "^" name "\\("))
			uses[name " " FILENAME " " where]++
	}
}

{ below = /^[ \t]+exit_probe_[a-z_]+\(/ }
!/\\$/	{ macro = "" }
/^}/	{ inside = "" }
/^[^ \t#].*\{.*\}[ \t]*$/	{ inside = "" }

END {
	for (use in uses) {
		split(use, part, " ")
		where = part[2] (part[3] ? ", " part[3] "()" : "")
		if ((part[1] " " part[3]) in known) {
			if (uses[use] > 1)
				printf "no hook for %s: it uses %s() %d times, not once\n",
					where, part[1], uses[use] > "/dev/stderr"
		} else if (!((part[1] " *") in known) || (part[1] " " part[3]) in hooked)
			printf "no hook for %s: it uses %s()\n", where, part[1] > "/dev/stderr"
	}
}
