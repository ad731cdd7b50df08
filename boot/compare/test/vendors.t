#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# One guest on a host of AMD and on one of Intel: reasons that mean the same are one row, and what
# is the guest's and what the machine's is counted as a program of a few lines counts it.
set -u
. boot/base/tap.sh

compare=build/boot/objects/exit-compare
make=build/boot/objects/make-record
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

$make causes >"$work/amd"
$make causes 1 >"$work/amd1"
$make intel-causes >"$work/intel"
$make quiet >"$work/quiet"
$make rip >"$work/rip"
$make minimal >"$work/minimal"

# compare DIR ARGUMENT...
compare() {
	dir=$work/$1
	shift
	$compare -o "$dir" "$@" >"$work/said" 2>"$work/err"
	mv "$work/said" "$dir/"
}
compare two "amd=$work/amd" "intel=$work/intel"
json=$work/two/report.json
# sums LABEL FILTER: a number of JSON
sums() {
	jq -c --arg of "$1" ".labels[] | select(.label == \$of) | .facts | $2" "$json"
}
for label in amd intel; do
	for stage in before os measuring total; do
		is "$label: the kinds add up to all exits: $stage" "$(sums $label "[.kind[].$stage.median] | add")" \
			"$(sums $label ".stage.$stage.exits.median")"
		is "$label: so do their cycles: $stage" "$(sums $label "[.kind[].${stage}_kernel.median] | add")" \
			"$(sums $label "[.reason[].${stage}_kernel.median] | add")"
	done
done
is "the kinds of AMD" "$(sums amd '.kind | keys')" \
	'["control_register","cpuid","exception","halt","interrupt","invlpg","memory","msr","port","rsm","wbinvd","window"]'
is "the kinds of Intel: one that AMD lacks keeps its name" "$(sums intel '.kind | keys')" \
	'["control_register","cpuid","exception","halt","interrupt","invlpg","memory","msr","port","preemption_timer","wbinvd","window"]'
is "several reasons are one kind" "$(sums amd '[.kind.control_register.total.median, .kind.msr.os.median]')" \
	"$(sums amd '[([.reason | .write_cr0, .write_cr4, .cr0_sel_write | .total.median] | add), .reason.msr.os.median]')"
is "so on Intel" "$(sums intel '[.kind.memory.total.median, .kind.msr.total.median]')" \
	"$(sums intel '[([.reason | .ept_violation, .ept_misconfig | .total.median] | add),
		([.reason | .msr_read, .msr_write | .total.median] | add)]')"
# row TITLE NAME: a row of a table on the terminal
row() {
	sed -n "/^$1\$/,/^\$/p" "$work/two/said" | sed -n "s/^  $2  *//p" | tr -s ' '
}
is "the table has both in one row" "$(row 'Exits by kind' msr)" \
	"$(jq -r '[.labels[].facts.kind.msr | .os.median, .before.median] | map(tostring |
		gsub("(?<a>[0-9])(?=(?:[0-9]{3})+$)"; "\(.a),")) | join(" ")' "$json")"
is "the table's total is that of all exits" "$(row 'Exits by kind' total | tr -d ,)" \
	"$(jq -r '[.labels[].facts.stage | .os.exits.median, .before.exits.median] | join(" ")' "$json")"
is "the change by kind adds up, too" "$(jq -c '.waterfall | [.by, .start + ([.steps[] | .to - .from] | add) == .end,
	([.steps[].reason] | index("ioio"))]' "$json")" '["kind",true,null]'
ok "the plot of reasons has kinds" grep -q '<title>intel, port: ' "$work/two/report.html"

