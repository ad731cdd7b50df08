# SPDX-License-Identifier: GPL-2.0-only
# Compares what the sampler saved of a VM's causes with KVM's debugfs at the same moment, and
# with the guest's record: phases that have ended do not change. The guest tells no phase before
# the checkpoint where it finds the counters, which ends the host's phase 1. What it is told as an
# error is never more than the other exits of the reason; debugfs has what one cause took over.
# Any vector of the host may be among these, so that all of them are the error of its interrupts.
#
# usage: awk -f cause-words.awk -f causes-sampled.awk DEBUGFS RECORD SAMPLER_CSV
# Prints "differs ...", and "same N", the number of the record's causes with the same values.

# Values: exits, error, kernel and blocked cycles
function add(sum, key, exits, error, kernel, blocked) {
	sum[key "/exits"] += exits
	sum[key "/error"] += error
	sum[key "/kernel"] += kernel
	sum[key "/blocked"] += blocked
}

file == 1 { add(debugfs, $1 " " cause_of_line(), value($8), value($11), value($9), value($10)) }
file == 2 && $2 == "cause" {
	read_line()
	if (field["kind"] == "other")
		next
	if (field["phase"] > 0 && !first)
		first = field["phase"]
	last = field["phase"] > 0 ? field["phase"] - first + 1 : 0
	add(record, last " " cause_of_field(), field["exits"], field["error"], field["kernel"], field["blocked"])
}
file == 3 && FNR > 1 && !/^#|^phase,/ {
	split($0, word, ",")
	if (word[3] == "other")
		other[word[2]] = word[7]
	key = word[1] " " host_cause(word[2], word[3], word[4], word[5], word[6])
	if (word[3] == "host_vector")
		of_host[key "/error"]
	add(sampler, key, word[7], word[10], word[8], word[9])
}

function told(key,   word) {
	split(key, word)
	if (key in of_host || (key ~ /error$/ && sampler[key] > other[word[2]] + 0))
		return other[word[2]] + 0
	return sampler[key] + 0
}

END {
	# The read that latched the record was not over: its cycles came later.
	latch = last " " host_cause("CPUID", "cpuid", "0x4fffff03", "none", 0) "/kernel"
	for (key in sampler)
		if (sampler[key] != debugfs[key])
			print "differs:", key, sampler[key], "of debugfs's", debugfs[key] + 0
	for (key in debugfs)
		if (!(key in sampler))
			print "differs: the sampler has no", key
	for (key in record)
		if (key != latch && record[key] != told(key))
			print "differs:", key, told(key), "of the record's", record[key]
		else
			same += key ~ /exits$/
	print "same", same + 0
}
