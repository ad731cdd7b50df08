# SPDX-License-Identifier: GPL-2.0-only
# Edit FILE (variable file) by the anchors file, which is read first. Names each hook whose
# anchor does not match exactly one line, or matches although the line of its "unless" is
# there; the others are placed all the same.

# name_of TEXT: the function that it calls, else its first line.
function name_of(text) {
	if (match(text, /exit_probe_[a-z_]+\(/))
		return substr(text, RSTART, RLENGTH - 1)
	sub(/\n.*/, "", text)
	gsub(/[ \t]+/, " ", text)
	sub(/^ /, "", text)
	return "\"" text "\""
}

function matches(i) {
	if (how[i] == "tail")
		return $0 == anchor[i] " {"
	return $0 ~ anchor[i] && (!where[i] || index("|" where[i] "|", "|" inside "|"))
}

NR == FNR && (/^#/ || /^$/)	{ next }
NR == FNR && $1 == "file"	{ mine = ($2 == file); next }
NR == FNR && !mine		{ next }
NR == FNR && /^\+/		{ text[n] = text[n] substr($0, 2) "\n"; next }
NR == FNR && $1 == "in"	{ where[n + 1] = $2; next }
NR == FNR && $1 == "unless"	{ unless[n + 1] = substr($0, 8); next }
NR == FNR {
	how[++n] = $1
	anchor[n] = substr($0, length($1) + 2)
	next
}

function_of($0)	{ inside = function_of($0) }

{
	below = ""
	for (i = 1; i <= n; i++) {
		if ((i in unless) && $0 ~ unless[i])
			spared[i] = 1
		if (!matches(i))
			continue
		if (how[i] == "tail") {
			open = i
			continue
		}
		hits[i]++
		if (how[i] == "before")
			printf "%s", text[i]
		else if (how[i] == "after")
			below = below text[i]
		else
			$0 = substr(text[i], 1, length(text[i]) - 1)
	}
	# The structure may have attributes behind its end.
	if (open && /^}/) {
		hits[open]++
		printf "%s", text[open]
	}
	if (/^[}a-z]/ && $0 != anchor[open] " {")
		open = 0
	print
	printf "%s", below
}

END {
	for (i = 1; i <= n; i++) {
		want = !(i in spared)
		place = how[i] == "tail" ? anchor[i] : where[i] ? functions(where[i]) : ""
		if (hits[i] != want)
			misplaced(name_of(text[i]), file, place, hits[i], want)
	}
	exit bad
}
