#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The runs of the exact lab that make keeps: those of the table boot/runs, and svm-MACHINE-BOOT
# for each boot path of the table boot/ways.
#
# usage: kept-run.sh names       print their names
#        kept-run.sh row NAME    print its row, as in boot/runs
#        kept-run.sh boot NAME   boot it: build/runs/NAME/ is the OUT of boot/run.sh,
#                                NAME.said its output and NAME.status its exit status. It
#                                exits with 0 also without a record; tests report that
set -eu
. boot/base/lib.sh

rows() {
	awk '!/^#/ && $3 != "-" { print "svm-" $1 "-" $2, "svm", $1, $2, 1, "-", "-", "-" }' boot/ways
	sed '/^#/d' boot/runs
}

boot() {
	runs=build/runs
	# shellcheck disable=SC2046 # one word a column, but the last
	set -- $(rows | awk -v name="$1" '$1 == name')
	[ $# -ge 8 ] || die "no such run: $*"
	name=$1 host=$2 machine=$3 boot=$4 cpus=$5 bench=$6 iterations=$7
	shift 7
	option=$*
	set -- "MACHINE=$machine" "CPUS=$cpus"
	[ "$bench" = - ] || set -- "$@" "BENCH=$bench"
	[ "$iterations" = - ] || set -- "$@" "ITERATIONS=$iterations"
	[ "$option" = - ] || set -- "$@" "$option"
	mkdir -p $runs
	rm -rf "${runs:?}/$name"
	status=0
	env "$@" SERIES="${DEFAULT_SERIES:-6.1}" boot/run.sh "$host" "$boot" exact "$runs/$name" >"$runs/$name.said" 2>&1 </dev/null || status=$?
	echo $status >"$runs/$name.status"
	[ -s "$runs/$name/record.txt" ] || echo "kept-run: $name: $(tail -n 1 "$runs/$name.said")" >&2
}

case $1 in
names) rows | cut -d ' ' -f 1 ;;
row) rows | awk -v name="$2" '$1 == name' ;;
boot) boot "$2" ;;
*) die "unknown command $1: use names, row or boot" ;;
esac
