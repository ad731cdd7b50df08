# SPDX-License-Identifier: GPL-2.0-only
# The rows of names.def, after the preprocessor, as one C string, which names.c reads. Kept
# small for the image: most rows take two bytes and their name.
#
#   kind     byte: kind << 2 | 3
#   range    byte: access | size << 2 | size << 4; first, less that of the row before;
#            last - first; the name, up to its NUL
#
# Numbers are little-endian, of 0, 1, 2 or 4 bytes: sizes 0 to 3.

function number(text,    i, value) {
	if (text !~ /^0x/)
		return text + 0
	for (i = 3; i <= length(text); i++)
		value = value * 16 + index("0123456789abcdef", tolower(substr(text, i, 1))) - 1
	return value
}

function size_of(value) {
	return value == 0 ? 0 : value < 256 ? 1 : value < 65536 ? 2 : 3
}

function bytes(value,    i, count, text) {
	count = int(2 ^ (size_of(value) - 1))
	for (i = 0; i < count; i++) {
		text = text sprintf("\\%03o", value % 256)
		value = int(value / 256)
	}
	return text
}

BEGIN {
	access["ANY"] = 0
	access["READ"] = 1
	access["WRITE"] = 2
}

/^KIND\(/ {
	gsub(/[^0-9]/, "")
	printf "\"\\%03o\"\n", $0 * 4 + 3
	before = 0
}

/^RANGE\(/ {
	split($0, part, /[(), ]+/)
	first = number(part[2])
	from = first - before
	more = number(part[3]) - first
	if (!(part[4] in access) || from < 0 || more < 0) {
		print "names.awk: not in order: " $0 >"/dev/stderr"
		exit 1
	}
	before = first
	match($0, /".*"/)
	printf "\"\\%03o%s%s\" %s \"\\0\"\n", access[part[4]] + size_of(from) * 4 + size_of(more) * 16,
		bytes(from), bytes(more), substr($0, RSTART, RLENGTH)
}
