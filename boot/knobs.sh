#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Make boot/KNOBS.md from the runs of `make knobs`. No figure is typed by hand.
#
# usage: knobs.sh RUNS DOCUMENT
#   RUNS  the folder with a folder for each run of knob-run.sh; it gets LAB-GUEST.csv, all
#         changes by cause, LAB-GUEST.svg, the largest as a picture, and in each run's folder
#         exit-compare's page against the run that changes nothing
set -eu
. boot/base/lib.sh
. boot/knob.sh
. boot/lab/versions.sh

runs=$1 document=$2
here=$(dirname "$0")
at_exit() {
	rm -f "$document.new"
}

# record LAB-GUEST-KNOB: prints the path of its record, if it has one.
record() {
	[ ! -s "$runs/$1/record.txt" ] || echo "$runs/$1/record.txt"
}

# changes LAB-GUEST: prints what the knobs change, the first one nothing, as CSV:
# "record,cause,base,exits,change".
changes() {
	set -- "$1" "base=$(record "$1-base")"
	while IFS='|' read -r knob _; do
		[ -z "$(record "$1-$knob")" ] || set -- "$@" "$knob=$(record "$1-$knob")"
	done <"$runs/$1.rows"
	shift
	build/probe-os/exit-record table --csv changes "$@"
}

# pages LAB-GUEST: compares each run that is newer than its page.
pages() {
	base=$(record "$1-base")
	while IFS='|' read -r knob _; do
		file=$(record "$1-$knob")
		page=$runs/$1-$knob/report.html
		[ "$knob" != base ] || continue
		[ -n "$file" ] || continue
		# Both are older than the page.
		[ -z "$(find "$file" "$base" ! -newer "$page" 2>/dev/null | sed -n 2p)" ] || continue
		echo "knobs: $(date +%T) $1-$knob: comparing it with the base"
		build/boot/exit-compare -o "${page%/*}" "base=$base" "$knob=$file" >/dev/null ||
			[ $? -eq 3 ] || die "exit-compare failed for $1-$knob: its line above says why"
	done <"$runs/$1.rows"
}

# why_none LAB-GUEST-KNOB: prints why it has no record.
why_none() {
	sed 's/|/\\|/g' "$runs/$1/no-record" 2>/dev/null || echo "not run"
}

# table LAB-GUEST: a row for each knob, also for those whose guest left no record.
table() {
	changes "$1" >"$runs/$1.csv"
	echo "| knob | what it changes | exits | change | fewer | more |"
	echo "|---|---|--:|--:|---|---|"
	while IFS='|' read -r knob _ what; do
		if [ -n "$(record "$1-$knob")" ]; then
			awk -v NAME="$knob" -v WHAT="$what" -f "$here/knobs-csv.awk" -f "$here/knobs-table.awk" \
				"$runs/$1.csv"
		else
			echo "| \`$knob\` | $what | | | $(why_none "$1-$knob") | |"
		fi
	done <"$runs/$1.rows"
}

for of in svm-probe svm-linux vmx-probe; do
	knob_rows "${of#*-}" "${of%-*}" >"$runs/$of.rows"
	rm -f "$runs/$of.csv" "$runs/$of.svg"
	if [ -z "$(record "$of-base")" ]; then
		echo "Nothing to compare with, as \`base\` has no record: $(why_none "$of-base")." >"$runs/$of.md"
		continue
	fi
	table "$of" >"$runs/$of.md"
	"$here/knobs-picture.sh" "$runs/$of.csv" "$runs/$of.svg"
	pages "$of"
done

# shellcheck source=/dev/null
. "build/host-patch/${DEFAULT_SERIES:-6.1}/kernel"
cat >"$document.new" <<END
# Knobs

Made by \`make knobs\` with Linux $VERSION as L1, \
$(package_version build/lab/packages-amd64 qemu-system-x86), and \
$(package_version "build/lab/bochs-$(dpkg --print-architecture)" bochs). Each run changes one
thing, a row of the table [knobs](knobs); \`KNOB=NAME\` does the same in \`make run\` and
\`make compare\`. The probe's runs are of the exact lab, and the same each time. Those of Linux are
of the fast one: the row \`again\` shows what differs by itself.

*Exits* are all from power-on to the end of the boot, firmware included, without the own reads.
*Fewer* and *more* have the three causes with the largest change against \`base\`, with reads, writes
and all phases added up. Exits *not listed* are those of causes that the host's table had no place
for. \`make knobs\` leaves all causes as CSV, a picture of the largest, and a page of
\`exit-compare\` for each run in \`build/knobs/\`.

## The probe, SVM

$(cat "$runs/svm-probe.md")

## Linux to its login prompt, SVM

$(cat "$runs/svm-linux.md")

## The probe, VMX

$(cat "$runs/vmx-probe.md")
END
mv "$document.new" "$document"
echo "knobs: the tables are in $document, pictures and pages in $runs"
