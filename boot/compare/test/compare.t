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
for kind in minimal quiet causes rip failed moved count earlier unpatched without-reasons intel; do
	$make $kind >"$work/alone.txt"
	$compare -o "$work/alone" x="$work/alone.txt" >/dev/null 2>"$work/err"
	is "a record alone, $kind: its files" "$(cd "$work/alone" && echo *)" "report.csv report.html report.json"
	rm -rf "$work/alone"
done
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
# shows NAME PAGE PLOT...: a browser shows the page with these plots, on a screen and a phone
shows() {
	name=$1 shown=$2
	shift 2
	plots=$(printf '%s:ok ' "$@")
	{
		cat "$shown"
		echo '<script>'
		cat boot/compare/test/look.js
		echo '</script>'
	} >"$work/with-script.html"
	browse "$work/with-script.html"
	is "$name: the browser reports no errors" "$(cat "$work/errors")" ""
	figures=$(grep -o '<figure id="[^"]*"' "$shown" | sed 's/.*"\(.*\)"/\1:ok/' | tr '\n' ' ')
	is "$name: the page has all plots" "$figures" "$plots"
	is "$name: a screen shows every plot" \
		"$(sed -n 's/.*\(1280:[a-z]*:[a-z]* [^<]*\)<.*/\1/p' "$work/dom")" \
		"1280:fits:unique ${figures% }"
	is "$name: a phone shows every plot" \
		"$(sed -n 's/.*\(390:[a-z]*:[a-z]* [^<]*\)<.*/\1/p' "$work/dom")" \
		"390:fits:unique ${figures% }"
}

# page_agrees NAME CSV: all numbers of the page in the browser are those of the CSV:
# label,section,name,quantity,median
page_agrees() {
	grep -o '<data value="[0-9]*" data-fact="[^"]*"' "$work/dom" |
		sed 's/<data value="\([0-9]*\)" data-fact="\([^"]*\)"/\2,\1/' | sort -u >"$work/from-page"
	awk -F, 'NR > 1 { print $1 "," $2 "," $3 "," $4 "," $7 }' "$2" | sort >"$work/medians"
	is "$1: all numbers of the page equal those of the CSV" \
		"$(comm -23 "$work/from-page" "$work/medians" | wc -l)" 0
	ok "$1: the page has many numbers" test "$(wc -l <"$work/from-page")" -gt 150
}

# marks_agree NAME PAGE CSV: the number in the title of every mark with a row in the CSV is its median
marks_agree() {
	sed -n 's/^<g data-fact="\([^"]*\)"><title>.*: \([0-9,]*\) \(([0-9,-]*) \)\{0,1\}[a-z].*<\/title>$/\1 \2 \3/p' "$2" |
		tr -d ',()' | sort -u >"$work/from-marks"
	awk -F, 'NR > 1 { gsub(/[()]/, ""); range = $6 == $8 ? "" : $6 "-" $8 " "
		print $1 $2 $3 $4 " " $7 " " range }' "$3" | sort -u >"$work/rows"
	is "$1: the numbers in the titles of marks equal those of the CSV" \
		"$(comm -23 "$work/from-marks" "$work/rows" | head -n 3)" ""
	is "$1: every mark with a row has its number in its title" \
		"$(sed -n 's/^<g data-fact="\([^"]*\)">.*/\1/p' "$2" | tr -d ',()' | sort -u)" \
		"$(sed 's/ .*//' "$work/from-marks" | sort -u)"
	ok "$1: many marks have titles" test "$(wc -l <"$work/from-marks")" -gt "$4"
}

shows "two boots" "$page" stages waterfall phases-1 phases-2 heat-1 heat-2 reasons reasons-before shares cycles timeline time-1 time-2
page_agrees "two boots" "$csv"
marks_agree "two boots" "$page" "$csv" 150

ok "several runs" $compare -o "$work/repeats" "a=$work/full0.txt" "a=$work/full1.txt" "a=$work/full2.txt" \
	"b=$work/full0.txt"
is "the CSV has min, median and max of three runs" \
	"$(sed -n 's/^a,stage,total,exits,3,\([0-9]*\),\([0-9]*\),\([0-9]*\)$/\1 \2 \3/p' \
		"$work/repeats/report.csv")" \
	"$(for i in 0 1 2; do
		build/probe-os/exit-record get checkpoint login exits "$work/full$i.txt"
	done | sort -n | xargs)"
shows "several runs" "$work/repeats/report.html" stages waterfall phases-1 heat-1 heat-2 reasons \
	reasons-before shares cycles timeline time-1 time-2
marks_agree "several runs" "$work/repeats/report.html" "$work/repeats/report.csv" 150
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
shows "eight labels" "$work/eight/report.html" stages waterfall phases-1 \
	heat-1 heat-2 heat-3 heat-4 heat-5 heat-6 heat-7 heat-8 reasons reasons-before shares cycles timeline \
	time-1 time-2 time-3 time-4 time-5 time-6 time-7 time-8
marks_agree "eight labels" "$work/eight/report.html" "$work/eight/report.csv" 800
ok "the default label is the file name" sh -c \
	"$compare '$work/full0.txt' | grep -q '^  full0 '"