# origins FILE FILE: sums of the first file's causes by what the second has, with the meanings
# typed here. A cause with an error is not certain.
origins() {
	awk '{
			split("", value)
			for (i = 3; i <= NF; i++) {
				at = index($i, "=")
				if (at && !(substr($i, 1, at - 1) in value)) value[substr($i, 1, at - 1)] = substr($i, at + 1)
			}
		}
		/exit-probe: cause / {
			reason = value["reason"]
			if (reason ~ /^(intr|external_interrupt|nmi)$/) origin = "host"
			else if (value["kind"] == "other") origin = "unlisted"
			else {
				if (reason ~ /^ept|^npf/) reason = "memory"
				if (reason ~ /^msr/) reason = "msr"
				if (reason ~ /^io/) reason = "port"
				if (reason ~ /cr/) reason = "cr"
				if (reason ~ /^exc/) reason = "exception"
				origin = reason "/" value["kind"] "/" value["detail"] "/" value["access"] "/" value["width"]
			}
			if (FNR == NR) first[origin] += value["exits"]
			else second[origin] += value["exits"]
			error[origin] += value["error"]
		}
		END {
			for (cause in first) {
				to = cause
				if (cause ~ /\//) {
					if (!second[cause]) to = "not_on_all"
					else if (second[cause] == first[cause] && !error[cause]) to = "same"
					else to = "other_count"
				}
				sum[to] += first[cause]
			}
			printf "[%d,%d,%d,%d,%d]\n", sum["same"], sum["other_count"], sum["not_on_all"], sum["host"], sum["unlisted"]
		}' "$1" "$2"
}
of_origins='[.origin | .same, .other_count, .not_on_all, .host, .unlisted | .exits.median // 0]'
is "AMD: the guest's exits and the machine's" "$(sums amd "$of_origins")" "$(origins "$work/amd" "$work/intel")"
is "Intel: the guest's exits and the machine's" "$(sums intel "$of_origins")" "$(origins "$work/intel" "$work/amd")"
is "both have the guest's as often, and some" "$(jq '[.labels[].facts.origin.same.exits.median] | .[0] == .[1] and .[0] > 1000' "$json")" true
for label in amd intel; do
	is "$label: origins add up to all exits" "$(sums $label '[.origin[].exits.median] | add')" \
		"$(sums $label '.stage.total.exits.median')"
done
is "an MSR is the guest's, whatever the reason is called" "$(sums intel '.alike["msr/msr/0x6e0/write/0"].exits.median')" \
	"$(sums amd '.alike["msr/msr/0x6e0/write/0"].exits.median')"
ok "the answer has it in words" grep -q "<li>amd: of .* exits, .*, are the guest&#39;s\|<li>amd: of .* exits, .*, are the guest's" "$work/two/report.html"
ok "the table is on the terminal" grep -q "^The guest's exits and the machine's$" "$work/two/said"
ok "what differs most comes first" sh -c "sed -n '/^Causes that differ most/,/^\$/p' '$work/two/said' | sed -n 3p | grep -q '^  host_interrupt: '"

# Labels that are no such guests
compare same "a=$work/amd" "b=$work/quiet"
json=$work/same/report.json
is "one vendor: reasons keep their names" "$(jq -r .waterfall.by "$json")" reason
is "one vendor, another VMM: origins add up" "$(sums b '[.origin[].exits.median] | add')" "$(sums b '.stage.total.exits.median')"
is "one vendor, another VMM: as counted" "$(sums a "$of_origins")" "$(origins "$work/amd" "$work/quiet")"
compare three "a=$work/amd" "b=$work/quiet" "i=$work/intel"
json=$work/three/report.json
is "three labels: origins add up" "$(jq -c '[.labels[].facts | [.origin[].exits.median] | add] == [.labels[].facts.stage.total.exits.median]' "$json")" true
is "three labels: what two have alone is not the guest's" \
	"$(jq '.labels[0].facts.origin.same.exits.median <= ([.labels[1, 2].facts.origin.same.exits.median] | min)' "$json")" true
compare runs "a=$work/amd" "a=$work/amd1" "i=$work/intel"
json=$work/runs/report.json
is "runs that differ: nothing that varies is the guest's" \
	"$(jq '[.labels[0].facts.origin.same.exits | .min == .max] | all' "$json")" true
for other in rip minimal; do
	compare with-$other "a=$work/amd" "b=$work/$other"
	is "$other: no origins" "$(jq '[.labels[].facts | has("origin")] | any' "$work/with-$other/report.json")" false
	is "$other: no question" "$(grep -c "guest's, and which" "$work/with-$other/said")" 0
done

axe=build/axe/node_modules/axe-core/axe.min.js
[ -e $axe ] || axe=-
timeout 600 node boot/compare/test/page.js $axe "$work/two" >"$work/looked" 2>"$work/node" ||
	tap_line "not ok" "the browser ended: $(head -n 5 "$work/node" | xargs)"
tap_relay "$work/looked"
tap_done
