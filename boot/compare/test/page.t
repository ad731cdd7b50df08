#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The page in a browser, with 1 to 8 labels: on a screen, a phone and paper, light and dark.
# Its numbers and the terminal's are those of the records, also of one that failed, of one
# whose VM moved, and of a label of which one run has no samples.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for kind in minimal causes quiet failed moved count earlier without-reasons unpatched rip; do
	$make $kind >"$work/$kind.txt"
done
for seed in 0 1 2; do
	$make full $seed >"$work/full$seed.txt"
	$make samples $seed >"$work/full$seed.csv"
done
cat >"$work/full0.facts" <<-END
	release=6.1.0-57-cloud-amd64
	l0=qemu-system-x86 1:10.0.13
	pace=fast
	machine=q35
END

# compare DIR ARGUMENT...: the reports and what the program says
compare() {
	dir=$work/$1
	shift
	$compare -o "$dir" "$@" >"$work/said" 2>"$work/err"
	mv "$work/said" "$dir/"
}
causes() {
	echo "causes=$work/causes.txt"
}
several="a=$work/full0.txt,$work/full0.csv a=$work/full1.txt a=$work/full2.txt"
# shellcheck disable=SC2086 # one word a run
{
	compare 1-label "$(causes)"
	compare 2-labels "probe=$work/minimal.txt" "debian=$work/full0.txt,$work/full0.csv"
	compare 5-labels "probe=$work/minimal.txt" $several "failed=$work/failed.txt" \
		"moved=$work/moved.txt" "$(causes)"
	compare 8-labels "probe=$work/minimal.txt" $several "failed=$work/failed.txt" \
		"moved=$work/moved.txt" "$(causes)" "count=$work/count.txt" \
		"a-label-of-32-characters-at-most=$work/quiet.txt" "samples=,$work/full1.csv"
}

# The facts of records as a program of a few lines reads them, run by run
facts() {
	awk -f boot/compare/test/facts.awk "$1" | sort
}
# reported DIR LABEL RUN: the same from report.json
reported() {
	jq -r --arg of "$2" --argjson run "$3" '.labels[] | select(.label == $of) | .facts |
		to_entries[] | .key as $section | select($section | IN("stage", "phase", "reason",
		"phase_reason", "cause")) | .value | to_entries[] | .key as $name | .value | to_entries[] |
		select(.value.values[$run] != null and ($section != "phase_reason" or
			.value.values[$run] > 0)) |
		[$section, $name, .key, .value.values[$run]] | join(",")' "$work/$1/report.json" | sort
}
# same NAME FILE DIR LABEL RUN: all numbers of that run are those of the record
same() {
	facts "$2" >"$work/wanted"
	reported "$3" "$4" "$5" >"$work/got"
	ok "$1: its numbers are those of the record" cmp "$work/wanted" "$work/got"
	ok "$1: they are many" test "$(wc -l <"$work/got")" -gt "${6:-100}"
}
for kind in causes failed moved count; do
	same $kind "$work/$kind.txt" 8-labels $kind 0
done
same minimal "$work/minimal.txt" 8-labels probe 0
for seed in 0 1 2; do
	same "several runs, run $seed" "$work/full$seed.txt" 8-labels a $seed
done
for kind in earlier without-reasons rip; do
	compare $kind "$kind=$work/$kind.txt"
	same $kind "$work/$kind.txt" $kind $kind 0
done
compare unpatched "unpatched=$work/unpatched.txt"
same unpatched "$work/unpatched.txt" unpatched unpatched 0 8
# The lower of two medians, as records have it
is "min, median and max are those of the runs" "$(jq '[.labels[].facts[][][] | (.values | map(select(. != null)) |
	sort) as $of | .min == $of[0] and .max == $of[-1] and .median == $of[(($of | length) - 1) / 2 | floor]] |
	all' "$work/8-labels/report.json")" true

# What ran, and on what
is "JSON says what ran, from the record and from the facts beside it" \
	"$(jq -r '.labels[1].runs[0].about | "\(.system), \(.cpu), \(.release), \(.l0), \(.pace), \(.machine)"' \
		"$work/2-labels/report.json")" \
	"made up, made up, family 0, 6.1.0-57-cloud-amd64, qemu-system-x86 1:10.0.13, fast, q35"
