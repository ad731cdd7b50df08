#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Results of the live image, from one machine to fifty: the numbers are those of the files, unlike
# machines stay apart, and each bad file gets one line.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=boot/compare/test/live_results.sh
. boot/compare/test/live_results.sh

for seed in 0 1 2 3; do
	$make benches $seed >"$work/patched$seed"
	$make stock-benches $seed >"$work/stock$seed"
done
$make minimal >"$work/minimal"
$make failed-benches 1 >"$work/failed"
$make calm-benches 2 >"$work/calm"
epyc="AMD EPYC 7763 64-Core Processor" epyc_id="AuthenticAMD 25 1 1"
brand="Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz" core="Intel Core i7-8700K CPU @ 3.70GHz" core_id="GenuineIntel 6 158 10"
debian="6.1.0-57-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1"
notes_said="The patched KVM is refused: Key was rejected by service"
secure="      Secure Boot       on: the modules must be signed"
mkdir "$work/a" "$work/b"
live_results "$work/a/EXITP001.TXT" "$epyc" "$epyc_id" 0xa0011d5 "$debian" "kernel=$work/minimal" \
	"bench-stock-1=$work/stock0" "bench-patched-1=$work/patched1" \
	"bench-stock-2=$work/stock1" "bench-patched-2=$work/patched2"
more=flag=hypervisor counting="real cpus=1 caches=hot method=time ns=8.9 least=8.6 most=9.2 rounds=15"
live_results "$work/b/EXITP001.TXT" "$epyc" "$epyc_id" 0xa0011ff "$debian" "kernel=$work/minimal" \
	"bench-stock-1=$work/stock0" "bench-patched-1=$work/patched1"
more='' counting='' doctor=$secure notes=$notes_said
live_results "$work/a/EXITP002.TXT" "$brand" "$core_id" 0xf4 "$debian" \
	"bench-stock-1=$work/stock3" "bench-stock-2=$work/stock2"
doctor='' notes=''
live_results "$work/probe" "$brand" "$core_id" 0xf6 "$debian" "kernel=$work/minimal"
live_results "$work/nothing" "$brand" "$core_id" 0xf8 "$debian"
live_results "$work/failing" "$epyc" "$epyc_id" 0xa0011d5 "$debian" "bench-patched-1=$work/failed"

# compare DIR ARGUMENT...: the reports and what the program says, without complaints
compare() {
	dir=$work/$1
	shift
	ok "${dir##*/}: it compares" sh -c "'$compare' -o '$dir' \"\$@\" >'$work/said' 2>'$work/err'" - "$@"
	is "${dir##*/}: without complaints" "$(cat "$work/err")" ""
	mv "$work/said" "$dir/"
}
# labels DIR
labels() {
	jq -r '.labels[].label' "$work/$1/report.json" | paste -sd'|'
}
compare three "$work/b/EXITP001.TXT" "$work/a/EXITP002.TXT" "$work/a/EXITP001.TXT"
is "machines are in the order of their CPUs; of one CPU, in that of the command line" "$(labels three)" \
	"$epyc (1)|$epyc (2)|$core"

# wanted LABEL FILE: the benchmarks as an awk of a few lines reads them from the file
wanted() {
	awk -v label="$1" '/^== record / { record = $3; next }
		/^== / { record = "" }
		record ~ /^bench/ && / bench / {
			split("", value)
			for (i = 3; i <= NF; i++) {
				at = index($i, "=")
				value[substr($i, 1, at - 1)] = substr($i, at + 1)
			}
			if (value["status"] == "skip" || value["status"] == "fail") next
			host = record ~ /patched/ ? "patched" : "stock"
			for (key in value)
				if (key ~ /^(n|tsc_(min|median|p99|max)|exits|kernel)$/) {
					short = key
					sub("tsc_", "", short)
					print label "," record "," value["name"] "," host "_" short "," value[key]
				}
		}' "$2" | sort
}
{
	wanted "$epyc (1)" "$work/b/EXITP001.TXT"
	wanted "$epyc (2)" "$work/a/EXITP001.TXT"
	wanted "$core" "$work/a/EXITP002.TXT"
} | sort >"$work/wanted"
jq -r '.labels[] | .label as $of | .runs as $runs | .facts.bench | to_entries[] | .key as $bench |
	.value | to_entries[] | .key as $quantity | .value.values | to_entries[] | select(.value != null) |
	[$of, ($runs[.key].record | sub(".*, "; "")), $bench, $quantity, .value] | join(",")' \
	"$work/three/report.json" | sort >"$work/got"
