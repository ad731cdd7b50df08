# SPDX-License-Identifier: GPL-2.0-only
# Compares all causes of a VM, by KVM's debugfs, with the tracer's table of the same VM, over
# all phases.
#
# usage: awk -f cause-words.awk -f causes-traced.awk DEBUGFS TRACE_LOG
# Prints "differs ..." for a cause whose true exits, which the trace has, are not between what
# is listed and that plus its error, and for a reason whose other exits are not what is left;
# then "same N", the number of causes with as many exits in both. A cause may be listed in one
# phase and have lost its place in another: then only what is listed is a bound.

file == 1 && $4 == "other" { other[tolower($3)] += value($8) }
file == 1 && $4 != "other" {
	key = cause_of_line()
	listed[key] += value($8)
	error[key] += value($11)
	left[tolower($3)] -= value($8)
	is_in[key, $1]
	if (value($11))
		full[$1]
}
file == 2 && /^phase .* cause$/ { is_table = 1; next }
file == 2 && is_table && $5 == "other" { print "differs: the trace does not know the cause of", $0; next }
file == 2 && is_table {
	sub(/,.*/, "")
	exits[cause_of_row()] += $2
	left[$4] += $2
}

function may_be_lost(key,   phase) {
	for (phase in full)
		if (!((key, phase) in is_in))
			return 1
	return 0
}

END {
	for (key in listed) {
		if (exits[key] < listed[key] || (exits[key] > listed[key] + error[key] && !may_be_lost(key)))
			print "differs:", key, "has", listed[key], "to", listed[key] + error[key], "of", exits[key] + 0
		same += exits[key] == listed[key]
		fewer += exits[key] > listed[key]
	}
	for (key in exits)
		if (!(key in listed)) {
			split(key, word)
			unlisted++
			if (!other[word[1]])
				print "differs:", key, "is not listed, and no exit of its reason is in other"
		}
	for (reason in left)
		if (left[reason] != other[reason] + 0)
			print "differs: other exits of", reason, other[reason] + 0, "of", left[reason]
	printf "# %d causes have fewer listed exits, %d are not listed\n", fewer, unlisted
	print "same", same + 0
}
