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
# What may crash L1 is the last.
all_cases="work registers reasons reads vcpus long memory others unload bounds"
max_losses=2

l0=$1
read_series "$2"
shift 2
work=build/grade/run-svm limit=${LIMIT:-300} seconds_of_case=20
# Bochs is slower, and so is its TSC, of which the case long needs billions.
[ "$l0" = svm ] || work=build/grade/run-vmx limit=${LIMIT:-900} seconds_of_case=90

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
	echo "SECONDS_OF_CASE=$seconds_of_case" | lay_job $work $here/job build/grade/grader
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
	*)
		! grep -q '^lab: L0 failed' $work/lab.log ||
			die "the emulator failed, and not the patch: grade again, or by another HOST= ($(tail -n 1 $work/lab.log))"
		die "$(tail -n 1 $work/lab.log)"
		;;
	esac
}

# loss: why L1 was lost, by its console: the fault, and the function of KVM's modules in it
loss() {
	tr -d '\r' <$work/console.log | sed 's/^\[[ 0-9.]*\] //' >$work/words
	fault=$(grep -m 1 -E 'BUG:|kernel BUG|Oops|general protection|Kernel panic' $work/words || true)
	place=$(grep -o -m 1 -E '[A-Za-z0-9_.]+\+0x[0-9a-f]+/0x[0-9a-f]+ \[kvm[a-z_]*\]' $work/words || true)
	case $fault in
	*lockup*) echo "L1 hung: $fault${place:+ in $place}" ;;
	?*) echo "L1 crashed: $fault${place:+ in $place}" ;;
	*) tail -n 1 $work/lab.log | sed 's/^lab: //; s/, see .*//; s/timed out after/L1 hung for/' ;;
	esac
}

# spread: each set's findings from what L1 handed over; prints the case in which it was lost, if
# it was: SET CASE
spread() {
	handed_over $work | awk -v to=$work/sets/ '
		/^== [0-9]+ done/ { open = ""; next }
		/^== / { set = $2; open = $2 " " $3; next }
		/^check / { print >>(to set "/findings") }
		{ print >>(to set "/l1.log") }
		END { print open == "" && set != "" ? set " unload" : open }'
}

# next_todo [SET CASE]: what is left after that L1, which was lost in that case. Nothing is left
# of a set that did not load, or that was lost as often as it may be.
next_todo() {
	handed_over $work | awk -v lost_set="${1:-}" -v lost_case="${2:-}" -v may_go_on="${3:-}" '
		pass == "handed" {
			if (/^== [0-9]+ [a-z]+$/ && $3 != "done")
				begun[$2 " " $3]
			next
		}
		{
			left = ""
			for (i = 3; i <= NF; i++)
				if (!(($1 " " $i) in begun))
					left = left " " $i
			if ($1 == lost_set && (lost_case == "load" || !may_go_on))
				next
			if ($1 != lost_set && ($1 " load") in begun)
				next
			if (left != "")
				print $1, $2 left
		}' pass=handed - pass=todo $work/todo >$work/todo.new
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
		next_todo "$set" "$one" "$([ "$(wc -l <$work/losses-"$set")" -gt $max_losses ] || echo yes)"
	else
		next_todo
	fi
done
