#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Compare the exits of each phase and benchmark under the two emulators of SVM, by reason, in
# the runs of the exact lab that make keeps.
#
# usage: emulators.sh [TABLE]
#   TABLE  names the differences (default: boot/emulators)
# Prints a line for each, with tabs: phase or bench, its name, exits under QEMU and under Bochs,
# the differences by name. Exits with 1 if TABLE does not name a difference, or names one that
# is not there.
set -eu
. boot/base/lib.sh
. boot/kept-record.sh

here=$(dirname "$0")
table=${1:-$here/emulators}

# phases RECORD: prints "phase NAME REASON EXITS", without the probe's own reads, which are
# CPUIDs. A checkpoint reads the row of each reason so far, and some more: reads are the latter.
phases() {
	for kind in reason phase reasons; do
		build/probe-os/exit-record table "$kind" --csv "$1"
	done | awk -F , '
		function saw(reason) {
			if (!(reason in seen))
				reasons++
			seen[reason] = 1
		}
		$2 == "name" {
			table++
			for (i = 1; i <= NF; i++)
				title[i] = $i
			next
		}
		table == 1 && $3 > 0 {
			print "phase before", $2, $3
			saw($2)
		}
		table == 2 {
			for (i = 1; i <= NF; i++)
				if (title[i] == "reads")
					reads[$2] = $i
		}
		table == 3 {
			print "phase", $2, "reads", reads[$2] - reasons
			for (i = 3; i < NF; i += 2) {
				reason = title[i]
				sub(/\.exits$/, "", reason)
				if ($i > 0) {
					print "phase", $2, reason, $i - (reason == "cpuid" ? reads[$2] : 0)
					saw(reason)
				}
			}
		}'
}

# benches RECORD: prints "bench NAME REASON EXITS", without the noise, which are interrupts of
# the host, and "bench NAME skip 1" if it was skipped, else 0.
benches() {
	for key in name reason noise exits_by; do
		build/probe-os/exit-record get bench "$key" "$1" | sed "s/^/$key /"
	done | awk '
		{
			key = $1
			sub(/^[^ ]* /, "")
			value[key, ++count[key]] = $0
		}
		END {
			for (i = 1; i <= count["name"]; i++) {
				print "bench", value["name", i], "skip", value["reason", i] != ""
				n = split(value["exits_by", i], exits, /[,:]/)
				for (j = 1; j < n; j += 2)
					print "bench", value["name", i], exits[j],
						exits[j + 1] - (exits[j] == "intr" ? value["noise", i] : 0)
			}
		}'
}

# side NAME BOOT BENCH: prints these, after the name, of two runs.
side() {
	boot=$(kept_record "$2")
	bench=$(kept_record "$3")
	{
		phases "$boot"
		benches "$bench"
	} | sed "s/^/$1 /"
}

qemu=$(side qemu svm-q35-iso svm-bench)
bochs=$(side bochs svm-bochs-q35-iso svm-bochs-bench)
printf '%s\n' "$qemu" "$bochs" | awk -v TABLE="$table" -f "$here/emulators.awk" "$table" -
