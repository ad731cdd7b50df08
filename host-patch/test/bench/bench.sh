#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Measure the cost of a VM exit with this patch and with other ways of counting, in
# instructions of L0: all of them in one run of the exact lab, for each L0. And measure
# the patch's hooks in a user program on this machine's own CPUs.
#
# usage: bench.sh [svm] [vmx]	(default: both)
# Writes build/bench/costs.csv, bench.md and bench.svg, and if both labs have run, the tables of
# host-patch/README.md, between the lines that name this script, and their picture. `make bench`
# builds what it needs.
set -eu
. boot/base/lib.sh
. boot/lab/libraries.sh

here=host-patch/test/bench
to=build/bench
# The classic way is a patch for this series.
patched=build/host-patch/6.1
[ $# -gt 0 ] || set -- svm vmx
for l0; do
	case $l0 in
	svm | vmx) ;;
	*) die "no such lab: $l0: use svm or vmx" ;;
	esac
done

# prepare_job FOLDER: the job, and all files that L1 needs for it.
prepare_job() {
	rm -rf "$1"
	mkdir -p "$1/patched" "$1/classic"
	cp "$here/job" "$1/run"
	cp "$to/bench" "$here/exits.bt" "$1/"
	cp "$patched"/*.ko "$1/patched/"
	cp "$to"/classic/*.ko "$1/classic/"
	install_program "$1/tools" perf build/lab/perf-amd64
	install_program "$1/tools" bpftrace "$to/packages"
}

# check_counted L0: each method has counted the exits that were measured with it. Otherwise
# its cost would mean nothing.
check_counted() {
	least=$(awk '/^cost method=unpatched / { split($4, n, "="); sum += 2 * n[2] } END { print sum }' "$to/$1/report")
	methods=$(sed -n 's/^cost method=\([a-z]*\) op=cpuid .*/\1/p' "$to/$1/report")
	for method in $methods; do
		by=host
		case $method in
		unpatched | off) continue ;;
		count | time | causes | classic) by=guest ;;
		esac
		counted=$(sed -n "s/^counted method=$method by=$by exits=\([0-9]*\).*/\1/p" "$to/$1/report")
		[ "${counted:-0}" -ge "$least" ] ||
			die "$1: $method has counted ${counted:-no} exits, not at least $least: see $to/$1/console.log"
	done
}

for l0; do
	echo "bench: the $l0 lab; L1's console: $to/$l0/console.log"
	rm -rf "${to:?}/$l0" "$to/$l0.report"
	prepare_job "$to/$l0/job"
	LAB_MEMORY=2048 LAB_LIMIT=1800 supervise 1860 boot/lab/lab.sh "$l0" exact \
		"$patched/root/boot/vmlinuz" "$to/stock.cpio" "$to/$l0/job" "$to/$l0" || exit 2
	rm -rf "$to/$l0/job"
	sed -n "s|^failed method=\([a-z]*\).*|bench: $l0: \1 does not work there, see $to/$l0/console.log|p" "$to/$l0/report"
	check_counted "$l0"
	tr -d '\r' <"$to/$l0/report" >"$to/$l0.report"
done

echo "bench: measuring the hooks on this machine's CPUs"
build/host-patch/real-cpu >"$to/real-cpu.part"
mv "$to/real-cpu.part" "$to/real-cpu.txt"

# The tables also have the last run of the other lab.
labs=$(cd "$to" && echo *.report | sed 's/\.report//g')
for l0 in $labs; do
	sed "s/^/lab=$l0 kind=/" "$to/$l0.report"
done | awk -f "$here/costs.awk" >"$to/costs.csv"
awk -f "$here/tables.awk" "$to/costs.csv" "$to/real-cpu.txt" >"$to/bench.md"
gnuplot --default-settings -e "csv='$to/costs.csv'; svg='$to/bench.svg'; labs='$labs'" "$here/plot.gp"
if [ "$labs" = "svm vmx" ]; then
	boot/base/between.sh bench.sh host-patch/README.md <"$to/bench.md"
	cp "$to/bench.svg" host-patch/bench.svg
fi
cat "$to/bench.md"
echo "bench: $to/bench.md, $to/bench.svg, $to/costs.csv"
