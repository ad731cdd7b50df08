# SPDX-License-Identifier: GPL-2.0-only
# Makes a table for people of the findings, and results.json in the form that Gradescope's
# autograder reads.
#
# usage: awk -f report.awk -v json=FILE -v layout=YEAR -v head=TEXT CHECKS WEIGHTS FINDINGS
#   CHECKS   the file weights, which says what each check is
#   WEIGHTS  the points of each check; a wrong line ends this with status 2

function refuse(why) {
	print "grade: " FILENAME ":" FNR ": " why >"/dev/stderr"
	refused = 1
	exit 2
}

function quoted(text) {
	gsub(/[^ -~]/, "?", text)
	gsub(/[\\"]/, "\\\\&", text)
	return "\"" text "\""
}

# The text after some words of a line
function after(words,    text, i) {
	text = $0
	for (i = 0; i < words; i++)
		sub(/^[^ ]* */, "", text)
	return text
}

FNR == 1 { file++ }
file == 1 && !/^#/ && NF {
	order[++checks] = $1
	title[$1] = $0
	sub(/^[^#]*# */, "", title[$1])
	next
}
file == 2 {
	sub(/#.*/, "")
	if (!NF)
		next
	if (NF != 2)
		refuse("not CHECK POINTS: " $0)
	if (!($1 in title))
		refuse("no such check: " $1)
	if ($2 !~ /^[0-9]+(\.[0-9]+)?$/)
		refuse("points are a number, not " $2)
	if ($1 in points)
		refuse($1 " has points already")
	points[$1] = $2
	next
}
file == 3 && $1 == "check" {
	if ($3 == "fail" && result[$2] != "fail") {
		result[$2] = "fail"
		text[$2] = after(3)
	} else if (!($2 in result)) {
		result[$2] = $3
		text[$2] = after(3)
	} else if ($3 == "fail")
		more[$2]++
}

# What ended the grading early, for the checks that did not run
function reason_for_none(    i, check) {
	for (i = 1; i <= checks; i++) {
		check = order[i]
		if (result[check] == "fail" && check ~ /^(applies|builds|loads|stable|bounds)$/)
			return check
	}
	return ""
}

END {
	if (refused)
		exit 2
	if (file < 3)
		exit
	printf "%-14s %8s  %-6s  %s\n", "check", "points", "result", "what was seen"
	for (i = 1; i <= checks; i++) {
		check = order[i]
		if (check == "reason-cycles" && layout == 2020)
			continue
		if (!(check in result)) {
			result[check] = "-"
			text[check] = "not run" (reason_for_none() == "" ? "" : ", see " reason_for_none())
		}
		if (more[check])
			text[check] = text[check] " (and " more[check] " more)"
		if (result[check] == "skip")
			points[check] = 0
		got = result[check] == "pass" ? points[check] + 0 : 0
		score += got
		max += points[check]
		printf "%-14s %8s  %-6s  %s\n", check, got "/" (points[check] + 0), result[check], text[check]
		# A test without points is for information.
		tests = tests (tests == "" ? "" : ",\n") "    { \"name\": " quoted(check ": " title[check]) \
			(points[check] + 0 ? ", \"score\": " got ", \"max_score\": " (points[check] + 0) : "") \
			", \"status\": \"" (result[check] ~ /^(pass|note|skip)$/ ? "passed" : "failed") \
			"\", \"output\": " quoted(text[check]) " }"
	}
	printf "%-14s %8s\n", "score", score "/" max
	printf "{\n  \"score\": %s,\n  \"output\": %s,\n  \"output_format\": \"text\",\n  \"tests\": [\n%s\n  ]\n}\n", score, quoted(head), tests >json
}
