# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# Checks for the record of any Linux guest; source this after tap.sh.
. boot/test/record.sh

# check_passed RECORD NAME...: the record has each checkpoint once, in this order.
check_passed() {
	passed_record=$1
	shift
	is "it passed each checkpoint once, in this order" "$(field "$passed_record" checkpoint name |
		grep -x "$(printf '%s\n' "$@")" | tr '\n' ' ')" "$* "
}

# check_sum RECORD: the first checkpoint and the phases add up to the total.
check_sum() {
	first=$(field "$1" checkpoint exits | head -n 1)
	phases=$(field "$1" phase exits | awk '{ s += $1 } END { print s }')
	is "the first checkpoint and the phases add up to the total" \
		$((first + phases)) "$(field "$1" checkpoint end exits)"
}

# check_causes RECORD NAME...: the phase that ends at each has causes, for not more than its exits.
check_causes() {
	causes_record=$1
	shift
	is "the host tells causes" "$(field "$causes_record" host causes)" detail
	for name in "$@"; do
		caused=$(by_cause "$causes_record" "$name")
		exits=$(field "$causes_record" phase "$name" exits)
		ok "$name: causes of $caused of its $exits exits" \
			sh -c "[ $caused -gt 0 ] && [ $caused -le $exits ]"
	done
}

# check_samples RECORD SAMPLES: the exits of each checkpoint lie between those of the
# samples before and after it by the guest's TSC.
check_samples() {
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
