# SPDX-License-Identifier: GPL-2.0-only
# Compares the ports and MMIO addresses of a VM with the reports of perf kvm stat of the same
# VM, by direction, over all phases and widths: those of the tracer's table, which has them all,
# and those that KVM's debugfs lists.
#
# usage: awk -f cause-words.awk -f causes-perf.awk DEBUGFS TRACE_LOG IOPORT_REPORT MMIO_REPORT EMPTY
# Prints "differs ...", and "same N", the number of ports and addresses with as many exits by
# debugfs and perf.
#
# perf has no event of
#   an exit without an access, after a REP INS: EMPTY has these, in the form of the reports
#   fast MMIO, and an access that KVM handles without emulation: they have no width
#   an EOI by APIC_ACCESS, which KVM need not emulate either
# and takes other accesses by APIC_ACCESS for MMIO.

BEGIN { apic = hex("0xfee00000"); eoi = hex("0xb0") }

# The key of perf, or nothing
function perf_key(cause,   word) {
	split(cause, word)
	if (word[2] == "port")
		return word[3] (word[4] == "write" ? ":POUT" : ":PIN")
	if (word[2] == "mmio" && word[5] > 0)
		return word[3] (word[4] == "write" ? ":W" : ":R")
	if (word[1] == "apic_access" && word[2] == "apic" && (word[3] != eoi || word[4] != "write"))
		return sprintf("%.0f", apic + word[3]) (word[4] == "write" ? ":W" : ":R")
	return ""
}

file == 1 { listed[perf_key(cause_of_line())] += value($8) }
file == 2 && /^phase .* cause$/ { is_table = 1; next }
file == 2 && is_table && $5 != "other" {
	sub(/,.*/, "")
	exits[perf_key(cause_of_row())] += $2
	unseen += perf_key(cause_of_row()) == "" && $5 ~ /^(mmio|apic)$/ ? $2 : 0
}
file > 2 && $1 ~ /^0x[0-9a-f]+:(POUT|PIN|R|W)$/ {
	split($1, word, ":")
	perf[sprintf("%.0f:%s", hex(word[1]), word[2])] += $2
}
END {
	delete exits[""]
	delete listed[""]
	for (key in exits)
		if (perf[key] != exits[key])
			print "differs:", key, "has", perf[key] + 0, "of the trace's", exits[key]
	for (key in perf)
		if (!(key in exits))
			print "differs:", key, "is not in the trace, perf has", perf[key]
	for (key in listed) {
		if (listed[key] > perf[key])
			print "differs:", key, "has", perf[key] + 0, "of the patch's", listed[key]
		same += listed[key] == perf[key]
		fewer += listed[key] < perf[key]
	}
	printf "# %d ports and addresses have fewer listed exits; %d exits at devices have no mmio event\n", fewer, unseen
	print "same", same + 0
}
