# SPDX-License-Identifier: GPL-2.0-only
# Turns exit-record's changes as CSV into a gnuplot script. The colour of a cell is as strong as
# the change is large, by powers of ten. After knobs-csv.awk.

function size_of(change) {
	return change < 0 ? -change : change
}

# Exits with five digits or more are thousands.
function short(change,    size) {
	size = size_of(change)
	return (change < 0 ? "−" : "+") (size < 10000 ? size : int((size + 500) / 1000) "k")
}

# From white to the colour; colours as in boot/compare/palette.c
function colour_of(change,    part, red, green, blue) {
	part = log(size_of(change)) / log(10) / 5
	part = part > 1 ? 1 : 0.1 + 0.9 * part
	red = change < 0 ? 47 : 200
	green = change < 0 ? 143 : 85
	blue = change < 0 ? 107 : 61
	return int(255 - (255 - red) * part) * 65536 + int(255 - (255 - green) * part) * 256 + \
		int(255 - (255 - blue) * part)
}

read_change() && knob != "base" {
	gsub(/["\\]/, "", cause)
	if (!(knob in row_of)) {
		row_of[knob] = rows
		knobs[rows++] = knob
	}
	changes[knob, cause] = change + 0
	if (cause != "all" && size_of(change) > largest[cause])
		largest[cause] = size_of(change)
}

END {
	if (!rows)
		knobs[rows++] = "base"
	shown[columns++] = "all"
	while (columns < 13) {
		best = ""
		for (cause in largest)
			if (best == "" || largest[cause] > largest[best] || (largest[cause] == largest[best] && cause < best))
				best = cause
		if (best == "")
			break
		shown[columns++] = best
		delete largest[best]
	}
	print "set terminal svg size " 220 + 66 * columns "," 230 + 26 * rows " font 'sans-serif,12' background rgb 'white'"
	print "unset key; unset border; unset colorbox; set tics scale 0"
	print "set xrange [-0.5:" columns - 0.5 "]; set yrange [" rows - 0.5 ":-0.5]"
	print "set lmargin 18; set tmargin 11; set rmargin 8; set bmargin 1"
	for (i = 0; i < columns; i++)
		print "set label " i + 1 " \"" shown[i] "\" at " i - 0.2 ",-0.7 rotate by 35 left noenhanced"
	printf "set ytics ("
	for (i = 0; i < rows; i++)
		printf "%s\"%s\" %d", i ? ", " : "", knobs[i], i
	print ") noenhanced\n$cells <<DATA"
	for (i = 0; i < rows; i++)
		for (j = 0; j < columns; j++)
			if (changes[knobs[i], shown[j]])
				print j, i, 0.48, 0.44, colour_of(changes[knobs[i], shown[j]]), short(changes[knobs[i], shown[j]])
	print "-9 -9 0 0 0 0\nDATA"
	print "unset xtics"
	print "plot $cells using 1:2:3:4:5 with boxxyerror lc rgb variable fs solid noborder, \\"
	print "  $cells using 1:2:6 with labels font ',11' noenhanced"
}
