#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The outputs of exit-compare agree with the records, with each other, and in a browser.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

$make minimal >"$work/probe.txt"
for seed in 0 1 2; do
	$make full "$seed" >"$work/full$seed.txt"
	$make samples "$seed" >"$work/full$seed.csv"
done

ok "two records and samples" $compare -o "$work/out" "probe=$work/probe.txt" \
	"debian=$work/full0.txt,$work/full0.csv"
is "three files, nothing else" "$(cd "$work/out" && echo *)" "report.csv report.html report.json"
csv=$work/out/report.csv json=$work/out/report.json page=$work/out/report.html

# The phase lines of a record as rows of the CSV
phases() {
	build/probe-os/exit-record table phase --csv "$2" |
		awk -F , -v label="$1" 'NR == 1 { split($0, key, ","); next }
			{ for (i = 3; i <= NF; i++)
				print label ",phase," $2 "," key[i] ",1," $i "," $i "," $i }'
}
phases probe "$work/probe.txt" | sort >"$work/wanted"
phases debian "$work/full0.txt" | sort >>"$work/wanted"
grep ',phase,' "$csv" | sort >"$work/got"
sort -o "$work/wanted" "$work/wanted"
ok "all numbers of the phases equal those of the record" cmp "$work/wanted" "$work/got"
is "the total equals the last checkpoint" \
	"$(sed -n 's/^debian,stage,total,exits,1,.*,//p' "$csv")" \
	"$(build/probe-os/exit-record get checkpoint login exits "$work/full0.txt")"

jq -r '.labels[] | .label as $l | (.runs | length) as $n | .facts | to_entries[] | .key as $s |
	.value | to_entries[] | .key as $m | .value | to_entries[] |
	[$l, $s, $m, .key, $n, .value.min, .value.median, .value.max] | join(",")' "$json" |
	sort >"$work/from-json"
tail -n +2 "$csv" | sort >"$work/from-csv"
ok "JSON and CSV have the same numbers" cmp "$work/from-json" "$work/from-csv"
is "the waterfall adds up" "$(jq '.waterfall | .start + ([.steps[] | .to - .from] | add) == .end' \
	"$json")" true

ok "the page loads no external files" sh -c "! grep -nEi '(src|href|url)[=(]\"?(https?:|//)' '$page'"
is "the page has no script" "$(grep -c '<script' "$page")" 0

# browse PAGE: the DOM that a browser makes of it, in dom; its console messages, in errors
browse() {
	timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
		--disable-background-networking --disable-component-update --disable-sync \
		--hide-scrollbars --user-data-dir="$work/profile" --window-size=1280,1000 \
		--enable-logging=stderr --virtual-time-budget=10000 --dump-dom "file://$1" \
		>"$work/dom" 2>"$work/stderr"
	grep CONSOLE "$work/stderr" >"$work/errors"
	rm -rf "$work/profile"
}
{
	cat "$page"
	echo '<script>'
	cat boot/compare/test/look.js
	echo '</script>'
} >"$work/with-script.html"
browse "$work/with-script.html"
is "the browser reports no errors" "$(cat "$work/errors")" ""
figures=$(grep -o '<figure id="[^"]*"' "$page" | sed 's/.*"\(.*\)"/\1:ok/' | tr '\n' ' ')
is "the page has all plots" "$figures" \
	"stages:ok waterfall:ok phases-1:ok phases-2:ok reasons:ok reasons-before:ok cycles:ok time-1:ok time-2:ok "
is "a screen shows every plot" \
	"$(sed -n 's/.*\(1280:[a-z]*:[a-z]* [^<]*\)<.*/\1/p' "$work/dom")" "1280:fits:unique ${figures% }"
is "a phone shows every plot" \
	"$(sed -n 's/.*\(390:[a-z]*:[a-z]* [^<]*\)<.*/\1/p' "$work/dom")" "390:fits:unique ${figures% }"

# label,section,name,quantity,median, from the page in the browser and from the CSV
grep -o '<data value="[0-9]*" data-fact="[^"]*"' "$work/dom" |
	sed 's/<data value="\([0-9]*\)" data-fact="\([^"]*\)"/\2,\1/' | sort -u >"$work/from-page"
awk -F, 'NR > 1 { print $1 "," $2 "," $3 "," $4 "," $7 }' "$csv" | sort >"$work/medians"
is "all numbers of the page equal those of the CSV" \
	"$(comm -23 "$work/from-page" "$work/medians" | wc -l)" 0
ok "the page has many numbers" test "$(wc -l <"$work/from-page")" -gt 150

ok "several runs" $compare -o "$work/repeats" "a=$work/full0.txt" "a=$work/full1.txt" "a=$work/full2.txt" \
	"b=$work/full0.txt"
is "the CSV has min, median and max of three runs" \
	"$(sed -n 's/^a,stage,total,exits,3,\([0-9]*\),\([0-9]*\),\([0-9]*\)$/\1 \2 \3/p' \
		"$work/repeats/report.csv")" \
	"$(for i in 0 1 2; do
		build/probe-os/exit-record get checkpoint login exits "$work/full$i.txt"
	done | sort -n | xargs)"
