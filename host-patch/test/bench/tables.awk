# SPDX-License-Identifier: GPL-2.0-only
# Make tables in Markdown from costs.csv and the output of real-cpu; and say which goals
# are met.

BEGIN {
	FS = ","
	methods = split("unpatched off count time causes classic tracepoints perf bpftrace", method, " ")
	name["unpatched"] = "unpatched"
	name["off"] = "`off`"
	name["count"] = "`count`"
	name["time"] = "`time`"
	name["causes"] = "`time`, causes"
	name["classic"] = "classic"
	name["tracepoints"] = "tracepoints"
	name["perf"] = "`perf kvm stat`"
	name["bpftrace"] = "bpftrace"
	ops = split("cpuid port_kernel port_vmm msr_write first_touch", op, " ")
	name["cpuid"] = "CPUID"
	name["port_kernel"] = "port write, device in the kernel"
	name["port_vmm"] = "port write, the VMM"
	name["msr_write"] = "MSR write"
	name["first_touch"] = "first touch of a page"
	name["svm"] = "SVM"
	name["vmx"] = "VMX"
	name["vcpus"] = "vCPUs"
	name["vms"] = "VMs"
	ways = split("two_rdtsc off count time causes classic", way, " ")
	reads = split("total reason all_totals table", read, " ")
	name["total"] = "0x4FFFFFFF"
	name["reason"] = "0x4FFFFFFE"
	name["all_totals"] = "totals' latch"
	name["table"] = "table's latch"
}

FNR == 1 && /^lab,/ { next }

/^real / {
	n = split($0, part, " ")
	for (i = 2; i <= n; i++) {
		split(part[i], pair, "=")
		value[pair[1]] = pair[2]
	}
	if (!((value["cpus"], value["caches"]) in real))
		place[++places] = value["cpus"] SUBSEP value["caches"]
	real[value["cpus"], value["caches"]] = 1
	ns[value["cpus"], value["caches"], value["method"]] = value["ns"] " (" value["least"] " to " value["most"] ")"
	next
}

{
	if (!($1 in seen))
		lab[++labs] = $1
	seen[$1] = 1
	median[$1, $2, $3, $4, $5] = $8
	if (!(($2, $4, $5) in had)) {
		had[$2, $4, $5] = 1
		if ($2 == "scale")
			step[++steps] = $4 SUBSEP $5
		if ($2 == "leaf" && $4 == "total")
			vcpus[++sizes] = $5
	}
}

# The cost that a method adds to an exit, or "".
function added(l, m, o) {
	if (!((l, "cost", m, o, "") in median))
		return ""
	return median[l, "cost", m, o, ""] - median[l, "cost", "unpatched", o, ""]
}

# "1 VM", "4 VMs"
function counted(n, things) {
	return n " " (n == 1 ? substr(things, 1, length(things) - 1) : things)
}

function verdict(met) {
	return met ? "met" : "missed"
}

function costs(l,   i, j, line, a) {
	line = "| " name[l] ": instructions of a round trip |"
	for (j = 1; j <= methods; j++)
		line = line " " name[method[j]] " |"
	print line
	print "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= ops; i++) {
		line = "| " name[op[i]] " | " median[l, "cost", "unpatched", op[i], ""] " |"
		for (j = 2; j <= methods; j++) {
			a = added(l, method[j], op[i])
			line = line (a == "" ? " – |" : sprintf(" %+d |", a))
		}
		print line
	}
	print ""
}

function goals(l,   base, patch, share, j, a) {
	base = median[l, "cost", "unpatched", "cpuid", ""]
	patch = added(l, "time", "cpuid")
	share = 100 * patch / base
	printf "%s, `time`: a CPUID round trip takes %d more instructions, %.2f %% (goal 1.5 %%: %s).", name[l], patch, share, verdict(share <= 1.5)
	for (j = 6; j <= methods; j++) {
		a = added(l, method[j], "cpuid")
		if (a != "")
			printf " %s adds %.1f times as many (goal 5: %s)%s", name[method[j]], a / patch, verdict(a >= 5 * patch), j < methods ? ";" : "."
	}
	print "\n"
}

function scaling(   i, k, bare, patched, line, part) {
	line = "| CPUID, instructions |"
	for (k = 1; k <= labs; k++)
		line = line " " name[lab[k]] " unpatched | `time` | more |"
	print line
	line = "|---|"
	for (k = 1; k <= labs; k++)
		line = line "--:|--:|--:|"
	print line
	for (i = 1; i <= steps; i++) {
		split(step[i], part, SUBSEP)
		line = "| " counted(part[2], name[part[1]]) " |"
		for (k = 1; k <= labs; k++) {
			bare = median[lab[k], "scale", "unpatched", part[1], part[2]]
			patched = median[lab[k], "scale", "time", part[1], part[2]]
			line = line " " bare " | " patched " | " patched - bare " |"
		}
		print line
	}
	print ""
}

function leaves(   i, j, k, line) {
	line = "| a read, instructions |"
	for (j = 1; j <= reads; j++)
		for (k = 1; k <= labs; k++)
			line = line " " name[read[j]] ", " name[lab[k]] " |"
	print line
	line = "|---|"
	for (j = 1; j <= reads * labs; j++)
		line = line "--:|"
	print line
	for (i = 1; i <= sizes; i++) {
		line = "| " counted(vcpus[i], "vCPUs") " |"
		for (j = 1; j <= reads; j++)
			for (k = 1; k <= labs; k++)
				line = line " " median[lab[k], "leaf", "", read[j], vcpus[i]] " |"
		print line
	}
	print ""
}

function cpus(   i, j, part) {
	print "| counting one exit on real CPUs, ns | two RDTSC | `off` | `count` | `time` | `time`, causes | classic |"
	print "|---|--:|--:|--:|--:|--:|--:|"
	for (i = 1; i <= places; i++) {
		split(place[i], part, SUBSEP)
		printf "| %s, caches %s |", counted(part[1], "CPUs"), part[2]
		for (j = 1; j <= ways; j++)
			printf " %s |", ns[place[i], way[j]]
		print ""
	}
}

END {
	for (k = 1; k <= labs; k++) {
		costs(lab[k])
		goals(lab[k])
	}
	scaling()
	leaves()
	cpus()
}
