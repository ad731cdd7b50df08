# SPDX-License-Identifier: GPL-2.0-only
# The framebuffer's font, for framebuffer.c, from ascii.h of GRUB: a row of 16 bytes for each
# ASCII code; a byte is a line of 8 pixels, the leftmost the highest bit.

function refuse(why) {
	print "font: " ARGV[1] ": " why ": install Debian's grub-common" >"/dev/stderr"
	exit 1
}

BEGIN {
	FS = ","
	while ((got = (getline <ARGV[1])) > 0) {
		if (!/^0x/)
			continue
		if (NF != 17)
			refuse("a row has not 16 bytes")
		rows++
		print "{ " $0 "},"
	}
	if (got < 0)
		refuse("cannot be read")
	if (rows != 128)
		refuse("not 128 rows")
}