ok "JSON has the numbers of the files, each once" cmp "$work/wanted" "$work/got"
ok "they are many" test "$(wc -l <"$work/got")" -gt 200
is "min, median and max are those of the rounds" "$(jq '[.labels[].facts[][][] | (.values | map(select(. != null)) |
	sort) as $of | .min == $of[0] and .max == $of[-1] and .median == $of[(($of | length) - 1) / 2 | floor]] |
	all' "$work/three/report.json")" true
is "a boot's exits are those of its record" \
	"$(jq -c '.labels[0].facts.boot.kernel | [.before.min, .exits.min, .kernel.min]' "$work/three/report.json")" \
	"[$(build/probe-os/exit-record get checkpoint entry exits "$work/minimal"),$(build/probe-os/exit-record get phase exits "$work/minimal" |
		awk '{ sum += $1 } END { print sum }'),$(build/probe-os/exit-record get phase kernel "$work/minimal" |
		awk '{ sum += $1 } END { printf "%.0f", sum }')]"
jq -r '.labels[] | .label as $l | .facts | to_entries[] | .key as $s | .value | to_entries[] | .key as $m |
	.value | to_entries[] | [$l, $s, $m, .key, ([.value.values[] | select(. != null)] | length), .value.min,
	.value.median, .value.max] | join(",")' "$work/three/report.json" | sort >"$work/from-json"
tail -n +2 "$work/three/report.csv" | sort >"$work/from-csv"
ok "JSON and CSV have the same numbers" cmp "$work/from-json" "$work/from-csv"

# What is unlike
is "the same CPU twice: what differs is said" \
	"$(jq -c '.differ.microcode | map([.value, .labels])' "$work/three/report.json")" \
	"[[\"0xa0011ff\",[\"$epyc (1)\"]],[\"0xa0011d5\",[\"$epyc (2)\"]],[\"0xf4\",[\"$core\"]]]"
is "a flag that a CPU lacks" "$(jq -c '.differ["flag hypervisor"] | map([.value, (.labels | length)])' "$work/three/report.json")" \
	'[["yes",1],["no",2]]'
is "what is the same is said once" "$(jq -c '[.same.kernel, .same.mitigation_meltdown, .differ.kernel]' "$work/three/report.json")" \
	"[\"$debian\",\"Not affected\",null]"
is "with Secure Boot: stock only, and why" \
	"$(jq -r '"\(.differ.benchmarks[1].value), \(.differ.benchmarks[1].labels[0]), \(.differ["doctor: Secure Boot"][1].value)"' \
		"$work/three/report.json")" "stock KVM only, $core, on: the modules must be signed"
is "what counting costs a CPU; where that was not measured, it is not known" \
	"$(jq -c '.differ.counting_time_hot_cpus_1 | map(.value)' "$work/three/report.json")" '["8.9 ns (8.6 to 9.2)",""]'
is "the notes of what went wrong" "$(jq -r '.labels[2].machine.facts.note' "$work/three/report.json")" "$notes_said"
ok "the terminal says it, too" grep -q "^  benchmarks: stock KVM only: $core" "$work/three/said"
is "a benchmark without exits is in no table" "$(grep -c '^  empty, ' "$work/three/said")" 0
is "a skipped one is in JSON, with its reason" \
	"$(jq -r '.labels[0].machine.left_out[0] | "\(.record) \(.bench) \(.status) \(.reason)"' "$work/three/report.json")" \
	"bench-patched-1 x2apic_self_ipi_sti_hlt skip made to be skipped"
is "no row is of no numbers" "$(grep -c "^  [a-z0-9_]*, .*  -  *-  *-" "$work/three/said")" 0
ok "the answer has the fastest and the slowest" grep -qF \
	"CPUID (cpuid): stock KVM 1.36 us ($epyc (1)) to 1.42 us ($core); patched KVM 1.39 us (all 2)." "$work/three/report.html"
is "the CPU's own name is a fact" "$(jq -r '.labels[2].machine.facts.cpu' "$work/three/report.json")" "$brand"
is "a panel for each kind that a machine has" \
	"$(sed -n '/<svg class="wide"/,/<\/svg>/p' "$work/three/report.html" | grep -c '<title>.*cpuid, stock KVM: ')" 6

# Names
compare named "old=$work/a/EXITP001.TXT" "old=$work/b/EXITP001.TXT" "lab 7=$work/a/EXITP002.TXT"
is "labels name the machines; one label twice is two machines" "$(labels named)" "old (1)|old (2)|lab 7"
compare one "$work/a/EXITP001.TXT"
is "one machine: nothing differs" "$(jq -c '[.labels[].label, .differ]' "$work/one/report.json")" "[\"$epyc\",{}]"
is "one machine: the table of what differs is not there" "$(grep -c "What differs" "$work/one/said")" 0
compare few "$work/probe" "$work/nothing"
is "without benchmarks: the boot alone" "$(jq -c '[.labels[].facts | keys]' "$work/few/report.json")" '[["boot"],[]]'
ok "a machine without records is named" grep -qF "$core (2) has no records." "$work/few/report.html"

