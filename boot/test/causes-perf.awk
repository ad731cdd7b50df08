# SPDX-License-Identifier: GPL-2.0-only
# Compares a VM's ports and MMIO addresses, by KVM's debugfs, with the reports of perf kvm stat
# of the same VM, by direction, over all phases and widths.
#
# usage: awk -f cause-words.awk -f causes-perf.awk DEBUGFS IOPORT_REPORT MMIO_REPORT
# Prints "differs ...", and "same N", the number of ports and addresses with as many exits.
#
# perf has no mmio event of
#   fast MMIO, and an access that KVM handles without emulation: they have no width
#   an EOI by APIC_ACCESS, which KVM need not emulate either
# and takes other accesses by APIC_ACCESS for MMIO.

BEGIN { apic = hex("0xfee00000"); eoi = hex("0xb0") }
file == 1 {
	split(cause_of_line(), word)
	where = word[3]
	what = ""
	if (word[2] == "port")
		what = word[4] == "write" ? "POUT" : "PIN"
	else if (word[2] == "mmio" && word[5] > 0)
		what = word[4] == "write" ? "W" : "R"
	else if (word[1] == "apic_access" && word[2] == "apic" && (word[3] != eoi || word[4] != "write")) {
		what = word[4] == "write" ? "W" : "R"
		where += apic
	}
	if (what == "") {
		unseen += word[2] ~ /^(mmio|apic)$/ ? value($8) : 0
		next
	}
	key = sprintf("%.0f:%s", where, what)
	exits[key] += value($8)
	error[key] += value($11)
}
file > 1 && $1 ~ /^0x[0-9a-f]+:(POUT|PIN|R|W)$/ {
	split($1, word, ":")
	perf[sprintf("%.0f:%s", hex(word[1]), word[2])] += $2
}
END {
	for (key in exits)
		if (perf[key] < exits[key] || perf[key] > exits[key] + error[key])
			print "differs:", key, "has", exits[key], "to", exits[key] + error[key], "of perf's", perf[key] + 0
		else
			same += perf[key] == exits[key]
	for (key in perf)
		if (!(key in exits))
			print "differs:", key, "is not listed, perf has", perf[key]
	printf "# %d exits at devices without an mmio event\n", unseen
	print "same", same + 0
}