is "what nothing says is left out" \
	"$(jq '.labels[0].runs[0].about | has("release") or has("l0") or has("memory")' \
		"$work/2-labels/report.json")" false
is "what can be compared with hardware is said" \
	"$(jq -r '.labels[].comparable | sub("[:,].*"; "")' "$work/2-labels/report.json" | paste -sd,)" \
	"Nothing beside the record tells whether the machine is emulated,Emulated"
mkdir "$work/lab"
cp "$work/full1.txt" "$work/lab/record.txt"
echo l0=bochs >"$work/lab/l1.facts"
compare beside "x=$work/lab/record.txt"
is "the facts of a lab are in the record's folder" \
	"$(jq -r '.labels[0].runs[0].about.l0' "$work/beside/report.json")" bochs

mkdir "$work/lab/record.facts"
fails "a file of facts that is a folder" "^exit-compare: .*/record.facts: cannot be read$" $compare "x=$work/lab/record.txt"
rmdir "$work/lab/record.facts"
printf 'no key\n=\nl0=<b>&\377\n\npace=' >"$work/lab/record.facts"
compare odd "x=$work/lab/record.txt"
ok "odd facts are escaped" grep -q '<dt>emulated by</dt><dd>&lt;b&gt;&amp;?</dd>' "$work/odd/report.html"

# The phases of Linux: the targets of the package, and the reader's own
for phase in stage kernel initramfs login end $(sed -n 's/^targets="\(.*\)"/\1/p' boot/linux/deb.sh | tr - _); do
	ok "phases.def has words for $phase" grep -q "^LINUX_PHASE($phase," boot/compare/phases.def
done

# cautions DIR SECTION: the marks of a page in the cards, figures or tables
cautions() {
	sed -n "/<$2/,/<\\/$2>/p" "$work/$1/report.html" | grep -c 'class="caution"'
}
cards=$(grep -c '<article' "$work/5-labels/report.html")
is "five cards" "$cards" 5
is "a verdict, a move and missing samples stand at three cards" "$(cautions 5-labels article)" 3
for word in 'failed</b>: .*verdict fail: made to fail' 'moved</b>: .*its VM was moved in sysinit' \
	'a</b>: 2 of the 3 runs of a have no samples'; do
	ok "they stand at cards, plots and tables: $word" test \
		"$(grep -c "class=\"caution\"><b>! $word" "$work/5-labels/report.html")" -ge 3
done
ok "a column of such a label has a mark" grep -q 'failed: system <b class="mark"' "$work/5-labels/report.html"
ok "the terminal has them below its tables" test "$(grep -c '^  ! failed: ' "$work/5-labels/said")" -ge 3
is "a plot of one label has its own only" \
	"$(sed -n '/id="time-1"/,/<\/figure>/p' "$work/5-labels/report.html" | grep -c 'class="caution"')" 0
is "nothing is marked without need" "$(grep -c 'class="\(caution\|mark\)"' "$work/2-labels/report.html")" 0

# The browser
axe=build/axe/node_modules/axe-core/axe.min.js
[ -e $axe ] || {
	skip "axe" "npm could not install it, see build/log/npm.log"
	axe=-
}
timeout 600 node boot/compare/test/page.js $axe "$work/1-label" "$work/2-labels" "$work/5-labels" \
	"$work/8-labels" "$work/unpatched" >"$work/looked" 2>"$work/node" ||
	tap_line "not ok" "the browser ended: $(head -n 5 "$work/node" | xargs)"
tap_relay "$work/looked"

# printed DIR: numbers and names of the columns are on paper, however long the tables are
printed() {
	pdftotext "$work/$1/printed.pdf" - | tr -s '[:space:]' '\n' | sort -u >"$work/on-paper"
	grep -o '<data [^>]*>[^<]*' "$work/$1/report.html" | sed 's/.*>//' | tr ' ' '\n' | sort -u >"$work/numbers"
	grep -o 'data-name="[^"]*' "$work/$1/report.html" | sed 's/data-name="//' | tr ' ' '\n' | sort -u >"$work/names"
	is "$1: no number is lost on paper" "$(comm -23 "$work/numbers" "$work/on-paper" | xargs)" ""
	is "$1: no column is lost on paper" "$(comm -23 "$work/names" "$work/on-paper" | xargs)" ""
}
for dir in 1-label 2-labels 5-labels 8-labels; do
	printed $dir
done
tap_done
