#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Replace the text between the two marks of a script in a document by the standard input.
#
# usage: between.sh SCRIPT DOCUMENT
set -eu

new=$(mktemp "$2.XXXXXX")
trap 'rm -f "$new"' EXIT
trap 'exit 1' HUP INT TERM
awk -v script="$1" '
	$0 == "<!-- end of " script " -->"	{ inside = 0 }
	!inside
	$0 == "<!-- made by " script " -->"	{
		inside = 1
		while ((getline line <"-") > 0)
			print line
	}' "$2" >"$new"
cat "$new" >"$2"