# Causes: a boot, and the same with fewer exits of its serial console
$make causes >"$work/causes.txt"
$make quiet >"$work/quiet.txt"
ok "causes: a report" sh -c "$compare -o '$work/causes' full='$work/causes.txt' \
	quiet='$work/quiet.txt' >'$work/causes.said'"
csv=$work/causes/report.csv json=$work/causes/report.json page=$work/causes/report.html
# The cause lines of a record as rows of the CSV
build/probe-os/exit-record table cause --csv "$work/causes.txt" |
	awk -F , 'NR == 1 { split("before stage kernel initramfs sysinit basic network login", phase, " ")
			for (i = 1; i <= NF; i++) key[i] = $i
			next }
		{ name = sprintf("%s/%s/%s/0x%x/%s/%s", $3 == "other" ? "all" : phase[$1 + 1], $2, $3, $4, $5, $6)
			for (i = 7; i <= 10; i++)
				print "full,cause," name "," key[i] ",1," $i "," $i "," $i }' | sort >"$work/wanted"
grep '^full,cause,' "$csv" | sort >"$work/got"
ok "causes: all numbers equal those of the record" cmp "$work/wanted" "$work/got"
ok "causes: they are many" test "$(wc -l <"$work/wanted")" -gt 80
is "causes: they add up to all exits" \
	"$(awk -F , '$1 == "full" && $2 == "cause" && $4 == "exits" { sum += $7 } END { print sum }' "$csv")" \
	"$(build/probe-os/exit-record get checkpoint login exits "$work/causes.txt")"
is "causes: so do the rows of the table" "$(sed -n '/^Causes of exits: full/,/^$/p' "$work/causes.said" |
	tr -d , | sed -n 's/^  [a-z].*[a-z)]   *\([0-9][0-9]*\) .*/\1/p' |
	awk '{ sum += last; last = $1 } END { print sum - last }')" 0
shows "causes" "$page" stages waterfall phases-1 heat-1 heat-2 reasons reasons-before shares causes-1 causes-2 promises \
	cycles timeline time-1 time-2
page_agrees "causes" "$csv"
marks_agree "causes" "$page" "$csv" 150
is "causes: JSON has their words" \
	"$(jq -r '.labels[0].causes[] | select(.detail == 1016 and .phase == "kernel") | .words' "$json")" \
	"writes to port 3f8h, COM1 (ioio)"
is "causes: what was promised and is gone is in JSON, in words and in the plot" \
	"$(jq -r '.promises[] | "\(.promised) \(.gone)"' "$json") $(tr -s ' \n' ' ' <"$work/causes.said" |
		grep -c 'From full to quiet, .*: promised 43,692 exits, gone 39,325, 90 %') $(
			grep -c '43,692 promised' "$page") $(grep -c '39,325 gone' "$page")" "43692 39325 1 2 2"

# Functions of the guest, from three kinds of files
$make rip >"$work/rip.txt"
cat >"$work/System.map" <<-END
	0000000000000000 A fixed_percpu_data
	ffffffff81001000 T first
	ffffffff81002000 t second
	ffffffff81003000 D table
END
cat >"$work/OVMF.map" <<-END
	SecMain (Fixed Flash Address, BaseAddress=0x00000f0000, EntryPoint=0x00000f0400,Type=TE)
	(GUID=DF1CCEF6-F301-4A63-9661-FC6030DCC880 .textbaseaddress=0x00000f0400)

	  0x00000f1000    SecStartup
	  0x00000f2000    SecEnd
END
printf '.globl _start\n.type _start, %%function\n_start: .skip 0x1000\n.type user, %%function\nuser: .skip 16\n.size user, 16\n' |
	${CC:-gcc} -x assembler -nostdlib -static -Wl,-Ttext=0x400000,--build-id=none -o "$work/user.elf" -
ok "functions: a report" sh -c "$compare -o '$work/rip' --symbols x='$work/System.map' --symbols '$work/OVMF.map' \
	--symbols '$work/user.elf' x='$work/rip.txt' >'$work/rip.said'"
is "functions: their exits" "$(sed -n 's/^x,function,\([a-zA-Z]*\),exits,.*,/\1 /p' "$work/rip/report.csv" |
	grep -v unknown | sort | xargs)" "SecStartup 550 first 9611 second 210 user 340"
is "functions: they add up to all exits" \
	"$(awk -F , '$2 == "function" && $4 == "exits" { sum += $7 } END { print sum }' "$work/rip/report.csv")" \
	"$(build/probe-os/exit-record get checkpoint login exits "$work/rip.txt")"
ok "functions: without symbols there are addresses" sh -c \
	"$compare x='$work/rip.txt' | grep -q 'at the address ffffffff81001004h'"

for option in -h --help; do
	ok "help: $option" sh -c "$compare $option | grep -q '^usage: exit-compare'"
done
ok "version" sh -c "$compare --version | grep -q '^exit-compare [0-9]'"
fails "an unknown option" "^[^ ]*exit-compare: unrecognized option '--nonsense'$" $compare --nonsense
tap_done
