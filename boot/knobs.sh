#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Boots each row of the table boot/knobs in the exact lab, and compares it with the first one,
# which changes nothing.
#
# usage: knobs.sh names         print the runs: LAB-GUEST-KNOB
#        knobs.sh row RUN       print its row, NAME|SETTING|WHAT
#        knobs.sh boot RUN      boot it: build/knobs/RUN/ gets record.txt, or only the line why
#                               there is none; RUN.said is the output. Exits with 0 also without
#                               a record, because that is a result, too
#        knobs.sh document FILE make the tables from these, as Markdown: one for each lab and
#                               guest, build/knobs/LAB-GUEST.csv and .svg, and exit-compare's
#                               page of each run, build/knobs/RUN/report.html
set -eu
. boot/base/lib.sh
. boot/knob.sh

knobs=build/knobs
guests="svm-probe svm-linux vmx-probe"

# runs_of LAB-GUEST: prints NAME|SETTING|WHAT of each row.
runs_of() {
	knob_rows "${1#*-}" "${1%-*}"
}

names() {
	for of in $guests; do
		runs_of "$of" | sed "s/^\([^|]*\).*/$of-\1/"
	done
}

# part RUN: sets of and name.
split() {
	lab=${1%%-*} name=${1#*-}
	guest=${name%%-*} name=${name#*-}
	of=$lab-$guest
}

now() {
	date +%H:%M:%S
}

# take_record RUN: boots it; its record is $out/record.txt.
boot_guest() {
	case $guest in
	probe) KNOB=$name CAUSES=1 BENCH='' CPUS=1 boot/run.sh "$lab" iso exact "$out" ;;
	linux)
		KNOB=$name
		choose_knob linux
		status=0
		CAUSES=1 SAMPLE_MS='' boot/linux/run.sh build/linux/minimal exact "$out" || status=$?
		[ ! -s "$out/linux.record" ] || mv "$out/linux.record" "$out/record.txt"
		return $status
		;;
	esac
}

boot() {
	split "$1"
	out=$knobs/$1
	mkdir -p $knobs
	rm -rf "$out"
	start=$(date +%s)
	(boot_guest) >"$out.said" 2>&1 </dev/null || true
	mkdir -p "$out"
	if [ -s "$out/record.txt" ]; then
		said="$(exits "$out/record.txt") exits"
	else
		said=$(tail -n 1 "$out.said" | sed "s/^run: //; s|[:,] see $out.*||; s|$out/||g")
		echo "$said" >"$out/no-record"
	fi
	echo "knobs: $(now) $1: $said, $(($(date +%s) - start)) seconds"
}

# exits RECORD: prints the total at its end.
exits() {
	build/probe-os/exit-record get checkpoint exits "$1" | tail -n 1
}
