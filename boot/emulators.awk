# SPDX-License-Identifier: GPL-2.0-only
# Joins the exits under the two emulators, "SIDE KIND NAME REASON EXITS", and names their
# differences by the table, which comes first; see emulators.sh.

function fault(text) {
	print "emulators: " text >"/dev/stderr"
	faults++
}

# The place in the table of a reason in a phase or benchmark
function place_of(name, reason) {
	return (name, reason) in side ? name SUBSEP reason : "*" SUBSEP reason
}

function fits(side, qemu, bochs) {
	return side == "qemu" && qemu > bochs || side == "bochs" && bochs > qemu || side == "either" || side == "any" ||
		side == "moment" && (qemu - bochs) ^ 2 == 1
}

# Names a difference, and puts it into the list of the row.
function differ(what, name, reason, qemu, bochs,    place, row, of) {
	place = place_of(name, reason)
	of = name ": " reason ": " qemu " with QEMU, " bochs " with Bochs: "
	if (!(place in side)) {
		fault(of "no row of " TABLE " names this difference: find out its cause, add a row")
		return
	}
	row = row_of[place]
	if (!fits(side[place], qemu, bochs))
		fault(of "the row " label[row] " of " TABLE " has " reason ":" side[place])
	used[place] = used_row[row] = 1
	list[what, row] = list[what, row] "; " label[row] " " reason " " qemu " " bochs
}

# The named differences of a phase or benchmark, in the table's order
function differences(what,    i, all) {
	for (i = 1; i <= rows; i++)
		all = all list[what, i]
	return substr(all, 3)
}

FNR == NR {
	if (/^#/)
		next
	split($0, cell, / *[|] */)
	label[++rows] = cell[1]
	places = split(cell[2], names, " ")
	whats = split(cell[3], pairs, " ")
	for (i = 1; i <= places; i++)
		for (j = 1; j <= whats; j++) {
			split(pairs[j], pair, ":")
			side[names[i], pair[1]] = pair[2]
			row_of[names[i], pair[1]] = rows
		}
	next
}

{
	what = $2 "\t" $3
	if (!(what in reasons))
		order[++count] = what
	if (!((what, $4) in known))
		reasons[what] = reasons[what] " " $4
	known[what, $4] = 1
	exits[$1, what, $4] = $5
}

END {
	for (i = 1; i <= count; i++) {
		what = order[i]
		split(what, part, "\t")
		n = split(reasons[what], reason, " ")
		skips = exits["qemu", what, "skip"] + exits["bochs", what, "skip"]
		all["qemu"] = all["bochs"] = 0
		for (j = 1; j <= n; j++) {
			qemu = exits["qemu", what, reason[j]] + 0
			bochs = exits["bochs", what, reason[j]] + 0
			if (reason[j] != "skip" && reason[j] != "reads") {
				all["qemu"] += qemu
				all["bochs"] += bochs
			}
			if (qemu != bochs && (!skips || reason[j] == "skip"))
				differ(what, part[2], reason[j], qemu, bochs)
		}
		for (which in all)
			if (exits[which, what, "skip"])
				all[which] = "skip"
		print what "\t" all["qemu"] "\t" all["bochs"] "\t" differences(what)
	}
	for (place in side) {
		split(place, part, SUBSEP)
		if (side[place] == "qemu" || side[place] == "bochs") {
			if (!used[place])
				fault("the row " label[row_of[place]] " of " TABLE " names a difference of " part[2] " in " part[1] " that is not there: remove it")
		} else if (side[place] == "either") {
			if (!used_row[row_of[place]]++)
				fault("the row " label[row_of[place]] " of " TABLE " names a difference that is not there: remove it")
		} else if (side[place] != "moment" && side[place] != "any") {
			fault("the row " label[row_of[place]] " of " TABLE " has " part[2] ":" side[place] ": use qemu, bochs, either, moment or any")
		}
	}
	exit faults > 0
}
