# SPDX-License-Identifier: GPL-2.0-only
# The host patch's list of exit reasons as REASON(code, word), in lower case.
# Names that count up from 0, as READ_CR0, READ_CR1..., become one row with # for the
# number; it covers all codes up to the next row's.
/^EXIT_REASON/ {
	parts = split(tolower($0), part, /[(), ]+/)
	code = part[parts - 2]
	word = part[parts - 1]
	pattern = word
	number = ""
	if (match(word, /[0-9]+/)) {
		number = substr(word, RSTART, RLENGTH)
		pattern = substr(word, 1, RSTART - 1) "#" substr(word, RSTART + RLENGTH)
	}
	if (pattern != last || number == "" || number != last_number + 1)
		printf "REASON(%s, \"%s\")\n", code, number == "0" ? pattern : word
	last = pattern
	last_number = number
}
