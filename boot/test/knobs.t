#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The table of knobs, KNOB=, and what `make knobs` makes of records. One knob is tried on the
# probe in the exact lab.
set -u
. boot/base/tap.sh
. boot/base/lib.sh
. boot/knob.sh

work=$(mktemp -d build/test.XXXXXX)
trap 'rm -rf "$work"' EXIT
make=build/boot/objects/make-record

# The table
rows() {
	sed '/^#/d' boot/knobs
}
is "each row has five columns" "$(rows | awk -F '|' 'NF != 5')" ""
is "names are unique" "$(rows | awk -F ' *[|]' '{ print $1 }' | sort | uniq -d)" ""
is "guests and labs are known" "$(rows | awk -F '|' '{ print $2, $3 }' | tr -s ' ' '\n' |
	grep -vx -e probe -e linux -e svm -e vmx -e '')" ""
is "each sets an option of the scripts that boot" "$(rows | awk -F ' *[|] *' '$4 != "-" { print $4 }' |
	grep -vE '^(MACHINE|ISO_BUS|HUGE_PAGES|LINUX_OPTION|KVM_OPTIONS|GUEST_OPTIONS)=.')" ""
is "the first changes nothing" "$(rows | awk -F ' *[|] *' 'NR == 1 { print $1, $4 }')" "base -"

# Each advice's knob is a row.
knobs_of_advice() {
	printf '%s\n' '#define ADVICE(id, title, text, knob) KNOB knob' '#define CAUSE(...)' \
		'#define REASON(...)' '#include "boot/compare/advice.def"' | gcc -E -P -I. - |
		sed -n 's/^KNOB "\(..*\)"$/\1/p' | sort -u
}
ok "advices have knobs" test "$(knobs_of_advice | wc -l)" -gt 5
is "each is a row" "$(rows | awk -F ' *[|]' '{ print $1 }' | sort >"$work/names"
knobs_of_advice | comm -23 - "$work/names")" ""

# choose_knob
# set_by KNOB GUEST VARIABLE: prints it.
set_by() {
	(KNOB=$1 && choose_knob "$2" && printenv "$3")
}
is "a knob sets its option" "$(MACHINE=q35 set_by microvm probe MACHINE)" microvm
is "it adds to the guest's options" "$(GUEST_OPTIONS='-device VGA' set_by cpu-pm linux GUEST_OPTIONS)" \
	"-device VGA -overcommit cpu-pm=on"
is "it adds to KVM's" "$(KVM_OPTIONS=avic=1 set_by npt-off probe KVM_OPTIONS)" "avic=1 npt=0"
is "the base sets nothing" "$(KNOB=base && choose_knob probe && env | grep -c -e ^GUEST_OPTIONS -e ^KVM_OPTIONS)" 0

# Refusals in one line
one_line() {
	"$@" >"$work/said" 2>&1
	status=$?
	cat "$work/said"
	[ "$(wc -l <"$work/said")" -eq 1 ] || echo "not one line"
	return $status
}
fails "an unknown knob" "^run: KNOB=nothing is invalid: use one of base .* microvm$" \
	one_line env KNOB=nothing boot/run.sh svm iso exact "$work/run"
fails "a part of a name" "^run: KNOB=pc. is invalid" one_line env KNOB=pc. boot/run.sh svm iso exact "$work/run"
fails "a knob of the other guest" "^run: KNOB=serial-console is for linux only: see boot/knobs$" \
	one_line env KNOB=serial-console boot/run.sh svm iso exact "$work/run"
fails "a knob outside the lab" "^run: KNOB=i8042-off works only in the lab: use HOST=svm or vmx$" \
	one_line env KNOB=i8042-off boot/run.sh tcg iso fast "$work/run"
fails "an unknown knob of the comparison" "^compare-guest: KNOB=nothing is invalid: use one of" \
	one_line env KNOB=nothing boot/compare-guest.sh "$work" exact 1 "$work/compare"
fails "a knob for the probe only" "^compare-guest: KNOB=debugcon is for probe only" \
	one_line env KNOB=debugcon boot/compare-guest.sh "$work" exact 1 "$work/compare"
fails "make names the knobs" "KNOB=nothing is invalid: use one of base" make -n run KNOB=nothing
is "make hands it on" "$(make -n run compare KNOB=i8042-off | grep -c 'KNOB=i8042-off ')" 2

# Tables from made records: the base, a run with fewer exits, a guest that did not boot, one
# that was not run
base() {
	mkdir -p "$work/runs/$1-base"
	$make causes >"$work/runs/$1-base/record.txt"
}
base svm-probe
base svm-linux
base vmx-probe
mkdir "$work/runs/svm-linux-i8042-off" "$work/runs/svm-linux-microvm"
$make quiet >"$work/runs/svm-linux-i8042-off/record.txt"
echo "the guest did not start: no | disk" >"$work/runs/svm-linux-microvm/no-record"
ok "the tables are made" boot/knobs.sh "$work/runs" "$work/KNOBS.md"
# row NAME: prints its row in Linux's table.
row() {
	sed -n "/^## Linux/,/^## .*VMX/s/^| \`$1\` | [^|]* | //p" "$work/KNOBS.md"
}
is "the base" "$(row base)" "333,224 | 0 | | |"
is "a knob that removes exits" "$(row i8042-off)" "293,899 | -39,325 | 39,325 COM1 | |"
is "a guest without a record" "$(row microvm)" '| | the guest did not start: no \| disk | |'
is "a run that was not made" "$(row hpet-off)" "| | not run | |"
is "all rows are there" "$(grep -c "^| \`" "$work/KNOBS.md")" "$(boot/knob-run.sh names | wc -l)"
is "the picture has the knobs and the causes" "$(grep -c -e '>i8042-off<' -e '>COM1<' -e '>−39k<' \
	"$work/runs/svm-linux.svg")" 4
ok "each run has its page" grep -q 'From base to i8042-off, no serial console: promised' \
	"$work/runs/svm-linux-i8042-off/report.html"
rm -r "$work/runs/svm-linux-base"
ok "the tables are made, although a base is missing" boot/knobs.sh "$work/runs" "$work/KNOBS.md"
is "they say so" "$(sed -n '/^## Linux/,/^##.*VMX/p' "$work/KNOBS.md" | sed -n 3p)" \
	"Nothing to compare with, as \`base\` has no record: not run."
is "the others are there" "$(grep -c "^| \`" "$work/KNOBS.md")" "$(boot/knob-run.sh names | grep -vc ^svm-linux)"

ok "make has a rule for each run" sh -c "make -n knob-runs >'$work/rules'"
is "and makes the tables of them" "$(make -n knobs | tail -n 1)" "boot/knobs.sh build/knobs boot/KNOBS.md"

# In the exact lab
fails "a knob that QEMU refuses" "^run: QEMU failed in L1: KVM does not support userspace APIC$" \
	env KNOB=irqchip-off boot/run.sh svm iso exact "$work/refused"
KNOB=debugcon boot/run.sh svm iso exact "$work/lab" >"$work/said" 2>&1
ok "a knob in the lab: the firmware's log goes to the debug port" test "$(build/probe-os/exit-record \
	table --csv cause "$work/lab/record.txt" | awk -F , '$4 == 1026 { sum += $7 } END { print sum + 0 }')" -gt 1000
tap_done
