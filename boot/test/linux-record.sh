# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# What holds for the record of every Linux guest; source it behind tap.sh.

# field RECORD KIND KEY NAME: of the line with that name.
field() {
	sed -n "s/^exit-probe: $2 .*name=$4 .* $3=\([^ ]*\) .*/\1/p" "$1"
}

# passed RECORD NAME...: each checkpoint is there, once.
passed() {
	passed_record=$1
	shift
	for name in "$@"; do
		is "it passed $name once" \
			"$(grep -c "^exit-probe: checkpoint .*name=$name " "$passed_record")" 1
	done
}

# adds_up RECORD: the first checkpoint and the phases are the total.
adds_up() {
	first=$(sed -n 's/^exit-probe: checkpoint id=0 .* exits=\([0-9]*\) .*/\1/p' "$1")
	phases=$(sed -n 's/^exit-probe: phase .* exits=\([0-9]*\) .*/\1/p' "$1" |
		awk '{ s += $1 } END { print s }')
	is "the first checkpoint and the phases are the total" \
		$((first + phases)) "$(field "$1" checkpoint exits end)"
}

# lies_between RECORD SAMPLES: a checkpoint between two samples has a number
# between theirs, by the guest's own clock.
lies_between() {
	outside=$(awk -F '[ =]' 'NR == FNR && /^exit-probe: checkpoint / {
			for (i = 3; i < NF; i += 2) v[$i] = $(i + 1)
			n++; name[n] = v["name"]; tsc[n] = v["tsc"]; exits[n] = v["exits"] + v["passes"]
		}
		NR == FNR { next }
		FNR == 1 { split($0, names, ","); for (i in names) at[names[i]] = i; next }
		{
			split($0, row, ","); rows++
			for (i = 1; i <= n; i++) {
				if (row[at["guest_tsc_after"]] < tsc[i] && row[at["exits"]] > exits[i])
					print name[i], "is below an earlier sample"
				if (row[at["guest_tsc"]] > tsc[i] && row[at["exits"]] < exits[i])
					print name[i], "is above a later sample"
			}
		}
		END { if (!n || !rows) print "nothing to compare" }' "$1" "$2" 2>&1 | sort -u)
	is "each checkpoint lies between the samples around it" "$outside" ""
}