ok "one run of three has samples" $compare -o "$work/one" "a=$work/full0.txt,$work/full0.csv" \
	"a=$work/full1.txt" "a=$work/full2.txt"
is "the rate of the label comes from that run" \
	"$(sed -n 's/^a,rate,samples,\(min_per_second\|points\),//p' "$work/one/report.csv" | sed 's/,0,.*/ zero/' | grep -c '^1,')" 2
is "the other runs have null in JSON" \
	"$(jq -c '.labels[0].facts.rate.samples.points.values' "$work/one/report.json")" '[51,null,null]'
# The first run has no samples: the plot is that of the samples all the same.
time_plot() {
	$compare -o "$work/order" "$@" >/dev/null
	sed -n '/id="time-1"/,/<\/figure>/p' "$work/order/report.html"
}
ok "the order of the runs does not change the plot over time" test \
	"$(time_plot "a=$work/full1.txt" "a=$work/full0.txt,$work/full0.csv" | cksum)" = \
	"$(time_plot "a=$work/full0.txt,$work/full0.csv" "a=$work/full1.txt" | cksum)"
ok "the page shows min and max" grep -q '</data><small>[0-9,]*&ndash;[0-9,]*</small>' "$work/repeats/report.html"

$make without-reasons >"$work/plain.txt"
$make unpatched >"$work/unpatched.txt"
ok "unpatched: a report without exits" sh -c \
	"$compare -o '$work/unpatched' x='$work/unpatched.txt' >'$work/unpatched.said'"

# tainted NAME RECORD WORDS VERDICT: there is a report; its first line, the page and the
# status show the verdict
tainted() {
	tainted_status=0
	$compare -o "$work/$1" "x=$2" >"$work/$1.said" 2>/dev/null || tainted_status=$?
	is "$1: status" "$tainted_status" 3
	ok "$1: the verdict comes first" sh -c "head -n 2 '$work/$1.said' | xargs | grep -q '$3'"
	ok "$1: a report" test -s "$work/$1/report.html"
	ok "$1: the page shows the verdict" grep -q "verdict $1\|verdict $4" "$work/$1/report.html"
}
$make failed >"$work/failed.txt"
$make moved >"$work/moved.txt"
tainted failed "$work/failed.txt" "verdict fail: made to fail" fail
tainted moved "$work/moved.txt" "verdict moved: moved" moved
tainted plain "$work/plain.txt" "verdict error" error
ok "moved: its phase has no number" sh -c "! grep -q ',phase,sysinit,' '$work/moved/report.csv'"
ok "the answers report missing reasons" grep -q 'x has no exits by reason' "$work/plain.said"
$make count >"$work/count.txt"
ok "no cycles: a report" sh -c "$compare -o '$work/count' x='$work/count.txt' | tr -s ' \n' ' ' >'$work/count.said'"
ok "the answers report missing cycles" grep -q 'host of x counts exits only' "$work/count.said"
is "no number of cycles is in it" \
	"$(awk -F , '$4 ~ /^(kernel|userspace|halted|preempted|blocked|guest|.*_kernel)$/' "$work/count/report.csv")" ""
is "nor a plot of them" "$(grep -c 'figure id="cycles"' "$work/count/report.html")" 0
$make earlier >"$work/earlier.txt"
ok "an earlier version: a report" sh -c "$compare -o '$work/earlier' x='$work/earlier.txt' >/dev/null"
is "it has the buckets of that version" \
	"$(sed -n 's/^x,stage,total,\(scheduled_out\|preempted\|blocked\),.*/\1/p' "$work/earlier/report.csv")" scheduled_out
ok "the answers report missing exits" grep -q 'host of x is not patched' "$work/unpatched.said"
ok "samples only" sh -c "$compare -o '$work/alone' desktop=,'$work/full0.csv' | tr -s ' \n' ' ' |
	grep -q 'desktop has samples only'"
ok "the samples of an unpatched record have no rate" sh -c \
	"$compare x='$work/unpatched.txt,$work/full0.csv' | tr -s ' \n' ' ' >'$work/said' &&
	grep -q 'Samples of x cannot be matched' '$work/said' && ! grep -q 'Exits per second' '$work/said'"
ok "plots of samples only" grep -q 'id="time-1"' "$work/alone/report.html"
ok "a record without exits beside samples only" sh -c \
	"$compare -o '$work/mixed' x='$work/unpatched.txt' y=,'$work/full0.csv' >/dev/null"
is "no other files are left" "$(cd "$work/mixed" && echo *)" "report.csv report.html report.json"
ok "eight labels" sh -c "$compare -o '$work/eight' $(for i in 1 2 3 4 5 6 7 8; do
	printf "l%s='%s' " $i "$work/full$((i % 3)).txt"
done) >/dev/null"
ok "the default label is the file name" sh -c \
	"$compare '$work/full0.txt' | grep -q '^  full0 '"
for option in -h --help; do
	ok "help: $option" sh -c "$compare $option | grep -q '^usage: exit-compare'"
done
ok "version" sh -c "$compare --version | grep -q '^exit-compare [0-9]'"
fails "an unknown option" "^[^ ]*exit-compare: unrecognized option '--nonsense'$" $compare --nonsense
tap_done
