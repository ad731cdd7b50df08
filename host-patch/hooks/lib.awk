# SPDX-License-Identifier: GPL-2.0-only
# What the awk scripts of this folder share.

# function_of LINE: the name of the function whose definition begins there, or "".
function function_of(line) {
	if (line !~ /^[a-z_][^{=:]*\(/ || line ~ /^[^{]*;$/)
		return ""
	sub(/\(.*/, "", line)
	sub(/.*[ *]/, "", line)
	return line
}

# misplaced HOOK FILE WHERE PLACED WANT
function misplaced(hook, file, where, placed, want) {
	printf "hook %s does not fit %s%s: placed %d times, not %d\n",
		hook, file, where ? ", " where : "", placed, want > "/dev/stderr"
	bad = 1
}

# functions NAMES: "a|b" as "a() or b()"
function functions(names) {
	gsub(/\|/, "() or ", names)
	return names "()"
}
