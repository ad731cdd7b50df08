#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The gate: its first line, its status, its JSON and its page; budgets; bad input.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for kind in noisy changed interrupted; do
	for seed in 1 2 3 4 5 6 7 8 9 10; do
		$make $kind $seed >"$work/$kind$seed"
	done
done
for kind in full one-more minimal failed moved unpatched; do
	$make $kind >"$work/$kind"
done
base="base=$work/noisy1 base=$work/noisy2 base=$work/noisy3 base=$work/noisy4 base=$work/noisy5"
# runs KIND: five runs of a label
runs() {
	for run in 6 7 8 9 10; do
		printf 'new=%s ' "$work/$1$run"
	done
}

# gate ARGUMENT...: runs it; status, and its output in said
gate() {
	status=0
	# shellcheck disable=SC2086 # one word a run
	$compare "$@" >"$work/said" 2>"$work/err" || status=$?
}
# answers NAME STATUS FIRST: the status, and a pattern of the first line
answers() {
	is "$1: status" "$status" "$2"
	ok "$1: the first line" sh -c "sed 1q '$work/said' | grep -qE '$3'"
	is "$1: no errors" "$(grep -v "the VM was moved or restored" "$work/err")" ""
}
# row NAME: what the table says about a number, behind its name
row() {
	sed -n "s/^  $1  *\(.*\)/\1/p" "$work/said" | tr -s ' '
}

