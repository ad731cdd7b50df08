# SPDX-License-Identifier: GPL-2.0-only
# Edit FILE (variable file) by the anchors file, which is read first. Stops and
# names the hook unless each anchor matches exactly one line, or no line if
# the "if" before it matches no line.

function die(text) {
	print text > "/dev/stderr"
	failed = 1
	exit 1
}

# first_line TEXT: the first line, without its indentation.
function first_line(text) {
	sub(/\n.*/, "", text)
	gsub(/[ \t]+/, " ", text)
	sub(/^ /, "", text)
	return text
}

# as_text PATTERN: about the line that it matches, for a message.
function as_text(pattern) {
	gsub(/^\^|\$$|\\/, "", pattern)
	return pattern
}

NR == FNR && (/^#/ || /^$/)	{ next }
NR == FNR && $1 == "file"	{ mine = ($2 == file); next }
NR == FNR && !mine		{ next }
NR == FNR && /^\+/		{ text[n] = text[n] substr($0, 2) "\n"; next }
NR == FNR && $1 == "if"	{ provided[n + 1] = substr($0, 4); next }
NR == FNR {
	how[++n] = $1
	anchor[n] = substr($0, length($1) + 2)
	next
}

{
	below = ""
	for (i = 1; i <= n; i++) {
		if ((i in provided) && $0 ~ provided[i])
			given[i] = 1
		if ($0 ~ anchor[i]) {
			hits[i]++
			if (how[i] == "before")
				printf "%s", text[i]
			else if (how[i] == "after")
				below = below text[i]
			else if (how[i] == "instead")
				$0 = substr(text[i], 1, length(text[i]) - 1)
			else
				open = i
		}
	}
	if (open && /^};/) {
		printf "%s", text[open]
		open = 0
	}
	print
	printf "%s", below
}

END {
	for (i = 1; i <= n && !failed; i++) {
		want = !(i in provided) || (i in given)
		if (hits[i] != want)
			die("hook \"" first_line(text[i]) "\" has no place in " file ": it has " hits[i] + 0 \
				" lines like \"" as_text(anchor[i]) "\", not " want)
	}
}
