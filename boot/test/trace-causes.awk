# SPDX-License-Identifier: GPL-2.0-only
# Compares the causes of a boot that was patched and traced at once: the trace has them all,
# the patch those for which its table has room.
#
# usage: awk [-v interrupt=REASON -v window=REASON] -f cause-words.awk -f trace-causes.awk RECORD TRACE_LOG
# Prints "differs ..." for a cause whose true exits, which the trace has, are not between
# exits= and exits= + error=, and for a reason whose other exits are not what is left; then
# "same N", the number of causes with as many exits. With the two reasons, the trace is of
# another boot, which may differ before the entry, in own reads and as trace-exits.sh says.

# A phase whose end was not told to the host is part of the next one.
function told_phase(phase) {
	while (phase < checkpoints && !(phase in told))
		phase++
	return phase
}

# Own reads: the ABI's leaves
function may_differ(phase, reason, kind, detail) {
	return interrupt != "" && (phase == 0 || reason == interrupt ||
		(reason == window && phase == id["timer_interrupt"] + 0) ||
		(kind == "cpuid" && detail >= 1342177024 && detail <= 1342177279))
}

file == 1 { read_line() }
file == 1 && $2 == "checkpoint" { id[field["name"]] = field["id"]; checkpoints++ }
file == 1 && $2 == "cause" && field["kind"] == "other" { other[field["reason"]] += field["exits"] }
file == 1 && $2 == "cause" && field["kind"] != "other" {
	key = field["phase"] " " cause_of_field()
	listed[key] = field["exits"]
	error[key] = field["error"]
	left[field["reason"]] -= field["exits"]
	told[field["phase"]]
	if (may_differ(field["phase"] + 0, field["reason"], field["kind"], field["detail"] + 0))
		delete listed[key]
}
file == 2 && /^phase .* cause$/ { is_table = 1; next }
file == 2 && is_table && $1 == "all" { print "differs: the trace does not know the cause of", $0; next }
file == 2 && is_table && $1 != "after" {
	sub(/,.*/, "")
	key = told_phase($1 == "before" ? 0 : id[$1] + 0) " " cause_of_row()
	exits[key] += $2
	left[$4] += $2
}
END {
	for (key in listed)
		if (exits[key] < listed[key] || exits[key] > listed[key] + error[key])
			print "differs:", key, "has", listed[key], "to", listed[key] + error[key], "of", exits[key] + 0
		else
			same += exits[key] == listed[key]
	for (reason in left)
		if (interrupt == "" && left[reason] != other[reason] + 0)
			print "differs: other exits of", reason, other[reason] + 0, "of", left[reason]
	print "same", same + 0
}
