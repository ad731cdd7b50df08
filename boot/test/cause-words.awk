# SPDX-License-Identifier: GPL-2.0-only
# Causes as KVM, the tracer and the sampler write them, in one form: REASON KIND DETAIL ACCESS
# WIDTH, where DETAIL is decimal. For awk -f, before the script that calls these.

function hex(digits,   i, number) {
	for (i = 3; i <= length(digits); i++)
		number = number * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
	return number
}

# A row of the tracer's table: REASON KIND [DETAIL [ACCESS] [WIDTH]], from word 4 on
function cause_of_row(   access, width, detail, i) {
	access = "none"
	for (i = 7; i <= NF; i++)
		if ($i ~ /^[0-9]+$/)
			width = $i
		else
			access = $i
	detail = $6 ~ /^0x/ ? hex($6) : $6
	return sprintf("%s %s %.0f %s %d", $4, $5, detail, access, width)
}

# What debugfs and the sampler have. The vector of a host's interrupt is nobody else's to see.
function host_cause(reason, kind, detail, access, width) {
	if (kind == "host_vector")
		return tolower(reason) " none 0 none 0"
	return sprintf("%s %s %.0f %s %d", tolower(reason), kind, hex(detail), access, width)
}

# A line of debugfs: PHASE CODE REASON KIND DETAIL ACCESS WIDTH exits=N cycles=N ...
function cause_of_line() {
	return host_cause($3, $4, $5, $6, $7)
}

function value(word) {
	return substr(word, index(word, "=") + 1) + 0
}

# A line of a record: sets field[].
function read_line(   i, at) {
	delete field
	for (i = 3; i <= NF; i++) {
		at = index($i, "=")
		field[substr($i, 1, at - 1)] = substr($i, at + 1)
	}
}

function cause_of_field() {
	return sprintf("%s %s %.0f %s %d", field["reason"], field["kind"], field["detail"], field["access"], field["width"])
}

FNR == 1 { file++ }