# shellcheck disable=SC2046,SC2086 # one word a run
{
	gate -o "$work/out" --baseline base --gate 2% $base $(runs changed)
	answers "2,500 ports more, 300 MSRs fewer" 1 '^worse: new against base: the largest increase is ioio, \+2,[45][0-9]{2}, 13 %'
	cp "$work/said" "$work/changed"
	ok "ports are worse" sh -c "grep -qE '^  ioio  .* 13 %  worse$' '$work/changed'"
	ok "ports of the phase are worse" sh -c "grep -qE '^  ioio in kernel  .* worse$' '$work/changed'"
	ok "MSRs are better" sh -c "grep -qE '^  msr  .* -(2[0-9]|3[0-9]){1}[0-9], 2\.[0-9] %  better$' '$work/changed'"
	is "JSON names what changed" "$(jq -r '[.changes[] | select(.counts and .certain and .reason != "all" and .phase == "all") |
		"\(.reason) \(.answer)"] | sort | join(", ")' "$work/out/report.json")" "ioio worse, msr better"
	is "JSON has the answer" "$(jq -r '.gate | "\(.answer) \(.baseline) \(.labels[0].label) \(.labels[0].false_alarm_in)"' \
		"$work/out/report.json")" "worse base new 63"
	is "JSON has the first line" "$(jq -r .gate.words "$work/out/report.json")" "$(sed 1q "$work/changed")"
	is "the changes in JSON are those of its facts" \
		"$(jq -r -f boot/compare/test/gate.jq "$work/out/report.json")" "true true"
	ok "the page has the gate" sh -c "sed -n '/<section id=\"gate\">/,/<\/section>/p' '$work/out/report.html' |
		grep -q '<th scope=\"row\">msr</th>.*<td data-name=\"answer\">better</td></tr>'"

	gate --baseline base --gate 2% $base $(runs noisy)
	answers "the same boot" 0 '^same: new against base: no change above the gate; the largest change is '
	gate --baseline base --gate 2% $base $(runs interrupted)
	answers "more interrupts of the host" 0 '^same: new against base: no change above the gate'
	ok "they are listed apart" sh -c "grep -qE '^  intr  .*  the host.s interrupts: more$' '$work/said'"
	gate --baseline new --gate 2% $base $(runs changed)
	answers "the other way round, more MSRs" 1 '^worse: base against new: the largest increase is msr, '
	gate --baseline new --gate 7% $base $(runs changed)
	answers "the same with a wider gate" 0 '^better: base against new: the largest decrease is ioio, -2,[45]'
	gate --baseline base --gate 0% $base $(runs noisy)
	answers "a gate of 0 %" 3 '^cannot tell: new against base: the runs differ too much: the change of all exits is between '

	gate --baseline base --gate 2% base="$work/noisy1" new="$work/changed6"
	answers "one run against one" 3 '^cannot tell: new against base: too few runs.*; the largest change is ioio, '
	gate --baseline base --gate 2% base="$work/noisy1" $(runs changed)
	answers "one run against five" 3 '^cannot tell: new against base: too few runs'

	mkdir "$work/a" "$work/b" "$work/a/again"
	cp "$work/full" "$work/a/record.txt"
	cp "$work/one-more" "$work/b/record.txt"
	cp "$work/full" "$work/a/again.record"
	exact() {
		gate --baseline a --gate 2% a="$work/a/record.txt" b="$1"
	}
	exact "$work/b/record.txt"
	answers "records without facts of the lab" 3 '^cannot tell: b against a: too few runs: use 3 of each or more, or exact ones'
	printf 'release=6.1\nl0=emulator\npace=fast\n' >"$work/a/l1.facts"
	printf 'release=6.1\nl0=emulator\nkernel=1a7a\n' >"$work/b/l1.facts"
	exact "$work/b/record.txt"
	answers "one run of the fast lab" 3 '^cannot tell: b against a: too few runs'
	cp "$work/b/l1.facts" "$work/a"
	exact "$work/b/record.txt"
	answers "exact runs, one exit more" 1 '^worse: b against a: the largest increase is ioio, \+1, '
	is "each of its numbers" "$(grep -c '  worse$' "$work/said")" 4
	printf 'pace=exact\r\n' >"$work/a/again/l1.facts"
	exact "$work/a/again.record"
	answers "exact runs, the same" 0 '^same: b against a: exact runs without a difference$'
	cp "$work/full" "$work/copy1"
	cp "$work/one-more" "$work/copy2"
	gate --baseline a --gate 2% a="$work/full" a="$work/copy1" b="$work/one-more" b="$work/copy2"
	answers "runs that are the same to the last cycle" 1 '^worse: b against a: the largest increase is ioio, \+1, '

	gate --baseline base --gate 2% $base $(runs noisy) new="$work/failed"
	answers "a run with verdict fail" 3 '^cannot tell: new against base: the verdict of run 6 of new is fail: made to fail$'
	gate -o "$work/moved.out" --baseline base --gate 2% $base $(runs changed) new="$work/moved"
	answers "a moved VM" 3 '^cannot tell: new against base: the verdict of run 6 of new is moved: moved$'
	is "no number of its phase" "$(jq -c '[.changes[] | select(.phase == "sysinit") | .missing, .to] | unique' \
		"$work/moved.out/report.json")" '[null,true]'
	is "and none is the same" "$(jq '[.changes[] | select(.answer != "cannot tell")] | length' \
		"$work/moved.out/report.json")" 0
	gate --baseline base --gate 2% $base probe="$work/minimal"
	answers "different phases" 3 '^cannot tell: probe against base: they have different phases$'
	gate --baseline base --gate 2% $base x="$work/unpatched"
	answers "no counters" 3 '^cannot tell: x against base: a run has no exits, because its host is not patched$'
	$make samples >"$work/samples.csv"
	gate --baseline base --gate 2% $base x=,"$work/samples.csv"
	answers "samples only" 3 '^cannot tell: x against base: a run has no record$'
	gate --baseline base --gate 2% $base $(runs changed) probe="$work/minimal"
	answers "the worst label decides" 1 '^worse: new against base: '
	ok "the other one is below it" grep -q "^  cannot tell: probe against base: they have different phases.$" "$work/said"
}

$make intel >"$work/intel"
gate --baseline a --gate 2% a="$work/full" b="$work/intel"
answers "two vendors" 3 '^cannot tell: b against a: Intel and AMD have different reasons$'

# Budgets
budgets() {
	printf '%s\n' "$@" >"$work/budgets"
	shift $#
	gate --budgets "$work/budgets" -o "$work/out" boot="$work/full" probe="$work/minimal"
}
budgets '# the boot' 'kernel ioio 40086' '' 'all	rsm 1 # firmware' 'all all 999999' 'all monitor 0'
answers "budgets that are kept" 0 '^same: all budgets are kept$'
is "JSON has the budgets" "$(jq -r '.budgets[] | select(.label == "boot" and .phase == "kernel") | "\(.most) \(.max) \(.answer)"' \
	"$work/out/report.json")" "40086 40086 same"
budgets 'kernel ioio 40086' 'login npf 20859' 'all rsm 0'
answers "a budget exceeded by one" 1 '^worse: boot: run 1 has 20,860 of npf in login, the budget is 20,859$'
ok "each one is listed" sh -c "grep -q '^  worse: boot: run 1 has 1 of rsm, the budget is 0.$' '$work/said'"
is "a budget is for the labels with its phase" "$(jq -r '[.budgets[] | select(.reason == "npf") | .label] | join(" ")' \
	"$work/out/report.json")" boot
