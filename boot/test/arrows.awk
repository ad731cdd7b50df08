# SPDX-License-Identifier: GPL-2.0-only
# Finds the dependencies ("arrows") for arrows.sh: which file includes, sources, runs or copies
# which. Reads the list of files, the layers ("floors"), and then each file twice: for its
# variables, and for its arrows.

# The parent folder of a path; empty at the top.
function folder_of(path) {
	return sub(/\/[^\/]*$/, "", path) ? path : ""
}

# a/./b/../c is a/c.
function plain(path,    part, parts, i, depth, kept) {
	parts = split(path, part, "/")
	for (i = 1; i <= parts; i++) {
		if (part[i] == "" || part[i] == ".")
			continue
		if (part[i] == ".." && depth > 0)
			depth--
		else
			kept[++depth] = part[i]
	}
	path = ""
	for (i = 1; i <= depth; i++)
		path = path (i > 1 ? "/" : "") kept[i]
	return path
}

# The floor of a file or folder: the longest matching prefix. A test/ is a floor of its own.
function floor_of(path,    at) {
	if (match(path "/", /^(.*\/)?test\//)) {
		at = substr(path "/", 1, RLENGTH - 1)
		while (sub(/\/test\/.*$/, "/test", at))
			;
		return at
	}
	for (at = path; at != ""; at = folder_of(at))
		if (at in rank)
			return at
	return "top"
}

# height FLOOR: tests are above all other floors, in the order of their folders; the top
# folder is above them.
function height(floor) {
	if (floor in rank)
		return rank[floor]
	return sub(/\/test$/, "", floor) ? 100 + height(floor) : 1000
}

# A C module is one node: its header and its body.
function node_of(file) {
	if (file ~ /\.[ch]$/)
		sub(/\.[ch]$/, "", file)
	return file
}

function arrow(to, is_file,    floor, target, place) {
	if (to == FILENAME)
		return
	floor = floor_of(FILENAME)
	target = floor_of(to)
	place = FILENAME ":" first
	if ((place, to) in seen)
		return
	seen[place, to]
	if (floor != target)
		count[floor " -> " target]++
	if (height(target) > height(floor))
		upwards[++upward] = place ": " floor " uses " to " of " target ", which is above it"
	if (is_file && node_of(FILENAME) != node_of(to) && !((node_of(FILENAME), node_of(to)) in where)) {
		where[node_of(FILENAME), node_of(to)] = place
		out[node_of(FILENAME)] = out[node_of(FILENAME)] " " node_of(to)
	}
}

# Adds the arrow for a word of a script or a recipe.
function follow(word,    at) {
	sub(/^-[A-Za-z]/, "", word)
	sub(/[%*].*/, "", word)
	sub(/[.\/]+$/, "", word)
	word = plain(word)
	if (word in file && word ~ /\//)
		arrow(word, 1)
	else if (word in folder && word ~ /[\/-]/)
		arrow(word, 0)
	else if (word ~ /^build\//) {
		for (at = word; at != ""; at = folder_of(at))
			if (at in made_by) {
				arrow(made_by[at], 0)
				break
			}
	} else if (word in only && word ~ /\.sh$/)
		arrow(only[word], 1)
}

# value NAME: the path in a variable of this file or of all makefiles; else a blank.
function value(name) {
	if (kind == "make")
		return (name in variable) ? variable[name] : "\001"
	return ((FILENAME, name) in variable) ? variable[FILENAME, name] : "\001"
}

# The line with its variables replaced.
function expanded(line,    done, name) {
	if (kind != "make")
		gsub(/"?\$\(dirname "\$0"\)"?|"?\$\{0%\/\*\}"?/, folder_of(FILENAME), line)
	done = ""
	while (match(line, /\$([A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\}|\([A-Za-z_][A-Za-z0-9_]*\))/)) {
		name = substr(line, RSTART, RLENGTH)
		gsub(/[${}()]/, "", name)
		done = done substr(line, 1, RSTART - 1)
		done = done value(name)
		line = substr(line, RSTART + RLENGTH)
	}
	return done line
}

# $(addprefix a/,b c) is a/b a/c.
function with_prefixes(line,    all, call, words, word, i, prefix) {
	while (match(line, /\$\(addprefix [^(),$]*,[^()$]*\)/)) {
		call = substr(line, RSTART + 12, RLENGTH - 13)
		prefix = call
		sub(/,.*/, "", prefix)
		sub(/^[^,]*,/, "", call)
		words = split(call, word, " ")
		all = ""
		for (i = 1; i <= words; i++)
			all = all " " prefix word[i]
		line = substr(line, 1, RSTART - 1) all substr(line, RSTART + RLENGTH)
	}
	return line
}

# Variables that hold one path.
function note_variables(line,    words, word, i, name) {
	line = expanded(line)
	if (kind == "make") {
		if (line ~ /^[A-Za-z_]+ *[:?]?= *[^ ]+ *$/) {
			name = line
			sub(/ .*/, "", name)
			sub(/^[^=]*= */, "", line)
			if (line ~ /^[A-Za-z0-9_.\/+-]+$/)
				variable[name] = line
		}
		# Variables of the Makefile belong to all makefiles.
		if (FILENAME == "Makefile")
			return
		if (line ~ /^[A-Za-z_]+ *[:?]?=/) {
			name = line
			sub(/ *[:?]?=.*/, "", name)
			defined[name] = FILENAME
		} else if (sub(/^\.PHONY: */, "", line)) {
			words = split(line, word, " ")
			for (i = 1; i <= words; i++)
				defined[word[i]] = FILENAME
		}
		return
	}
	words = split(line, word, /[ \t;]+/)
	for (i = 1; i <= words; i++)
		if (match(word[i], /^[A-Za-z_][A-Za-z0-9_]*=/)) {
			name = substr(word[i], 1, RLENGTH - 1)
			line = substr(word[i], RLENGTH + 1)
			gsub(/"/, "", line)
			if (line ~ /^[A-Za-z0-9_.\/+-]+(\001.*)?$/ && (line ~ /^build(\/|$)/ || plain(line) in folder))
				variable[FILENAME, name] = line
		}
}

# The goals of a recipe's call of make.
function follow_goals(line,    words, word, i) {
	sub(/.*\$\((MAKE_ALL|LAB_ALL)\)|.*make /, "", line)
	words = split(line, word, /[^A-Za-z0-9_.-]+/)
	for (i = 1; i <= words; i++)
		if (word[i] in defined)
			arrow(defined[word[i]], 0)
}

# Makefiles share variables: the user of a variable depends on the file that defines it.
function follow_variables(line,    name) {
	while (match(line, /\$\((call )?[A-Za-z_][A-Za-z0-9_]*/)) {
		name = substr(line, RSTART + 2, RLENGTH - 2)
		line = substr(line, RSTART + RLENGTH)
		sub(/^call /, "", name)
		if (name in defined)
			arrow(defined[name], 0)
	}
}

# The file of an #include, in the same folder or in one of -I.
function follow_include(name,    i, at) {
	at = plain(folder_of(FILENAME) "/" name)
	if (at in file) {
		arrow(at, 1)
		return
	}
	# Headers of the kernel are not in this project.
	for (i = 1; i <= includes; i++)
		if (plain(include[i] "/" name) in file) {
			arrow(plain(include[i] "/" name), 1)
			return
		}
}

function kind_of(name, line) {
	if (name ~ /\.(c|h|asm|inc)$/)
		return "source"
	if (name ~ /(^|\/)Makefile$|\.mk$/)
		return "make"
	if (line ~ /^#!/ || name ~ /\.(sh|t|awk|gp|bt)$/)
		return "script"
	return ""
}

pass == "files" {
	file[$0]
	for (at = folder_of($0); at != ""; at = folder_of(at))
		folder[at]
	base = $0
	sub(/.*\//, "", base)
	if (base in only || base in many) {
		many[base]
		delete only[base]
	} else
		only[base] = $0
	next
}
pass == "floors" && $1 == "floor" { rank[$3] = $2 }
pass == "floors" && $1 == "made" { made_by[$2] = $3 }
pass == "floors" && $1 == "include" { include[++includes] = $2 }
pass == "floors" { next }

FNR == 1 {
	kind = kind_of(FILENAME, $0)
	goes_on = ""
}
kind == "" { next }
kind == "source" {
	if (pass == "arrows" && match($0, /^[ \t]*[#%][ \t]*include[ \t]*"[^"]*"/)) {
		name = $0
		sub(/^[^"]*"/, "", name)
		sub(/".*/, "", name)
		first = FNR
		follow_include(name)
	}
	next
}
/^[ \t]*#/ { next }
{
	# A line with its continuation lines
	sub(/[ \t]# .*/, "")
	if (!goes_on)
		first = FNR
	$0 = goes_on $0
	goes_on = sub(/\\$/, " ") ? $0 : ""
}
goes_on { next }
pass == "variables" { note_variables($0) }
pass == "arrows" {
	if (kind == "make")
		follow_variables($0)
	if (/\$\((MAKE_ALL|LAB_ALL)\)/ || /(^|[;&|(]|then|else|do)[ \t]*make /)
		follow_goals($0)
	words = split(expanded(with_prefixes(expanded($0))), word, /[^A-Za-z0-9_.\/+%*-]+/)
	for (i = 1; i <= words; i++)
		if (word[i] != "")
			follow(word[i])
}

# Depth first, with the path to the node: an arrow back to a node on the path closes a circle.
function visit(node, way,    tos, to, i, circle, at, from) {
	state[node] = "open"
	tos = split(out[node], to, " ")
	for (i = 1; i <= tos; i++) {
		if (state[to[i]] == "open") {
			circle = way " " node " "
			circle = substr(circle, index(circle, " " to[i] " ") + 1)
			circles[++closed] = where[node, to[i]] ": a circle: " circle to[i]
		} else if (state[to[i]] == "")
			visit(to[i], way " " node)
	}
	state[node] = "done"
}

END {
	for (one in count)
		print one, count[one] | "LC_ALL=C sort"
	close("LC_ALL=C sort")
	for (node in out)
		nodes[++n] = node
	for (i = 1; i <= n; i++)
		if (state[nodes[i]] == "")
			visit(nodes[i], "")
	for (i = 1; i <= upward; i++)
		print upwards[i] | "LC_ALL=C sort -V >&2"
	for (i = 1; i <= closed; i++)
		print circles[i] | "LC_ALL=C sort -V >&2"
	close("LC_ALL=C sort -V >&2")
	if (upward + closed == 0)
		exit 0
	print "arrows: " upward + 0 " arrows upwards, " closed + 0 " circles:" \
		" move what is used down, or its user up" >"/dev/stderr"
	exit 1
}
