# SPDX-License-Identifier: GPL-2.0-only
# Convert the cost lines of the reports to CSV.

BEGIN {
	columns = split("lab kind method what count n least median mean most", column)
	for (i = 1; i <= columns; i++)
		printf "%s%s", column[i], i < columns ? "," : "\n"
}

# "kind=cost method=...": bench writes the kind without a key, bench.sh gave it one.
$2 ~ /^kind=(cost|scale|leaf)$/ {
	split("", value)
	for (i = 1; i <= NF; i++) {
		split($i, pair, "=")
		value[pair[1]] = pair[2]
	}
	# Keys that differ between the kinds.
	value["what"] = value["op"] value["of"] value["read"]
	value["count"] = value["count"] value["vcpus"]
	for (i = 1; i <= columns; i++)
		printf "%s%s", value[column[i]], i < columns ? "," : "\n"
}