gate --budgets "$work/budgets" x="$work/failed"
answers "a budget exceeded, and verdict fail" 1 '^worse: x: run 1 has 20,860'
echo 'all all 999999' >"$work/budgets"
gate --budgets "$work/budgets" x="$work/failed"
answers "a budget kept, and verdict fail" 3 '^cannot tell: the verdict of run 1 of x is fail: made to fail$'
gate --budgets "$work/budgets" x="$work/unpatched"
answers "a budget without a number" 3 '^cannot tell: x: a run has no number of all exits, which has a budget$'
gate --budgets "$work/budgets" --baseline base --gate 2% base="$work/noisy1" base="$work/noisy2" base="$work/noisy3" \
	new="$work/changed4" new="$work/changed5" new="$work/changed6"
answers "budgets kept, and a gate" 1 '^worse: new against base: the largest increase is ioio'
echo 'kernel ioio 8000' >"$work/budgets"
gate --budgets "$work/budgets" --baseline base --gate 90% base="$work/noisy1" base="$work/noisy2" base="$work/noisy3" \
	new="$work/changed4" new="$work/changed5" new="$work/changed6"
answers "a budget exceeded, and a gate" 1 '^worse: new: run [123] has 8,[23][0-9]{2} of ioio in kernel, the budget is 8,000$'

# refused NAME STATUS PATTERN ARGUMENT...: one line on stderr, nothing on stdout, no files
refused() {
	name=$1 wanted=$2 pattern=$3
	shift 3
	gate -o "$work/none" "$@"
	is "$name: status" "$status" "$wanted"
	ok "$name: the message" grep -qE -- "^exit-compare: $pattern" "$work/err"
	is "$name: one line, nothing written" "$(wc -l <"$work/err")$(cat "$work/said")$(ls -A "$work/none" 2>/dev/null)" 1
}
for bad in abc -2% 2 101% '2 %' '' 1e9% nan% 0x2%; do
	refused "a gate of \"$bad\"" 2 "$bad: invalid gate: use 0% to 100%, such as 2%" --baseline a --gate "$bad" \
		a="$work/full" b="$work/one-more"
done
refused "an unknown baseline" 2 "c: no such label: --baseline needs" --baseline c --gate 2% a="$work/full" b="$work/one-more"
refused "a baseline alone" 2 "a: there is no other label" --baseline a --gate 2% a="$work/full"
refused "no gate" 2 "--baseline: needs --gate" --baseline a a="$work/full" b="$work/one-more"
refused "no baseline" 2 "--gate: needs --baseline" --gate 2% a="$work/full" b="$work/one-more"
refused "a record twice" 2 ".*full: this record is already a run" --baseline a --gate 2% a="$work/full" a="$work/full" b="$work/one-more"
refused "a record twice, by two names" 2 ".*/./full: this record is already a run" --baseline a --gate 2% a="$work/full" \
	a="$work/./full" b="$work/one-more"
for option in baseline gate budgets; do
	refused "--$option twice" 2 "--$option: can be given once only" --$option a --$option b a="$work/full"
done
refused "a missing record" 2 ".*gone: No such file" --baseline a --gate 2% a="$work/full" b="$work/gone"
refused "missing budgets" 2 ".*gone: No such file" --budgets "$work/gone" a="$work/full"
printf 'all all 1\nkernle ioio 5\n' >"$work/bad"
refused "budgets: an unknown phase" 2 ".*bad:2: no record has this phase" --budgets "$work/bad" a="$work/full"
printf 'kernel oioi 5\n' >"$work/bad"
refused "budgets: an unknown reason" 2 ".*bad:1: no record has this reason" --budgets "$work/bad" a="$work/full"
printf '# none\n\nkernel ioio\n' >"$work/bad"
refused "budgets: no number" 2 ".*bad:3: not a budget: use PHASE REASON MAX" --budgets "$work/bad" a="$work/full"
refused "budgets: a record" 2 ".*full:1: (not a budget|invalid)" --budgets "$work/full" a="$work/full"
refused "budgets: endless" 2 "/dev/zero: is larger than" --budgets /dev/zero a="$work/full"
tap_done