live_results "$work/calm-machine" "$core" "$core_id" 0xf8 "$debian" "bench-stock-1=$work/stock1" "bench-patched-1=$work/calm"
compare with-calm "$work/calm-machine" "$work/a/EXITP001.TXT"
is "an operation that does not exit on a machine has no cost there" \
	"$(sed -n 's/^  cr0_wp, \(.*Processor\|.*GHz\) .*/\1/p' "$work/with-calm/said")" "$epyc"
is "its numbers are in JSON" "$(jq '.labels[1].facts.bench.cr0_wp | [.patched_exits.min, .patched_median.min]' \
	"$work/with-calm/report.json" -c)" "[0,5064]"

compare stock "$work/a/EXITP002.TXT"
ok "if nobody counted, all operations have costs" grep -q "^  empty, $core  *9 " "$work/stock/said"

# Where files come from
sed 's/$/\r/' "$work/a/EXITP001.TXT" >"$work/crlf"
printf '\357\273\277' | cat - "$work/crlf" >"$work/of-windows"
{
	printf 'SeaBIOS\r\nmeasuring: kernel\r\n==== results begin\r\n'
	cat "$work/crlf"
	printf '==== results end\r\nswitching off\r\n'
} >"$work/of-serial"
jq '.labels[0].facts' "$work/one/report.json" >"$work/wanted"
for kind in windows serial; do
	compare $kind "$work/of-$kind"
	jq '.labels[0].facts' "$work/$kind/report.json" >"$work/got"
	ok "$kind: the same numbers" cmp "$work/wanted" "$work/got"
	is "$kind: the same facts" "$(jq -c .labels[0].machine.facts "$work/$kind/report.json")" \
		"$(jq -c .labels[0].machine.facts "$work/one/report.json")"
done
cp "$work/b/EXITP001.TXT" "$work/a/named-by-hand"
echo other >"$work/a/README.TXT"
mkdir "$work/a/System Volume Information"
compare folder "$work/a"
is "a folder is its results" "$(jq -r '.labels[].machine.file' "$work/folder/report.json" | sort | sed 's|.*/||' | paste -sd' ')" \
	"EXITP001.TXT EXITP002.TXT named-by-hand"
rm "$work/a/named-by-hand"

# A bad verdict
"$compare" -o "$work/tainted" "$work/failing" >"$work/said" 2>&1
is "a verdict of fail: the status" $? 3
is "a verdict of fail: the first sentence says it" \
	"$(paste -sd' ' "$work/said" | tr -s ' ' | sed 's/What an exit costs.*//; s|, /.*failing,|,|')" \
	" $epyc, bench-patched-1: verdict fail: made to fail. "
is "a verdict of fail: that benchmark has no numbers, the others have" \
	"$(jq -c '.labels[0] | [.facts.bench.rdmsr_tsc_adjust, .facts.bench.cpuid.patched_median.min, .machine.left_out[0].status]' \
		"$work/tainted/report.json")" '[null,3197,"fail"]'

# Fifty
mkdir "$work/fifty"
for number in $(seq 50); do
	sed "s/^microcode=.*/microcode=$number/" "$work/a/EXITP001.TXT" >"$work/fifty/$number"
done
compare fifty-machines "$work/fifty"
is "fifty: each has a name" "$(labels fifty-machines | tr '|' '\n' | sort -u | wc -l)" 50
is "fifty: a row for each exit and machine" \
	"$(grep -c '^  \(cpuid\|hypercall\|wbinvd\|rdmsr_tsc_adjust\|cr0_wp\|port_out_vmm\|mmio_vmm\), ' "$work/fifty-machines/said")" 350
mkdir "$work/257"
for number in $(seq 257); do
	sed "s/^microcode=.*/microcode=$number/" "$work/nothing" >"$work/257/$number"
done

