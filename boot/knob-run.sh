#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The runs of `make knobs`: each row of the table boot/knobs in the lab, the probe at the exact
# pace, and Linux at the fast one, as its exact runs take four times as long.
#
# usage: knob-run.sh names      print their names, LAB-GUEST-KNOB
#        knob-run.sh row NAME   print its row: KNOB|SETTING|WHAT
#        knob-run.sh boot NAME  boot it: build/knobs/NAME/ gets record.txt or, without a record,
#                               no-record, the line that says why. NAME.said is the output. It
#                               exits with 0 also without a record, which is a result, too
set -eu
. boot/base/lib.sh
. boot/knob.sh

names() {
	for of in svm-probe svm-linux vmx-probe; do
		knob_rows "${of#*-}" "${of%-*}" | sed "s/^\([^|]*\).*/$of-\1/"
	done
}

# split NAME: sets lab, guest and knob.
split() {
	lab=${1%%-*} knob=${1#*-}
	guest=${knob%%-*} knob=${knob#*-}
}

export MACHINE=q35 CAUSES=1
boot_guest() {
	case $guest in
	probe) KNOB=$knob boot/run.sh "$lab" iso exact "$out" ;;
	linux) env "$(KNOB=$knob knob_setting linux)" SAMPLE_MS= boot/linux/run.sh build/linux/minimal fast "$out" ;;
	esac
}

boot() {
	split "$1"
	out=build/knobs/$1
	rm -rf "$out" "$out.done"
	mkdir -p "$out"
	start=$(date +%s)
	echo "knobs: $(date +%T) $1: booting"
	(boot_guest) >"$out.said" 2>&1 </dev/null || [ $? -lt 128 ] || die "$1 was interrupted"
	mkdir -p "$out"
	[ ! -s "$out/linux.record" ] || mv "$out/linux.record" "$out/record.txt"
	if [ -s "$out/record.txt" ]; then
		said="$(build/probe-os/exit-record get checkpoint exits "$out/record.txt" | tail -n 1) exits"
	else
		said=$(tail -n 1 "$out.said" | sed 's/^[a-z]*: //; s|[:,] see build.*||; s| in build.*||')
		echo "$said" >"$out/no-record"
	fi
	echo "knobs: $(date +%T) $1: $said, $(($(date +%s) - start)) seconds"
	: >"$out.done"
}

case $1 in
names) names ;;
row)
	split "$2"
	knob_rows "$guest" "$lab" | awk -F '|' -v knob="$knob" '$1 == knob'
	;;
boot) boot "$2" ;;
*) die "unknown command $1: use names, row or boot" ;;
esac
