# SPDX-License-Identifier: GPL-2.0-only
# Reads a record by itself, and prints its facts as report.csv names them:
# section,name,quantity,value. The record has no base (-b), and its numbers are below 2^53.

# value KEY: of this line; empty if it has none
function value(key,    i) {
	for (i = 3; i <= NF; i++)
		if (index($i, key "=") == 1)
			return substr($i, length(key) + 2)
	return ""
}

function fact(section, name, quantity, number) {
	printf "%s,%s,%s,%.0f\n", section, name, quantity, number
}

# hex DECIMAL: digit by digit, because it may exceed 2^53
function hex(decimal,    digits, rest, quotient, i) {
	do {
		rest = 0
		quotient = ""
		for (i = 1; i <= length(decimal); i++) {
			rest = rest * 10 + substr(decimal, i, 1)
			quotient = quotient int(rest / 16)
			rest %= 16
		}
		sub(/^0+/, "", quotient)
		digits = substr("0123456789abcdef", rest + 1, 1) digits
		decimal = quotient
	} while (decimal != "")
	return digits
}

function is_measuring(phase) {
	return phase == "calibration" || phase == "stage"
}

BEGIN {
	counters = split("exits kernel userspace halted scheduled_out preempted blocked guest " \
		"userspace_exits nested_exits passes", counter, " ")
	split("before os measuring total", stage, " ")
}

$1 != "exit-probe:" { next }

$2 == "checkpoint" && !checkpoints++ {
	for (i = 1; i <= counters; i++)
		if (value(counter[i]) != "") {
			has[i] = 1
			sum["before", i] = value(counter[i])
		}
}

$2 == "phase" {
	phase = name[++phases] = value("name")
	if (value("tsc") == "") {
		moved = 1
		next
	}
	fact("phase", phase, "tsc", value("tsc"))
	tsc[is_measuring(phase)] += value("tsc")
	for (i = 1; i <= counters; i++)
		if (has[i]) {
			fact("phase", phase, counter[i], value(counter[i]))
			sum[is_measuring(phase) ? "measuring" : "os", i] += value(counter[i])
		}
	if (!has[1])
		next
	fact("phase", phase, "reads", value("reads"))
	fact("phase", phase, "beyond", value("beyond"))
	reads[phases] = value("reads")
	all_reads += value("reads")
	if (!is_measuring(phase)) {
		sum["os", 1] -= value("reads")
		sum["measuring", 1] += value("reads")
	}
}

$2 == "reason" {
	reason[++reasons] = value("name")
	exits[reasons, "before"] = value("before")
	kernel[reasons, "before"] = value("before_kernel")
	is_timed = value("kernel") != ""
	min[reasons] = value("min")
	max[reasons] = value("max")
	asleep[reasons] = value("blocked")
}

$2 == "reasons" {
	row = ++rows
	for (i = 1; i <= reasons; i++) {
		split(value(reason[i]), count, ":")
		own = 0
		if (reason[i] == "cpuid" && !is_measuring(name[row]))
			own = reads[row] + 0 < count[1] + 0 ? reads[row] : count[1]
		exits[i, is_measuring(name[row]) ? "measuring" : "os"] += count[1] - own
		exits[i, "measuring"] += own
		kernel[i, is_measuring(name[row]) ? "measuring" : "os"] += count[2]
		if (count[1] > 0)
			fact("phase_reason", name[row], reason[i], count[1])
	}
}

$2 == "cause" {
	at = value("kind") == "other" ? "all" : value("phase") == 0 ? "before" : name[value("phase")]
	id = at "/" value("reason") "/" value("kind") "/0x" hex(value("detail")) "/" \
		value("access") "/" value("width")
	split("exits error kernel blocked", quantity, " ")
	for (i = 1; i <= 4; i++)
		if (value(quantity[i]) != "")
			fact("cause", id, quantity[i], value(quantity[i]))
}

END {
	for (i = 1; i <= counters; i++) {
		if (!has[i])
			continue
		for (j = 1; j <= 3; j++) {
			sum["total", i] += sum[stage[j], i]
			fact("stage", stage[j], counter[i], sum[stage[j], i])
		}
		fact("stage", "total", counter[i], sum["total", i])
	}
	fact("stage", "os", "tsc", tsc[0])
	fact("stage", "measuring", "tsc", tsc[1])
	if (has[1]) {
		fact("stage", "total", "reads", all_reads)
		fact("stage", "total", "beyond", sum["total", 1] - all_reads)
	}
	for (i = 1; i <= reasons; i++) {
		for (j = 1; j <= 3; j++) {
			exits[i, "total"] += exits[i, stage[j]]
			kernel[i, "total"] += kernel[i, stage[j]]
		}
		for (j = 1; j <= 4; j++) {
			fact("reason", reason[i], stage[j], exits[i, stage[j]])
			if (is_timed)
				fact("reason", reason[i], stage[j] "_kernel", kernel[i, stage[j]])
		}
		if (moved || !is_timed)
			continue
		fact("reason", reason[i], "min_kernel", min[i])
		fact("reason", reason[i], "max_kernel", max[i])
		if (asleep[i] != "")
			fact("reason", reason[i], "total_blocked", asleep[i])
	}
}
