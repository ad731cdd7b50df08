# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What holds for the record of every Linux guest; source it behind tap.sh.
. boot/test/record.sh

# passed RECORD NAME...: each checkpoint is there, once.
passed() {
	passed_record=$1
	shift
	for name in "$@"; do
		is "it passed $name once" \
			"$(field "$passed_record" checkpoint name | grep -cx "$name")" 1
	done
}

# adds_up RECORD: the first checkpoint and the phases are the total.
adds_up() {
	first=$(field "$1" checkpoint exits | head -n 1)
	phases=$(field "$1" phase exits | awk '{ s += $1 } END { print s }')
	is "the first checkpoint and the phases are the total" \
		$((first + phases)) "$(field "$1" checkpoint end exits)"
}

# lies_between RECORD SAMPLES: a checkpoint between two samples has a number
# between theirs, by the guest's own clock.
lies_between() {
	outside=$(build/probe-os/exit-record table checkpoint --csv "$1" |
		awk -F , '/^#/ { next }
		FNR == 1 || /^time_ms/ { for (i = 1; i <= NF; i++) at[$i] = i; next }
		NR == FNR {
			n++; name[n] = $at["name"]; tsc[n] = $at["tsc"]
			exits[n] = $at["exits"] + $at["passes"]
			next
		}
		{
			rows++
			for (i = 1; i <= n; i++) {
				if ($at["guest_tsc_after"] < tsc[i] && $at["exits"] > exits[i])
					print name[i], "is below an earlier sample"
				if ($at["guest_tsc"] > tsc[i] && $at["exits"] < exits[i])
					print name[i], "is above a later sample"
			}
		}
		END { if (!n || !rows) print "nothing to compare" }' - "$2" 2>&1 | sort -u)
	is "each checkpoint lies between the samples around it" "$outside" ""
}
