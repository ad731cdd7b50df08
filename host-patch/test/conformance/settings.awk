# SPDX-License-Identifier: GPL-2.0-only
# Prints the rows of settings of a level (each, pairs or whole) and of those before it, without
# the level: awk -v level=WORD -f settings.awk settings
/^#/ { next }
$1 == "each" || ($1 == "pairs" && level != "each") || level == "whole" {
	$1 = ""
	print substr($0, 2)
}
