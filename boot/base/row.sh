#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Put a row, the standard input, into the table between the two marks of a script in a
# document, instead of the row that starts with the same columns. The table has its two
# header lines there; its rows are sorted.
#
# usage: row.sh SCRIPT DOCUMENT START	such as "| SVM | 6.1 |"
set -eu

# Tests that run at the same time write into the same document.
exec 9<"$2"
flock 9
table=$(sed -n "/^<!-- made by $1 -->\$/,/^<!-- end of $1 -->\$/p" "$2" | sed '1d; $d')
row=$(cat)
{
	echo "$table" | head -n 2
	{
		echo "$table" | START=$3 awk 'NR > 2 && index($0, ENVIRON["START"]) != 1'
		echo "$row"
	} | sort -V
} | boot/base/between.sh "$1" "$2"
