# SPDX-License-Identifier: GPL-2.0-only
# Name the marks of a copy of FILE (variable file): ways past the hooks. Each mark says why the
# line below it is one.

function_of($0)	{ inside = function_of($0) }

/exit_probe_bypassed\(".*"\);/ {
	why = $0
	sub(/.*exit_probe_bypassed\("/, "", why)
	sub(/"\);.*/, "", why)
	next
}
why {
	sub(/^[ \t]+/, "")
	printf "no hook for %s, %s(): %s, \"%s\"\n", file, inside, why, $0 > "/dev/stderr"
}
{ why = "" }
