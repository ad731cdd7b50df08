# SPDX-License-Identifier: GPL-2.0-only
# Compares all causes of a VM, by KVM's debugfs, with the tracer's table of the same VM, over
# all phases.
#
# usage: awk -f cause-words.awk -f causes-traced.awk DEBUGFS TRACE_LOG
# Prints "differs ..." as trace-causes.awk does, and "same N", the number of causes with as many
# exits in both.

file == 1 && $4 == "other" { other[tolower($3)] += value($8) }
file == 1 && $4 != "other" {
	key = cause_of_line()
	listed[key] += value($8)
	error[key] += value($11)
	left[tolower($3)] -= value($8)
}
file == 2 && /^phase .* cause$/ { is_table = 1; next }
file == 2 && is_table && $5 == "other" { print "differs: the trace does not know the cause of", $0; next }
file == 2 && is_table {
	sub(/,.*/, "")
	exits[cause_of_row()] += $2
	left[$4] += $2
}
END {
	for (key in listed) {
		if (exits[key] < listed[key] || exits[key] > listed[key] + error[key])
			print "differs:", key, "has", listed[key], "to", listed[key] + error[key], "of", exits[key] + 0
		same += exits[key] == listed[key]
		bounded += exits[key] != listed[key]
	}
	for (key in exits)
		if (!(key in listed)) {
			split(key, word)
			unlisted++
			if (!other[word[1]])
				print "differs:", key, "is not listed, and no other of its reason is"
		}
	for (reason in left) {
		if (left[reason] != other[reason] + 0)
			print "differs: other exits of", reason, other[reason] + 0, "of", left[reason]
	}
	printf "# %d causes are within their error, %d are not listed\n", bounded, unlisted
	print "same", same + 0
}
