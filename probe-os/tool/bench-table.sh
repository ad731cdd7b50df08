#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks of two records side by side, as a table in Markdown: exits and
# their reasons, round trip (median), kernel and userspace cycles per operation.
#
# usage: bench-table.sh RECORD RECORD [NAME...]
#   NAME  a benchmark (default: all of them)
set -eu

[ $# -ge 2 ] || {
	echo "usage: bench-table.sh RECORD RECORD [NAME...]" >&2
	exit 2
}
one=$1 two=$2
shift 2
for record in "$one" "$two"; do
	grep -q '^exit-probe: bench ' "$record" || {
		echo "bench-table: $record has no benchmarks: it takes records of 'make run BENCH=all'" >&2
		exit 2
	}
done
exec awk -v chosen=" $* " '
	/^exit-probe: host / {
		run++
		vendor[run] = $0
		sub(/.* vendor=/, "", vendor[run])
		sub(/ .*/, "", vendor[run])
	}
	/^exit-probe: bench / {
		reason = $0
		sub(/.* reason="/, "", reason)
		sub(/" n=.*/, "", reason)
		line = $0
		sub(/ reason="[^"]*"/, "", line)
		count = split(line, words, " ")
		for (i = 3; i <= count; i++) {
			split(words[i], pair, "=")
			value[pair[1]] = pair[2]
		}
		name = value["name"]
		if (chosen != "  " && !index(chosen, " " name " "))
			next
		if (!(name in seen))
			order[++rows] = name
		seen[name] = 1
		cell[name, run] = "| " reason " | | | "
		if (value["n"] + 0 > 0) {
			by = value["exits_by"]
			gsub(/:[0-9]*/, "", by)
			gsub(/,/, ", ", by)
			if (by)
				by = " " by
			cell[name, run] = sprintf("| %.4g%s | %d | %d | %d ",
				value["exits"] / value["n"], by, value["tsc_median"],
				value["kernel"] / value["n"], value["userspace"] / value["n"])
		}
	}
	END {
		printf "| operation "
		for (r = 1; r <= run; r++)
			printf "| %s: exits | round trip | kernel | VMM ", vendor[r]
		printf "|\n|---"
		for (r = 1; r <= run; r++)
			printf "|---|--:|--:|--:"
		print "|"
		for (i = 1; i <= rows; i++) {
			printf "| `%s` ", order[i]
			for (r = 1; r <= run; r++)
				printf "%s", ((order[i], r) in cell) ? cell[order[i], r] : "| | | | "
			print "|"
		}
	}' "$one" "$two"
