#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the modules of patches in L1, and add what was found there to OUT/findings.
#
# usage: run.sh L0 SERIES LAYOUT OUT [LAYOUT OUT...]	OUT as build.sh leaves it
# LIMIT=SECONDS  for one run of L1. One that hangs or dies is a finding of the case that ran;
#                the other cases run in another L1, at most three for a patch.
set -eu
. host-patch/lib.sh
. boot/lab/job.sh

here=host-patch/grade
all_cases="work registers reasons reads vcpus long memory others bounds"
max_losses=2

l0=$1
read_series "$2"
shift 2
[ "$l0" = svm ] && limit=300 || limit=900
limit=${LIMIT:-$limit}

work=build/grade/run
rm -rf $work
mkdir -p $work/sets
: >$work/todo
sets=0
while [ $# -ge 2 ]; do
	if [ -e "$2/kvm.ko" ]; then
		sets=$((sets + 1))
		ln -s "$(cd "$2" && pwd)" $work/sets/$sets
		echo "$sets $1 $all_cases" >>$work/todo
		: >$work/losses-$sets
	fi
	shift 2
done

# boot_l1: sets lost to its words if L1 was lost
boot_l1() {
	lost='' status=0
	echo "SECONDS_OF_CASE=20" | lay_job $work $here/job build/grade/grader
	cp $work/todo $work/job/
	while read -r set _; do
		mkdir $work/job/"$set"
		cp $work/sets/"$set"/*.ko $work/job/"$set"/
	done <$work/todo
	LAB_LIMIT=$limit boot/lab/lab.sh "$l0" exact "$out/root/boot/vmlinuz" "build/lab/modules-stock-$series.cpio" \
		$work/job $work >$work/lab.log 2>&1 || status=$?
	case $status in
	0) ;;
	3) lost=$(loss) ;;
	*) die "$(tail -n 1 $work/lab.log)" ;;
	esac
}

# loss: why L1 was lost, by its console: the fault, and KVM's function in it
loss() {
	fault=$(tr -d '\r' <$work/console.log | sed 's/^\[[ 0-9.]*\] //' | grep -m 1 -E 'BUG:|kernel BUG|Oops|general protection|Kernel panic' || true)
	place=$(tr -d '\r' <$work/console.log | grep -o -E '(kvm|svm|vmx|course)[a-z0-9_]*\+0x[0-9a-f]+/0x[0-9a-f]+( \[kvm[a-z_]*\])?' | head -n 1 || true)
	case $fault in
	'') echo "L1 hung for $limit s" ;;
	*lockup*) echo "L1 hung: $fault${place:+ in $place}" ;;
	*) echo "L1 crashed: $fault${place:+ in $place}" ;;
	esac
}

# spread: each set's findings from what L1 handed over; at the end prints the case in which it
# was lost: SET CASE
spread() {
	handed_over $work | awk -v to=$work/sets/ '
		/^== [0-9]+ done/ { open = ""; next }
		/^== / { set = $2; open = $2 " " $3; next }
		/^check / { print >>(to set "/findings") }
		{ print >>(to set "/l1.log") }
		END { print open }'
}

# next_todo [SET CASE]: what is left after that L1, which was lost in that case
next_todo() {
	handed_over $work | awk -v lost="${1:-} ${2:-}" -v losses="$(wc -l <$work/losses-"${1:-1}")" -v max=$max_losses '
		FILENAME == "-" {
			if (/^== [0-9]+ [a-z]+/) { if ($3 != "done") begun[$2 " " $3]; else if (open != "") begun[open]; open = $2 " " $3 }
			next
		}
		{
			split(lost, at, " ")
			left = ""
			for (i = 3; i <= NF; i++)
				if (!(($1 " " $i) in begun))
					left = left " " $i
			failed = (($1 " load") in begun) && !(($1 " " $3) in begun) && $1 != at[1]
			if ($1 == at[1] && (at[2] == "load" || losses >= max))
				left = ""
			if (left != "" && !failed)
				print $1, $2 left
		}' - $work/todo >$work/todo.new
	mv $work/todo.new $work/todo
}

while [ -s $work/todo ]; do
	echo "grade: $(wc -l <$work/todo | tr -d ' ') set(s) in L1 on $l0"
	boot_l1
	at=$(spread)
	if [ -n "$lost" ]; then
		[ -n "$at" ] || die "$lost, before any case: see $work/console.log"
		set=${at% *} one=${at#* }
		case $one in
		bounds) check=bounds ;;
		load) check=loads ;;
		*) check=stable ;;
		esac
		echo "check $check fail case $one: $lost" >>$work/sets/"$set"/findings
		cp $work/console.log $work/sets/"$set"/console-"$one".log
		echo "$one" >>$work/losses-"$set"
		next_todo "$set" "$one"
	else
		next_todo
	fi
done