# refused NAME STATUS PATTERN ARGUMENT...: one line on stderr, no files
refused() {
	name=$1 wanted=$2 pattern=$3
	shift 3
	status=0
	timeout 60 $compare -o "$work/out" "$@" >"$work/said" 2>"$work/err" || status=$?
	is "$name: status" "$status" "$wanted"
	ok "$name: the message" grep -qE -- "^exit-compare: $pattern" "$work/err"
	is "$name: one line, nothing written" "$(wc -l <"$work/err") $(ls -A "$work/out" 2>/dev/null)" "1 "
}
good=$work/a/EXITP001.TXT bad=$work/bad
lines=$(wc -l <"$good")
sed '$d' "$good" >"$bad"
refused "without its end" 1 ".*bad:[0-9]*: the results are cut off or altered: short form" "$bad"
sed '/^== short/,$d' "$good" >"$bad"
refused "cut at the end" 1 ".*bad:$((lines - 1)): the results are cut off: their end is missing$" "$bad"
head -n $((lines / 2)) "$good" >"$bad"
refused "cut in a record" 1 ".*bad:$((lines / 2 + 1)): the results are cut off" "$bad"
head -c -3 "$good" >"$bad"
refused "cut in the checksum" 1 ".*bad:$lines: the results are cut off or altered: short form: the checksum" "$bad"
sed '0,/name=cpuid status/s/name=cpuid status/name=cpuid  status/' "$good" >"$bad"
refused "a record altered" 1 ".*bad:[0-9]*: " "$bad"
sed '0,/exit-probe: bench/{/exit-probe: bench/d}' "$good" >"$bad"
refused "a line of a record missing" 1 ".*bad:[0-9]*: " "$bad"
sed '1s/1$/2/' "$good" >"$bad"
refused "a newer version" 1 ".*bad:1: results of another version than 1: use the exit-compare of" "$bad"
sed 's/^== doctor$/== weather/' "$good" >"$bad"
refused "an unknown section" 1 ".*bad:[0-9]*: an unknown section" "$bad"
sed '/^cpu=/d' "$good" >"$bad"
refused "no CPU" 1 ".*bad:$(($(sed -n '/^== machine$/=' "$bad") + 1)): the section machine has no cpu=" "$bad"
sed 's/^== doctor$/== machine/' "$good" >"$bad"
refused "a section twice" 1 ".*bad:[0-9]*: this section is there twice" "$bad"
sed 's/^== record bench-stock-2$/== record bench-stock-1/' "$good" >"$bad"
refused "a record twice" 1 ".*bad:[0-9]*: this record is there twice" "$bad"
awk '/^== / { is_it = /bench-stock-1$/ } /^== / || !is_it' "$good" >"$bad"
refused "a section without its record" 1 ".*bad:[0-9]*: no record of Exit Probe" "$bad"
cat "$good" "$work/b/EXITP001.TXT" >"$bad"
refused "two runs in one file" 1 ".*bad:1: several results are in this file" "$bad"
refused "one file twice" 1 ".*001.TXT: has the same results as .*001.TXT: give them once" "$good" "$good"
refused "the same from a stick of Windows" 1 ".*crlf: has the same results as .*001.TXT" "$good" "$work/crlf"
refused "a record beside it" 1 ".*minimal:1: no results of the live image are in it, as in the others: compare one kind" \
	"$good" "x=$work/minimal"
refused "missing" 1 ".*none: No such file" "$good" "$work/none"
refused "a folder without results" 1 ".*live[^:]*: no results of the live image are in this folder" "$(echo "$work"/live.*/records | cut -d ' ' -f 1)"
refused "257 machines" 1 ".*257/99: too many machines: the maximum is 256" "$work/257"
refused "with samples" 1 ".*001.TXT: has results of the live image: give the file itself, without samples" "$good,$work/minimal"
refused "an invalid label" 1 "a;b: invalid label" "a;b=$good"
for option in "-b x" "--symbols x" "--trace x" "--folded x" "--budgets x" "--baseline x --gate 2%"; do
	# shellcheck disable=SC2086 # two or more words
	refused "$option" 2 "${option%% *}: is for records, not for results of the live image" $option "$good"
done
for name in EXITP001.TXT EXITP002.TXT; do
	: >"$work/b/$name"
done
$compare "$work/a" "$work/b" "$work/none" >"$work/said" 2>"$work/err"
is "three bad files of five: a line for each, and the status" "$? $(cut -d : -f 2 "$work/err" | sed 's|.*/||' | paste -sd' ')" \
	"1 EXITP001.TXT EXITP002.TXT none"

is "machine_kinds.def has benchmarks only" "$(sed -n 's/^KIND(\([a-z0-9_]*\),.*/\1/p' boot/compare/machine_kinds.def |
	while read -r bench; do grep -q "^BENCH($bench," probe-os/bench/benches.def || echo "$bench"; done)" ""

# The page
axe=build/axe/node_modules/axe-core/axe.min.js
[ -e $axe ] || axe=-
timeout 600 node boot/compare/test/page.js $axe "$work/three" >"$work/looked" 2>"$work/node" ||
	tap_line "not ok" "the browser ended: $(head -n 5 "$work/node" | xargs)"
tap_relay "$work/looked"
tap_done
